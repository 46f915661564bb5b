process.on("SIGTERM", () => process.exit(0));
import { createServer } from 'node:http';
import express from 'express';
import { App, HTTPReceiver } from '@slack/bolt';
import { createSlack } from './index.ts';
const which = process.argv[2]; const port = 45871;
const log = { warn: console.log, error: console.log };
const helpCard = { title: 'Help', summary: 'Help', blocks: [
  { kind: 'text' as const, text: 'What you can do' },
  { kind: 'list' as const, items: Array.from({ length: 20 }, (_, i) => ({ title: `verb${i} [customer]`, detail: `Does thing ${i}, e.g. /partner verb${i} contoso.com` })) },
  { kind: 'buttons' as const, buttons: [{ label: 'Home', command: 'home' }] } ] };
const words = { working: 'w', openForm: 'o', close: 'c', more: String };
if (which === 'bolt') {
  const receiver = new HTTPReceiver({ signingSecret: 's', port });
  const app = new App({ receiver, authorize: async () => ({ botToken: 'x' }), logger: undefined });
  app.command('/partner', async ({ ack }) => ack());
  await app.start(port);
} else if (which === 'boltcard') {
  const { message } = await import('./render.ts');
  const receiver = new HTTPReceiver({ signingSecret: 's', port });
  const app = new App({ receiver, authorize: async () => ({ botToken: 'x' }) });
  const fixed = { response_type: 'ephemeral' as const, ...message(helpCard, words) };
  app.command('/partner', async ({ ack }) => ack(fixed));
  await app.start(port);
} else if (which?.startsWith('one')) {
  const { createReceiver } = await import('./receiver.ts');
  const { receiver, middleware } = createReceiver({ signingSecret: 's', now: () => new Date(), log });
  const app = new App({ receiver, authorize: async () => ({}), ignoreSelf: false, convoStore: false });
  app.command('/partner', async ({ ack }) => ack());
  for (let i = 0; i < Number(which!.slice(3)); i++) app.event('app_home_opened', async () => {});
  createServer((q, r) => void middleware(q, r)).listen(port);
} else {
  const slack = createSlack({ app: { handle: async () => ({ kind: 'card', as: 'card', card: which !== 'help' ? { title: 'a', summary: 'a', blocks: [] } : helpCard }), posted: async () => {} }, signingSecret: 's', botTokenOf: async () => 'x', words, log });
  (which === 'noexpress' ? createServer((q, r) => void slack.middleware(q, r)) : createServer(express().post('/slack/events', slack.middleware))).listen(port);
}
