import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Cluster, passwordFile, run } from './run.ts';

/** Creates the cluster on first use, and removes the leftovers of crashed or slower processes. */
export async function ensureCluster(cluster: Cluster, log: (line: string) => void): Promise<void> {
  if (!existsSync(cluster.folder)) {
    log(`making the database in ${cluster.folder}`);
    await makeCluster(cluster);
  }
  await removeLeftovers(cluster.folder);
}

/** Created in another folder and then renamed, so a half-made cluster is never used. */
async function makeCluster(target: Cluster): Promise<void> {
  const cluster = { ...target, folder: await fs.mkdtemp(asideOf(target.folder)) };
  const { folder, account } = cluster;
  try {
    await fs.writeFile(passwordFile(folder), randomBytes(24).toString('base64url'), {
      mode: 0o600,
      flush: true,
    });
    // The folder comes last: once the account owns it, the account could replace a file by a link.
    for (const path of [passwordFile(folder), folder]) {
      if (account) await fs.lchown(path, account.uid, account.gid);
    }
    await run(cluster, 'initdb', initOptions(cluster));
    const single = ['--single', '-c', 'exit_on_error=on', 'postgres'];
    await run(cluster, 'postgres', single, 'create database accord\n');
    await fs.rename(folder, target.folder);
    await syncFolder(dirname(target.folder));
  } catch (error) {
    await fs.rm(folder, { recursive: true, force: true });
    const anotherWasFaster = existsSync(target.folder);
    if (!anotherWasFaster) throw error;
  }
}

const initOptions = ({ folder, unsafeFast }: Cluster): readonly string[] => [
  '--username=accord',
  `--pwfile=${passwordFile(folder)}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  // PostgreSQL's own collation: an upgrade of the machine's libc or ICU cannot corrupt an index.
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
  ...(unsafeFast ? ['--no-sync'] : []),
];

const asideOf = (folder: string) => `${folder}.new-`;

/** Once the cluster exists, clusters that a crash or a slower process left behind are useless. */
async function removeLeftovers(folder: string): Promise<void> {
  const parent = dirname(folder);
  for (const name of await fs.readdir(parent)) {
    if (!name.startsWith(basename(asideOf(folder)))) continue;
    await fs.rm(join(parent, name), { recursive: true, force: true }).catch(() => {});
  }
}

/** Makes the rename survive a power cut. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await fs.open(path);
  await folder.sync().finally(() => folder.close());
}

/** The password of `accord`, the cluster's only user. */
export async function readPassword({ folder }: Pick<Cluster, 'folder'>): Promise<string> {
  try {
    return await fs.readFile(passwordFile(folder), 'utf8');
  } catch (cause) {
    throw new Error(`Cannot read ${passwordFile(folder)}: run Accord as the owner of that folder.`, {
      cause,
    });
  }
}
