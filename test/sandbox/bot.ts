import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { startProgram } from './child.ts';
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
  readonly world: World;
}

const PATIENCE = 60_000;

/** Applies the world as an operator would, then starts the bot and waits until it is ready. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { folder, port, world } = options;
  await mkdir(folder.bot, { recursive: true });
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
  await applyWorld(world, folder, environment);
  const log = createWriteStream(folder.file('bot.log'));
  const child = startProgram('src/main.ts', [], environment, folder.bot, (text) => log.write(text));
  const ended = child.ended.then(() => child.output());
  let stopping = false;
  try {
    await Promise.race([
      ready(url),
      ended.then((said) => Promise.reject(new Refusal(`The bot did not start:\n${said}`))),
    ]);
  } catch (error) {
    await child.stop();
    throw error;
  }
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

async function applyWorld(
  world: World,
  folder: Folder,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const file = folder.file('world.json');
  await writeFile(file, JSON.stringify(world, undefined, 2));
  const operator = startProgram('src/operator/main.ts', ['world', 'apply', file], environment, folder.bot);
  if ((await operator.ended) !== 0) {
    throw new Refusal(`The world file (test/sandbox/world.json) was refused:\n${operator.output().trim()}`);
  }
}

async function ready(url: string): Promise<void> {
  const last = Date.now() + PATIENCE;
  for (;;) {
    const status = await fetch(`${url}/readyz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    if (Date.now() > last)
      throw new Refusal(`The bot is not ready after ${PATIENCE / 1000} seconds (${status}).`);
    await wait(50);
  }
}
