import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../db/embedded/index.ts';
import { removeFolder, takeFolder } from '../folder.ts';

const asRoot = process.getuid?.() === 0;
const nowhere = 'http://127.0.0.1:9';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'accord-folder-'));
});

afterEach(async () => {
  await removeFolder(dataDir);
  await rm(dataDir, { recursive: true });
});

describe('the data folder', () => {
  it.runIf(asRoot)('is emptied by a fresh start, and so is what the database has elsewhere', async () => {
    const folder = await takeFolder(dataDir, nowhere, false);
    const { stop } = await openEmbedded({ dataDir: folder.bot, unsafeFast: true });
    await stop();
    const database = await folder.database();
    expect(database.startsWith(await realpath(dataDir))).toBe(false);

    const fresh = await takeFolder(dataDir, nowhere, true);

    await expect(readdir(database)).rejects.toThrow('ENOENT');
    expect(await readdir(fresh.bot)).toEqual([]);
  });

  it('is refused in a sentence where it cannot be made', async () => {
    const file = import.meta.filename;
    await expect(takeFolder(file, nowhere, false)).rejects.toThrow(
      `${file}/sandbox/bot cannot be made (ENOTDIR): set DATA_DIR to a folder of yours.`,
    );
  });
});
