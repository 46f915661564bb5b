import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { type App as Bolt, type Receiver, verifySlackRequest } from '@slack/bolt';
import { faultOf, type Log } from './log.ts';

/** Slack's own are some kilobytes; a click carries the whole message, a submission the whole modal. */
const BODY_BYTES = 1_000_000;
const CLOCK_SECONDS = 5 * 60;

export type Middleware = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Why a request is turned away; the person who sends it learns the status only. */
class HttpRefusal extends Error {
  readonly status: number;

  constructor(status: number, why: string) {
    super(why);
    this.status = status;
  }
}

/**
 * Bolt's receiver for a server that is not Bolt's: one handler, no server and no router of its own. Bolt's
 * ExpressReceiver would do but for what it lets in or leaves open: timestamps of the future, signatures of any
 * version, three seconds of waiting for a request that nobody listens to.
 */
export function createReceiver(parts: { signingSecret: string; now: () => Date; log: Log }) {
  let bolt: Bolt | undefined;
  const receiver: Receiver = {
    init: (app) => {
      bolt = app;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };

  const serve: Middleware = async (request, response) => {
    const signed = headersOf(request, parts.now());
    const raw = await bodyOf(request);
    const body = parsed(verified(raw, signed, parts), request.headers['content-type'] ?? '');
    if (body.ssl_check) return send(response, 200);
    if (body.type === 'url_verification') return send(response, 200, { challenge: body.challenge });
    await bolt?.processEvent({ body, ack: ackOf(response), ...retryOf(request) });
    // Nobody listens to such a request.
    if (!response.headersSent) send(response, 404);
  };

  const middleware: Middleware = (request, response) =>
    serve(request, response).catch((error) => {
      const status = error instanceof HttpRefusal ? error.status : 500;
      if (status === 500) parts.log.error({ fault: faultOf(error) }, 'slack request failed');
      else parts.log.warn({ status, why: error.message }, 'slack request refused');
      if (!response.headersSent) send(response, status);
    });
  return { receiver, middleware };
}

interface Signed {
  readonly signature: string;
  readonly timestamp: number;
}

/** Looked at before the body is read: what is no signature costs nothing. */
function headersOf({ headers }: IncomingMessage, now: Date): Signed {
  const signature = headers['x-slack-signature'];
  const timestamp = headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature))
    throw new HttpRefusal(401, 'no signature');
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp))
    throw new HttpRefusal(401, 'no timestamp');
  // Bolt refuses the past only (R-SEC-01).
  if (Number(timestamp) > now.getTime() / 1000 + CLOCK_SECONDS)
    throw new HttpRefusal(401, 'timestamp of the future');
  return { signature, timestamp: Number(timestamp) };
}

function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_BYTES) return chunks.push(chunk);
      chunks.length = 0;
      return reject(new HttpRefusal(413, 'body too large'));
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(new HttpRefusal(400, 'body not received')));
  });
}

/** Bolt's check, which takes a string: bytes that are no UTF-8 would be checked as something else than they are. */
function verified(
  raw: Buffer,
  { signature, timestamp }: Signed,
  parts: { signingSecret: string; now: () => Date },
) {
  if (!isUtf8(raw)) throw new HttpRefusal(400, 'body is no UTF-8');
  const body = raw.toString('utf8');
  try {
    verifySlackRequest({
      signingSecret: parts.signingSecret,
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
      nowMilliseconds: parts.now().getTime(),
    });
  } catch {
    throw new HttpRefusal(401, 'signature or timestamp does not hold');
  }
  return body;
}

// biome-ignore lint/suspicious/noExplicitAny: Bolt's own type of a body
function parsed(body: string, contentType: string): Record<string, any> {
  const value = jsonOf(body, contentType.startsWith('application/x-www-form-urlencoded'));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HttpRefusal(400, 'body is no object');
  return value;
}

function jsonOf(body: string, form: boolean): unknown {
  try {
    if (!form) return JSON.parse(body);
    const fields = parse(body);
    return typeof fields.payload === 'string' ? JSON.parse(fields.payload) : fields;
  } catch {
    throw new HttpRefusal(400, 'body is no JSON');
  }
}

function ackOf(response: ServerResponse) {
  return async (answer?: unknown): Promise<void> => {
    if (response.headersSent) throw new Error('A Slack request was acknowledged twice');
    send(response, 200, answer);
  };
}

function send(response: ServerResponse, status: number, answer?: unknown): void {
  // What comes after a refused beginning is not read.
  if (status === 413) response.setHeader('connection', 'close');
  const body = answer ? JSON.stringify(answer) : '';
  // With its length said, head and body go out in one piece.
  const type = answer ? { 'content-type': 'application/json' } : {};
  response.writeHead(status, { ...type, 'content-length': Buffer.byteLength(body) }).end(body);
}

function retryOf({ headers }: IncomingMessage): { retryNum?: number; retryReason?: string } {
  const reason = headers['x-slack-retry-reason'];
  return {
    ...(headers['x-slack-retry-num'] ? { retryNum: Number(headers['x-slack-retry-num']) } : {}),
    ...(typeof reason === 'string' ? { retryReason: reason } : {}),
  };
}
