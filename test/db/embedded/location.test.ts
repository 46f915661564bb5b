import fs from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isOwn, isPlain, openCommonFolder } from '../../../db/embedded/common-folder.ts';
import { openEmbedded, removeEmbedded } from '../../../db/embedded/index.ts';
import { locate } from '../../../db/embedded/location.ts';

const asRoot = process.getuid?.() === 0;
const anotherUser = 65534;

/** A folder that only the user of this process can enter. */
let closed: string;
let dataDir: string;
let said: string[];
const opened: { stop(): Promise<void> }[] = [];

beforeEach(async () => {
  closed = await fs.mkdtemp(join(tmpdir(), 'accord-place-'));
  dataDir = join(closed, `ä "b' $c`, 'data');
  said = [];
});

afterEach(async () => {
  await Promise.allSettled(opened.splice(0).map((database) => database.stop()));
  await removeEmbedded(dataDir);
  await fs.rm(closed, { recursive: true });
});

async function open() {
  const log = (line: string) => void said.push(line);
  const database = await openEmbedded({ dataDir, unsafeFast: true, log });
  opened.push(database);
  return database;
}

/** Where the database is to be, which is an empty folder here: what is in it makes no difference to its place. */
async function place(): Promise<string> {
  const { folder, confirm } = await locate(dataDir, () => {});
  await fs.mkdir(folder, { recursive: true });
  await confirm();
  return folder;
}

async function query(url: string, statement: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

const exists = (path: string) =>
  fs.lstat(path).then(
    () => true,
    () => false,
  );

describe.runIf(asRoot)('As root, below a folder that only root can enter, the database', () => {
  test('is kept elsewhere, is open to nobody but the server, and is found again', async () => {
    const first = await open();
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();

    expect(said).toContain(`the database of ${dataDir} is in ${first.folder}`);
    expect(first.folder.startsWith(closed)).toBe(false);
    const server = await fs.stat(first.folder);
    expect([server.mode & 0o777, server.uid === 0]).toEqual([0o700, false]);
    expect(await isOwn(dirname(first.folder))).toBe(true);

    const second = await open();
    expect(second.folder).toBe(first.folder);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('is in one place, however many choose it at once', async () => {
    const places = await Promise.all(Array.from({ length: 8 }, place));

    expect(new Set(places).size).toBe(1);
    expect(await fs.readdir(dataDir)).toEqual(['postgres']);
  });

  test('is made where a first start that crashed had chosen to', async () => {
    const chosen = join(await openCommonFolder(undefined), `data-of-a-test-${process.pid}`);
    await fs.mkdir(dataDir, { recursive: true });
    await fs.symlink(chosen, join(dataDir, 'postgres.chosen'));

    expect(await place()).toBe(chosen);
    expect(await fs.readlink(join(dataDir, 'postgres'))).toBe(chosen);
    expect(await fs.readdir(dataDir)).toEqual(['postgres']);
  });

  test('is deleted wherever it is, and starts over', async () => {
    const folder = await place();

    await removeEmbedded(dataDir);

    expect([await exists(folder), await fs.readdir(dataDir)]).toEqual([false, []]);
    expect(await place()).toBe(folder);
  });

  test('starts over empty when its data folder was deleted by hand, and leaves the old one alone', async () => {
    const old = await place();
    await fs.rm(dataDir, { recursive: true });

    expect(await place()).not.toBe(old);

    expect(await exists(old)).toBe(true);
    await fs.rm(old, { recursive: true });
  });

  test('is not created again when its folder is gone', async () => {
    const folder = await place();
    await fs.rm(folder, { recursive: true });

    await expect(place()).rejects.toThrow(`${dataDir}/postgres is a link to ${folder}, which does not exist`);
  });

  test('stays where it was made, and says what to do when the server cannot go there any more', async () => {
    await fs.chmod(closed, 0o755);
    expect(await place()).toBe(join(dataDir, 'postgres'));
    await fs.chmod(closed, 0o700);

    await expect(place()).rejects.toThrow('start Accord as an ordinary user');
  });
});

test('a link that somebody made themselves is followed, and not deleted with what it leads to', async () => {
  await fs.chmod(closed, 0o755);
  const folder = await place();
  const moved = join(closed, 'elsewhere');
  await fs.rename(folder, moved);
  await fs.symlink(moved, folder);

  expect(await place()).toBe(moved);
  await removeEmbedded(dataDir);
  expect([await exists(folder), await exists(moved)]).toEqual([false, true]);
});

test('a path with a line break, which PostgreSQL cannot have, is as good as any other', async () => {
  await fs.chmod(closed, 0o755);
  dataDir = join(closed, 'one\nother');
  const { url, folder } = await open();
  expect(folder).not.toContain('\n');
  expect(await query(url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
});

test.each([
  ["/home/ana/ä b'c (1) 100%", true],
  ['/home/ana/5"', false],
  ['/home/ana/$HOME', false],
  ['/home/ana/`id`', false],
  ['/home/ana/a\\b', false],
  ['/home/ana/a\nb', false],
])('programs in %j can be started there: %s', (path, isPossible) => {
  expect(isPlain(path)).toBe(isPossible);
});

describe('A common folder', () => {
  test('is in a place that lasts', async () => {
    const lasting = asRoot ? '/var/lib' : homedir();
    expect(await openCommonFolder(undefined)).toMatch(lasting);
  });

  test.each([
    ['it is a link', async (folder: string) => fs.symlink(tmpdir(), folder)],
    ['it is no folder', async (folder: string) => fs.writeFile(folder, '')],
    ['its group may write to it', (folder: string) => mkdir(folder, 0o775)],
    ['everybody may write to it', (folder: string) => mkdir(folder, 0o757)],
    ['everybody may write to the folder above it', (folder: string) => below(folder, 0o777)],
  ])('is not safe when %s', async (_, make) => {
    const folder = join(closed, 'above', 'common');
    await mkdir(dirname(folder), 0o755);
    await make(folder);
    expect(await isOwn(folder)).toBe(false);
  });

  test.runIf(asRoot)('is not safe when it is another user’s, or below another user’s folder', async () => {
    const folder = join(closed, 'above', 'common');
    await mkdir(dirname(folder), 0o755);
    await mkdir(folder, 0o755);
    expect(await isOwn(folder)).toBe(true);
    await fs.chown(folder, anotherUser, anotherUser);
    expect(await isOwn(folder)).toBe(false);
    await fs.chown(folder, 0, 0);
    await fs.chown(dirname(folder), anotherUser, anotherUser);
    expect(await isOwn(folder)).toBe(false);
  });

  test('is safe below a shared folder in which nobody can move other people’s files', async () => {
    const folder = join(closed, 'above', 'common');
    await mkdir(dirname(folder), 0o755);
    await below(folder, 0o1777);
    expect(await isOwn(folder)).toBe(true);
  });
});

async function mkdir(folder: string, mode: number): Promise<void> {
  await fs.mkdir(folder);
  await fs.chmod(folder, mode);
}

async function below(folder: string, modeAbove: number): Promise<void> {
  await mkdir(folder, 0o755);
  await fs.chmod(dirname(folder), modeAbove);
}
