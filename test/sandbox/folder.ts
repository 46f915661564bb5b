import { chmod, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { removeEmbedded } from '../../db/embedded/index.ts';
import { Refusal } from './refusal.ts';

/** The data folder of one sandbox, which no other sandbox uses meanwhile. */
export interface Folder {
  readonly root: string;
  /** Where the bot keeps its own data. */
  readonly bot: string;
  /** Something to keep between runs as JSON; `initial` where nothing is kept yet. */
  keep<Value>(name: string, initial: Value): Promise<Kept<Value>>;
  file(name: string): string;
  /** Where the bot's database is, once the bot has been started: elsewhere when its server cannot enter this folder. */
  database(): Promise<string>;
  /** Writes what still waits to be written, and leaves the folder to others. */
  leave(): Promise<void>;
}

export interface Kept<Value> {
  readonly value: Value;
  /** What is kept from here on; written soon, and whole or not at all. */
  set(value: Value): void;
}

/** All of ours is below it, so that beginning anew deletes nothing else, whatever DATA_DIR is. */
const OURS = 'sandbox';
const SOON = 200;
const LOCK = 'running.json';
/** The path at which a running sandbox names its folder. */
export const WHERE = '/folder';

/**
 * Takes the folder. The running sandbox is asked itself whether it is still there: a process id says nothing after a
 * restart of the machine. Refused while another one is on the same data.
 */
export async function takeFolder(path: string, url: string, fresh: boolean): Promise<Folder> {
  const root = join(resolve(path), OURS);
  await refuseSecond(root);
  if (fresh) await removeFolder(path);
  const bot = botFolder(root);
  await makeFolder(bot);
  // The embedded PostgreSQL runs as another account where this runs as root.
  await chmod(root, 0o755);
  const lock = join(root, LOCK);
  await writeFile(lock, JSON.stringify({ url }));

  const writers = new Map<string, () => Promise<void>>();
  return {
    root,
    bot,
    file: (name) => join(root, name),
    database: () => realpath(join(bot, 'postgres')),
    async keep<Value>(name: string, initial: Value): Promise<Kept<Value>> {
      const file = join(root, `${name}.json`);
      const kept = { value: (await read<Value>(file)) ?? initial };
      let timer: NodeJS.Timeout | undefined;
      let written: Promise<void> = Promise.resolve();
      const write = async () => {
        timer = undefined;
        await writeFile(`${file}.new`, JSON.stringify(kept.value));
        await rename(`${file}.new`, file);
      };
      const start = () => {
        written = written.then(write);
      };
      writers.set(name, async () => {
        if (timer) {
          clearTimeout(timer);
          start();
        }
        await written;
      });
      return {
        get value() {
          return kept.value;
        },
        set(value) {
          kept.value = value;
          timer ??= setTimeout(start, SOON);
        },
      };
    },
    async leave() {
      await Promise.all([...writers.values()].map((finish) => finish()));
      await rm(lock, { force: true });
    },
  };
}

/** Deletes everything of the sandbox in a data folder, the bot's database too. */
export async function removeFolder(path: string): Promise<void> {
  const root = join(resolve(path), OURS);
  await removeEmbedded(botFolder(root));
  await rm(root, { recursive: true, force: true });
}

const botFolder = (root: string) => join(root, 'bot');

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch(({ code }: NodeJS.ErrnoException) => {
    throw new Refusal(`${path} cannot be made (${code}): set DATA_DIR to a folder of yours.`);
  });
}

async function refuseSecond(root: string): Promise<void> {
  const { url } = (await read<{ url?: string }>(join(root, LOCK))) ?? {};
  if (url === undefined) return;
  const told = await fetch(`${url}${WHERE}`, { signal: AbortSignal.timeout(2000) })
    .then((response) => response.text())
    .catch(() => undefined);
  if (told !== root) return;
  throw new Refusal(
    `The demo is already running on this data (${root}): open ${url}, or give this one a folder of its own with DATA_DIR.`,
  );
}

async function read<Value>(file: string): Promise<Value | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Value;
  } catch (error) {
    if (/^(ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    if (error instanceof SyntaxError) {
      throw new Refusal(`${file} is broken: ${error.message}. Begin anew: npm run demo -- --fresh`);
    }
    throw error;
  }
}
