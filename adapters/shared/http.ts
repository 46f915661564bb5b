import type { IncomingMessage, ServerResponse } from 'node:http';
import { faultOf, type Log } from '../../src/kernel/log.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Rejects an HTTP request. The caller gets the status only; the message is for the log and contains no values. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** Logs why a request was refused or failed. Returns the status to answer with: 500 unless it is an HttpRefusal. */
export function logFailure(platform: string, log: Log, error: unknown): number {
  const isRefusal = error instanceof HttpRefusal;
  const status = isRefusal ? error.status : 500;
  const facts = { platform, status, reason: isRefusal ? error.message : faultOf(error) };
  if (status < 500) log.warn(facts, 'a request of the platform was refused');
  else log.error(facts, 'a request of the platform failed');
  return status;
}

/** A handler that logs its failures and answers with their status. */
export const answeringFailures =
  (platform: string, log: Log, handle: Handler): Handler =>
  async (request, response) => {
    try {
      await handle(request, response);
    } catch (error) {
      respond(response, logFailure(platform, log, error));
    }
  };

/** Reads the raw body. Rejects with 413 when it is larger than `max` bytes. */
export function readBody(request: IncomingMessage, max: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= max) return received.push(chunk);
      received.length = 0;
      return reject(new HttpRefusal(413, 'body too large'));
    });
    request.on('end', () => resolve(Buffer.concat(received)));
    request.on('error', () => reject(new HttpRefusal(400, 'body not received')));
  });
}

/** Answers with JSON, or with only a status. The known length lets head and body leave in one packet. */
export function respond(response: ServerResponse, status: number, answer?: unknown): void {
  if (response.headersSent) return;
  const body = answer === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer));
  response.writeHead(status, {
    ...(answer === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    // The rest of a body that is too large is never read.
    ...(status === 413 ? { connection: 'close' } : {}),
    'content-length': body.length,
  });
  response.end(body);
}
