import type { IncomingMessage } from 'node:http';

/** Teams' own messages are within 28 KB, and forms come back with what was filled in. */
const MOST_BYTES = 256 * 1024;

/** The body cannot be read: too large, or not a JSON object. */
export class Unreadable extends Error {
  readonly status: 400 | 413;
  constructor(status: 400 | 413) {
    super(`unreadable: ${status}`);
    this.status = status;
  }
}

/** The JSON object that a request carries. */
export async function readJson(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Read to its end also when it is too large: a caller who is still sending would not hear the answer.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  }
  if (bytes > MOST_BYTES) throw new Unreadable(413);
  const body = parsed(Buffer.concat(chunks).toString('utf8'));
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Unreadable(400);
  return body as Record<string, unknown>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(400);
  }
}
