import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, canReach, serverAccount } from './account.ts';
import { commonFolders, isOwn, openCommonFolder } from './common-folder.ts';
import { openPrograms, type Programs } from './programs.ts';

/** Where the private PostgreSQL of a data folder is stored. */
export interface DeploymentLocation {
  /** Contains the cluster and its password; does not exist before the cluster is created. */
  readonly folder: string;
  readonly programs: Programs;
  /** The account to run the server as; undefined: the account of this process. */
  readonly account: Account | undefined;
  /** Call this once the cluster exists: from then on a missing `folder` is an error, not a first start. */
  confirm(): Promise<void>;
}

/** A folder, or a link to the database's folder elsewhere. */
const finalName = 'postgres';
/** A link to the database's future folder while the database is being created. */
const chosenName = 'postgres.chosen';
/** The server's lock file has one fact per line; the path is one of them. */
const breaksLines = /\p{Cc}/u;

/**
 * Finds the database of a data folder, or chooses its folder: `postgres` in the data folder or, if the server's account
 * cannot enter that, a folder in the common folder with a link named `postgres`. Deleting the data folder starts over
 * with an empty database in both cases.
 */
export async function locate(givenDataDir: string, log: (line: string) => void): Promise<DeploymentLocation> {
  await fs.mkdir(givenDataDir, { recursive: true });
  const dataDir = await fs.realpath(givenDataDir);
  const final = join(dataDir, finalName);
  const chosen = join(dataDir, chosenName);
  const known = await findKnown(final, chosen);
  const account = await serverAccount([...(known ? [known] : []), dataDir]);
  const folder = known ?? (await choose(dataDir, account));
  if (folder === final) await requireReach(account, known ?? dataDir);
  else log(`the database of ${dataDir} is in ${folder}`);
  return {
    folder,
    account,
    programs: await openPrograms(account, log),
    async confirm() {
      if (folder === final) return;
      // Never replaces a link: processes that choose at the same time must agree.
      await fs.symlink(folder, final).catch(async (error) => {
        if ((await readLink(final)) !== folder) throw error;
      });
      await fs.rm(chosen, { force: true });
    },
  };
}

/** Deletes the database of a data folder, wherever it is stored. No process may be using it. */
export async function removeEmbedded(dataDir: string): Promise<void> {
  for (const name of [finalName, chosenName]) {
    const path = join(resolve(dataDir), name);
    const linked = await readLink(path);
    if (linked !== undefined && (await isOurs(linked))) await fs.rm(linked, { recursive: true, force: true });
    await fs.rm(path, { recursive: true, force: true });
  }
}

/** Throws if an existing database is gone: an unmounted disk is no reason to start over. */
async function findKnown(final: string, chosen: string): Promise<string | undefined> {
  const linked = await readLink(final);
  if (linked === undefined) return (await exists(final)) ? final : readLink(chosen);
  if (await exists(linked)) return linked;
  throw new Error(
    `The database is gone: ${final} is a link to ${linked}, which does not exist. Bring that back, or delete the ` +
      'link to start over with an empty database.',
  );
}

async function choose(dataDir: string, account: Account | undefined): Promise<string> {
  if (!breaksLines.test(dataDir) && (await canReach(account, dataDir))) return join(dataDir, finalName);
  const folder = await freeName(await openCommonFolder(account), dataDir);
  const chosen = join(dataDir, chosenName);
  const refused = await fs.symlink(folder, chosen).catch((error: unknown) => error);
  // Another process may have chosen in the meantime, or may even be done.
  const known = await findKnown(join(dataDir, finalName), chosen);
  if (known === undefined) throw refused;
  if (known !== folder && refused === undefined) await fs.rm(chosen, { force: true });
  return known;
}

/** Avoids a name that a deleted data folder with the same path has left behind. */
async function freeName(commonFolder: string, dataDir: string): Promise<string> {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  for (let count = 1; ; count++) {
    const name = join(commonFolder, count === 1 ? `data-${hash}` : `data-${hash}-${count}`);
    if (!(await exists(name))) return name;
  }
}

/** Whether a link leads to a folder that we chose, in a safe common folder. */
async function isOurs(folder: string): Promise<boolean> {
  const parent = dirname(folder);
  if (!commonFolders().includes(parent) || !basename(folder).startsWith('data-')) return false;
  return isOwn(parent).catch(() => false);
}

async function requireReach(account: Account | undefined, path: string): Promise<void> {
  if (!account || (await canReach(account, path))) return;
  throw new Error(
    `PostgreSQL does not run as root but as user ${account.uid}, who cannot reach ${path}: start Accord as ` +
      'an ordinary user, or open that path and the folders above it to that user (chmod o+x).',
  );
}

async function readLink(path: string): Promise<string | undefined> {
  const target = await fs.readlink(path).catch(() => undefined);
  return target === undefined ? undefined : resolve(dirname(path), target);
}

const exists = (path: string): Promise<boolean> =>
  fs.stat(path).then(
    () => true,
    () => false,
  );
