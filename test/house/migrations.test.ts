import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
// drizzle-kit takes folders below the working directory alone, and the checkout may be read-only.
const folder = mkdtempSync(join(tmpdir(), 'accord-drizzle-'));
const copy = join(folder, 'migrations');

afterAll(() => rmSync(folder, { recursive: true }));

test('the migrations match the schema: generating finds nothing to do', () => {
  cpSync(join(root, 'db/migrations'), copy, { recursive: true });
  symlinkSync(join(root, 'db/schema'), join(folder, 'schema'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const before = readdirSync(copy);
  const out = execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/drizzle-kit/bin.cjs'),
      'generate',
      '--dialect=postgresql',
      '--schema=./schema/*.ts',
      '--out=./migrations',
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  expect(out).toContain('No schema changes');
  expect(readdirSync(copy)).toEqual(before);
});
