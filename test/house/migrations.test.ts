import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
// drizzle-kit takes folders below the working directory alone.
const copy = mkdtempSync(join(root, 'db', '.check-'));

afterAll(() => rmSync(copy, { recursive: true }));

test('the migrations are in step with the schema: generating anew finds nothing to do', () => {
  cpSync(join(root, 'db/migrations'), copy, { recursive: true });
  const before = readdirSync(copy);
  const out = execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/drizzle-kit/bin.cjs'),
      'generate',
      '--dialect=postgresql',
      '--schema=./db/schema/index.ts',
      `--out=./${relative(root, copy)}`,
    ],
    { cwd: root, encoding: 'utf8' },
  );
  expect(out).toContain('No schema changes');
  expect(readdirSync(copy)).toEqual(before);
});
