import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import type { DeploymentLocation } from './location.ts';

/** A database cluster: PostgreSQL's word for the data of one server. */
export interface Cluster extends Pick<DeploymentLocation, 'folder' | 'programs' | 'account'> {
  readonly unsafeFast: boolean;
}

export const dataFolder = (folder: string): string => join(folder, 'cluster');
export const passwordFile = (folder: string): string => join(folder, 'password');

/**
 * Runs one of PostgreSQL's programs as the server's account. On failure throws with its last output and the end of the
 * server's log.
 */
export async function run(
  cluster: Cluster,
  program: keyof Cluster['programs'],
  args: readonly string[],
  input = '',
): Promise<void> {
  const { folder, account } = cluster;
  // Passes nothing else of our environment: the server's account could read our secrets there while it runs.
  const { PATH, SystemRoot, TEMP } = process.env;
  const output = await openOutput(folder);
  try {
    const child = spawn(cluster.programs[program], args, {
      ...account,
      cwd: folder,
      env: { PATH, SystemRoot, TEMP, LC_ALL: 'C', PGDATA: dataFolder(folder) },
      stdio: ['pipe', output.fd, output.fd],
      windowsHide: true,
    });
    child.stdin?.on('error', () => {}).end(input);
    const [code, signal] = await once(child, 'exit');
    if (code === 0) return;
    const { buffer, bytesRead } = await output.read({ buffer: Buffer.alloc(maxOutput), position: 0 });
    const said = buffer.toString('utf8', 0, bytesRead);
    throw new Error(`${program} ended with ${code ?? signal}. ${explain(said)}${await endOfLog(folder)}`);
  } finally {
    await output.close();
  }
}

const maxOutput = 65_536;
const maxLines = 12;

/**
 * An unnamed file. Not a pipe, because it would tie the server that pg_ctl leaves running to this process. A new file,
 * because root must not write through a link that the server's account may have created.
 */
async function openOutput(folder: string): Promise<fs.FileHandle> {
  const path = join(folder, `.output-${randomUUID()}`);
  const file = await fs.open(path, 'wx+', 0o600);
  await fs.rm(path, { force: true });
  return file;
}

/** The last lines of the server's log with a heading; empty if there is none. */
export async function endOfLog(folder: string): Promise<string> {
  const [last] = [...(await listLogs(folder))].sort((one, other) => other.changedAt - one.changedAt);
  const text = last ? await fs.readFile(last.path, 'utf8').catch(() => '') : '';
  return text === '' ? '' : `The server's log ends:\n${lastLines(text)}`;
}

/** The server's log files, without links: its account may have linked to files that only root may see or delete. */
export async function listLogs(
  folder: string,
): Promise<readonly { readonly path: string; readonly size: number; readonly changedAt: number }[]> {
  const logs = join(await fs.realpath(folder), 'cluster', 'log');
  const isThere = (await fs.realpath(logs).catch(() => undefined)) === logs;
  const files = await Promise.all(
    (isThere ? await fs.readdir(logs) : []).map(async (name) => {
      const path = join(logs, name);
      const found = await fs.lstat(path);
      return found.isFile() ? [{ path, size: found.size, changedAt: found.mtimeMs }] : [];
    }),
  );
  return files.flat();
}

const lastLines = (text: string) => text.trimEnd().split('\n').slice(-maxLines).join('\n');

/** A program's last output, with advice if the problem is known. */
function explain(said: string): string {
  const advice = remedies.find(({ sign }) => sign.test(said))?.advice ?? '';
  return `${advice}It said:\n${lastLines(said)}\n`;
}

const remedies = [
  {
    sign: /error while loading shared libraries|Library not loaded/,
    advice: 'The install script of its package has not run: npm rebuild. ',
  },
  {
    sign: /could not look up effective user ID/,
    advice: 'This user needs a line in /etc/passwd, or set DATABASE_URL to a PostgreSQL of your own. ',
  },
];
