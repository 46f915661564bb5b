import { createServer } from 'node:http';
import type { Posts } from './fanout.ts';

// An empty Slack Web API: answers each call after 50 ms.
const answerMs = 50;

let calls = 0;
let first = 0;
let last = 0;
let underWay = 0;
let mostUnderWay = 0;
let body = '';
let channels = new Map<string, number>();

const posts = (): Posts => ({
  ...{ calls, ms: last - first, mostUnderWay, body },
  channels: channels.size,
  mostInChannel: Math.max(0, ...channels.values()),
});

/** GET / returns what has been posted; GET /next also resets the count. */
const server = createServer((request, response) => {
  const answer = (said: object) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said));
  };
  if (request.method === 'GET') {
    answer(posts());
    if (request.url !== '/next') return;
    [calls, first, last, mostUnderWay] = [0, 0, 0, 0];
    channels = new Map();
    return;
  }
  first ||= performance.now();
  underWay += 1;
  mostUnderWay = Math.max(mostUnderWay, underWay);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    body = Buffer.concat(chunks).toString();
    const channel = new URLSearchParams(body).get('channel') ?? '';
    channels.set(channel, (channels.get(channel) ?? 0) + 1);
    setTimeout(() => {
      calls += 1;
      underWay -= 1;
      last = performance.now();
      answer({ ok: true, channel, ts: `${calls}.0001` });
    }, answerMs);
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
