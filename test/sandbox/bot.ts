import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type Child, startProgram } from './child.ts';
import type { Folder } from './folder.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** The real bot, as a process of its own. */
export interface Bot {
  readonly url: string;
  /** Fulfilled when it ends by itself, with what it said last. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

export interface BotOptions {
  readonly folder: Folder;
  readonly port: number;
  readonly signingSecret: string;
  readonly slackApiUrl: string;
  readonly smtpUrl: string;
}

const PATIENCE = 60_000;

/** Starts the bot and waits until it is ready. */
export async function startBot({ folder, port, ...options }: BotOptions): Promise<Bot> {
  const url = `http://localhost:${port}`;
  const environment = {
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: folder.bot,
    SLACK_SIGNING_SECRET: options.signingSecret,
    SLACK_API_URL: options.slackApiUrl,
    TEAMS_AUTH: 'off',
    SMTP_URL: options.smtpUrl,
    MAIL_FROM: 'Accord <accord@sandbox.example>',
  };
  const log = createWriteStream(folder.file('bot.log'));
  const child = startProgram('src/main.ts', [], environment, folder.bot, (text) => log.write(text));
  const ended = child.ended.then(() => child.output());
  try {
    await untilReady(url, child);
  } catch (error) {
    await child.stop();
    throw error;
  }
  let stopping = false;
  return {
    url,
    died: new Promise((resolve) => void ended.then((said) => !stopping && resolve(said))),
    async stop() {
      stopping = true;
      await child.stop();
      log.end();
    },
  };
}

async function untilReady(url: string, child: Child): Promise<void> {
  const last = Date.now() + PATIENCE;
  const status = () =>
    fetch(`${url}/readyz`).then(
      (response) => response.status,
      () => 0,
    );
  while ((await status()) !== 200) {
    if (child.process.exitCode !== null) throw new Refusal(`The bot did not start:\n${child.output()}`);
    if (Date.now() > last) throw new Refusal(`The bot is not ready after ${PATIENCE / 1000} seconds.`);
    await wait(50);
  }
}

/** Applies the world as an operator would, by the operator's own command line. */
export async function applyWorld(world: World, folder: Folder): Promise<void> {
  const file = folder.file('world.json');
  await writeFile(file, JSON.stringify(world, undefined, 2));
  const environment = { DATA_DIR: folder.bot };
  const operator = startProgram('src/operator/main.ts', ['world', 'apply', file], environment, folder.bot);
  if ((await operator.ended) === 0) return;
  throw new Refusal(`The world file was refused:\n${operator.output().trim()}`);
}
