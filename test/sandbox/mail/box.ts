import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Kept } from '../folder.ts';
import type { Follow } from '../live.ts';
import { HOST } from '../ports.ts';
import { type Letter, readLetter } from './letter.ts';

/** A mail server that keeps everything and sends nothing on. */
export interface MailBox {
  /** For the bot. */
  readonly url: string;
  /** The newest first. */
  letters(): readonly Letter[];
  readonly follow: Follow;
  /** The bot is there now; links to where it was lead there too. */
  movedTo(botUrl: string): void;
  stop(): Promise<void>;
}

/** What is kept between runs. */
export interface Post {
  /** Where the bot was when it wrote. */
  readonly botUrl: string;
  readonly letters: readonly Letter[];
}

/** A mailbox does not grow for ever. */
const MOST = 200;

export async function startMailBox(kept: Kept<Post>): Promise<MailBox> {
  const followers = new Set<() => void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const letter = readLetter(randomUUID(), Buffer.concat(chunks));
      kept.set({ ...kept.value, letters: [letter, ...kept.value.letters].slice(0, MOST) });
      for (const follower of followers) follower();
      done();
    },
  });
  const tcp = server.listen(0, HOST);
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  return {
    url: `smtp://${HOST}:${port}`,
    letters: () => kept.value.letters,
    follow(listener) {
      followers.add(listener);
      return () => void followers.delete(listener);
    },
    movedTo(botUrl) {
      const { botUrl: before, letters } = kept.value;
      const moved = (text: string) => (before === '' ? text : text.replaceAll(`${before}/`, `${botUrl}/`));
      kept.set({ botUrl, letters: letters.map((letter) => ({ ...letter, text: moved(letter.text) })) });
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
