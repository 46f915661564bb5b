import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'node:querystring';
import { isValidSlackRequest } from '@slack/bolt';
import type { Log } from '../../src/kernel/log.ts';
import { answeringFailures, type Handler, HttpRefusal, readBody, respond } from '../shared/http.ts';
import { type JsonObject, parseJsonObject } from '../shared/payload.ts';
import type { Handle } from './answer.ts';
import { payloadOf } from './payload.ts';

/** Slack's requests have a few kilobytes; a click contains the whole message, a submission the whole modal. */
const maxBodyBytes = 1_000_000;
const maxClockSkewSeconds = 5 * 60;

/** Handles Slack's HTTP requests: checks the signature, then the schema. An empty secret refuses every request. */
export const createReceiver = (signingSecret: string, now: () => Date, log: Log, handle: Handle): Handler =>
  answeringFailures('slack', log, async (request, response) => {
    const at = now();
    const headers = signedHeaders(request.headers, at);
    const raw = await readBody(request, maxBodyBytes);
    if (!isUtf8(raw)) throw new HttpRefusal(400, 'body is not UTF-8');
    const body = raw.toString();
    if (!isValidSlackRequest({ signingSecret, body, headers, nowMilliseconds: at.getTime() }))
      throw new HttpRefusal(401, 'wrong signature');
    const payload = payloadOf(bodyOf(body, request.headers['content-type'] ?? ''));
    await handle(payload, async (answer) => respond(response, 200, answer));
  });

/** Runs before the body is read, so unsigned requests cost nothing. Bolt accepts future timestamps (R-SEC-01). */
function signedHeaders(headers: IncomingHttpHeaders, now: Date) {
  const signature = headers['x-slack-signature'];
  const timestamp = headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp))
    throw new HttpRefusal(401, 'no signature');
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > maxClockSkewSeconds)
    throw new HttpRefusal(401, 'timestamp too old or in the future');
  return { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) };
}

/** Slack sends commands as a form, interactions as JSON inside a form, and events as JSON. */
function bodyOf(body: string, contentType: string): JsonObject {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return parseJsonObject(body);
  const { payload, ...fields } = parse(body);
  return typeof payload === 'string' ? parseJsonObject(payload) : fields;
}
