import { createHmac } from 'node:crypto';

export interface SignedHeaders {
  readonly 'x-slack-request-timestamp'?: string;
  readonly 'x-slack-signature'?: string;
}

/** Slack's v0 signature of a raw body; the timestamp is in seconds. */
export function signature(secret: string, timestamp: number | string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** The two headers with which Slack sends a body at that moment. */
export function sign(secret: string, body: string, now: number = Date.now()): Required<SignedHeaders> {
  const timestamp = Math.floor(now / 1000).toString();
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature(secret, timestamp, body) };
}

/** Every way to sign a body that a receiver has to refuse (R-SEC-01), each with its name. */
export function forgeries(
  secret: string,
  body: string,
  now: number = Date.now(),
): readonly { readonly name: string; readonly headers: SignedHeaders }[] {
  const minutes = (count: number) => sign(secret, body, now + count * 60_000);
  const good = sign(secret, body, now);
  const time = good['x-slack-request-timestamp'];
  const mark = good['x-slack-signature'];
  const marked = (value: string) => ({ 'x-slack-request-timestamp': time, 'x-slack-signature': value });
  return [
    { name: 'signed with another secret', headers: sign(`${secret}x`, body, now) },
    { name: 'signature of another body', headers: sign(secret, `${body}&x=1`, now) },
    {
      name: 'signature of another time',
      headers: { ...good, 'x-slack-request-timestamp': `${Number(time) - 1}` },
    },
    { name: 'six minutes old', headers: minutes(-6) },
    { name: 'six minutes ahead', headers: minutes(6) },
    { name: 'no headers at all', headers: {} },
    { name: 'no signature', headers: { 'x-slack-request-timestamp': time } },
    { name: 'no timestamp', headers: { 'x-slack-signature': mark } },
    {
      name: 'timestamp that is no number',
      headers: {
        'x-slack-request-timestamp': 'now',
        'x-slack-signature': signature(secret, 'now', body),
      },
    },
    { name: 'empty signature', headers: marked('') },
    { name: 'version without a hash', headers: marked('v0=') },
    { name: 'cut signature', headers: marked(mark.slice(0, -1)) },
    { name: 'unknown version', headers: marked(mark.replace('v0=', 'v1=')) },
    { name: 'bare hash', headers: marked(mark.slice(3)) },
  ];
}
