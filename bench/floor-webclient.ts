import { createServer } from 'node:http';
import { webApi } from '@slack/bolt';
import type { Floor } from './fanout.ts';

// The lower bound of posting: the plain WebClient with a number of calls at once. POST / starts it, and answers when it
// is done.
const client = new webApi.WebClient('xoxb-floor', { slackApiUrl: process.env.SLACK_API_URL ?? '' });

async function post({ calls, underWay, message }: Floor): Promise<void> {
  let next = 0;
  const one = async () => {
    for (let index = next++; index < calls; index = next++) {
      await client.chat.postMessage({ ...message, channel: `C${index}` });
    }
  };
  await Promise.all(Array.from({ length: underWay }, one));
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    if (request.method === 'POST') await post(JSON.parse(Buffer.concat(chunks).toString()));
    response.end();
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
