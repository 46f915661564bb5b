import fs from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Account, canReach } from './account.ts';

/** PostgreSQL's tools put their own path into a shell command in double quotes. */
const specialInShell = /["$`\\\p{Cc}]/u;
const isWindows = process.platform === 'win32';
const writableByOthers = 0o022;
const sticky = 0o1000;

/** Whether PostgreSQL's programs can be started at this path. */
export const isPlain = (path: string): boolean => isWindows || !specialInShell.test(path);

/** Candidates for the common folder, best first. Only the first one is never cleaned up as temporary files. */
export function commonFolders(): readonly string[] {
  const uid = process.getuid?.() ?? 0;
  const lasting = uid === 0 ? '/var/lib/accord-postgres' : join(homedir(), '.cache', 'accord-postgres');
  return [lasting, ...['/var/tmp', tmpdir()].map((folder) => join(folder, `accord-postgres-${uid}`))];
}

/**
 * Opens or creates a folder of ours outside the checkout that the server's account can enter and nobody else can write
 * to. Throws if no such folder is possible.
 */
export async function openCommonFolder(account: Account | undefined): Promise<string> {
  for (const folder of commonFolders().filter(isPlain)) {
    if ((await makeOwn(folder)) && (await canReach(account, folder))) return folder;
  }
  throw new Error(
    `There is no place for the private PostgreSQL: none of ${commonFolders().join(', ')} can be made, ` +
      'safe from other users and open to the server’s account. Set DATABASE_URL to a PostgreSQL of your own.',
  );
}

async function makeOwn(folder: string): Promise<boolean> {
  try {
    const isAtHome = folder.startsWith(homedir());
    if (isAtHome) await fs.mkdir(dirname(folder), { recursive: true });
    await fs.mkdir(folder, 0o755).catch(unlessItExists);
    if (!(await isOwn(folder))) return false;
    await fs.chmod(folder, 0o755);
    return true;
  } catch (error) {
    const isRefusedBySystem = (error as NodeJS.ErrnoException).code !== undefined;
    if (isRefusedBySystem) return false;
    throw error;
  }
}

function unlessItExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Whether only we can change the folder, and nobody can replace it by another folder or a link. */
export async function isOwn(folder: string): Promise<boolean> {
  if (isWindows) return true;
  const self = process.getuid?.();
  const found = await fs.lstat(folder);
  if (!found.isDirectory() || found.uid !== self || (found.mode & writableByOthers) !== 0) return false;
  for (let above = dirname(await fs.realpath(folder)); ; above = dirname(above)) {
    const parent = await fs.stat(above);
    const isShared = (parent.mode & writableByOthers) !== 0 && (parent.mode & sticky) === 0;
    if (isShared || ![0, self].includes(parent.uid)) return false;
    if (above === dirname(above)) return true;
  }
}
