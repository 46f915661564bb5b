import { execFile, spawnSync } from 'node:child_process';
import { appendFile, chmod, chown, cp, mkdir, mkdtemp, readlink, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeEmbedded } from '../../db/embedded/index.ts';

/**
 * Runs the README's commands in a checkout owned by root at a difficult path: as root where only root can enter, and as
 * an ordinary user who may read but not write it.
 */
const root = resolve(import.meta.dirname, '../..');
const nobody = { uid: 65534, gid: 65534 };
const notCopied = new Set(['.git', '.data', 'dist', 'node_modules', 'coverage', 'devTools']);
const isPossible = process.platform === 'linux' && process.getuid?.() === 0;
const run = promisify(execFile);

let above: string;
let checkout: string;
/** A folder of the ordinary user's. */
let home: string;

async function copyCheckout(to: string): Promise<void> {
  const modules = await realpath(join(root, 'node_modules'));
  await cp(root, to, { recursive: true, filter: (path) => !notCopied.has(basename(path)) });
  // Hard links are enough on the same disk, because nothing writes to packages.
  const ways = ['-al', '-a'].map(
    (flags) => () => spawnSync('cp', [flags, modules, join(to, 'node_modules')]),
  );
  if (!ways.some((copy) => copy().status === 0)) throw new Error('The packages cannot be copied.');
  await run('npm', ['run', 'build'], { cwd: to });
}

function npm(words: readonly string[], dataDir: string, user?: typeof nobody) {
  const { PATH } = process.env;
  const env = { PATH, HOME: home, DATA_DIR: dataDir };
  return run('npm', words, { cwd: checkout, env, ...user });
}

beforeAll(async () => {
  if (!isPossible) return;
  [above, home] = (await Promise.all(
    ['checkout', 'home'].map((name) => mkdtemp(join(tmpdir(), `accord-${name}-`))),
  )) as [string, string];
  checkout = join(above, `ä "b' $c`, 'accord');
  await mkdir(checkout, { recursive: true });
  await copyCheckout(checkout);
  await chown(home, nobody.uid, nobody.gid);
}, 300_000);

afterAll(async () => {
  if (!isPossible) return;
  await removeEmbedded(join(checkout, '.data'));
  await Promise.all([above, home].map((path) => rm(path, { recursive: true, force: true })));
});

describe.runIf(isPossible)('In a checkout of root’s at a difficult path', () => {
  test('root starts and finds the database again where only root can go', async () => {
    await chmod(above, 0o700);
    const dataDir = join(checkout, '.data');
    await npm(['run', 'operator', '--', 'database', 'migrate'], dataDir);
    const database = await readlink(join(dataDir, 'postgres'));
    // It fails, because no platform is configured.
    const { stdout } = await npm(['run', 'operator', '--', 'doctor', '--json'], dataDir).catch(
      (failed: { stdout: string }) => failed,
    );
    expect(stdout).toContain(database);
    expect(stdout).toMatch(/"of":"migrations","state":"ok"|"state":"ok","of":"migrations"/);
  });

  test('an ordinary user who may only read it starts what was built, though a source has changed since', async () => {
    await chmod(above, 0o755);
    await appendFile(join(checkout, 'src/app.ts'), '// changed\n');
    const { stdout } = await npm(['run', 'operator', '--', 'help'], join(home, 'data'), nobody);
    expect(stdout).toContain('doctor');
  });

  test('an ordinary user who may only read it takes the tour', async () => {
    await chmod(above, 0o755);
    const { stdout } = await npm(['run', 'demo', '--', '--tour'], join(home, 'data'), nobody);
    expect(stdout).toContain('Every step was seen to happen.');
  });

  test('an ordinary user who may only read it runs the tests', async () => {
    await chmod(above, 0o755);
    const { stdout } = await npm(['test', '--', 'test/house/migrations.test.ts'], join(home, 'data'), nobody);
    expect(stdout).toMatch(/Tests .*1 passed/);
  });
});
