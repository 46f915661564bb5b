import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';

/** A user account of the machine, by its numeric ids. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account to run the server as, because PostgreSQL refuses to run as root. Undefined: the account of this process.
 * For root: the owner of the first of `paths` that exists and is not root's, otherwise `postgres` or `nobody`.
 */
export async function serverAccount(paths: readonly string[]): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const path of paths) {
    const owner = await fs.stat(path).catch(() => undefined);
    if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  const accounts = await fs.readFile('/etc/passwd', 'utf8');
  const entry = /^postgres:.*/m.exec(accounts) ?? /^nobody:.*/m.exec(accounts);
  if (!entry) throw new Error('PostgreSQL does not run as root: start Accord as an ordinary user.');
  const [, , uid, gid] = entry[0].split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether the server's account may enter this folder, or execute this file, at this path. */
export async function canReach(account: Account | undefined, path: string): Promise<boolean> {
  if (!account) {
    return fs.access(path, fs.constants.X_OK).then(
      () => true,
      () => false,
    );
  }
  const test = spawn('/bin/sh', ['-c', '[ -x "$1" ]', 'sh', path], { ...account, cwd: '/', stdio: 'ignore' });
  const [code] = await once(test, 'exit');
  return code === 0;
}
