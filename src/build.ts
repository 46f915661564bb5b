import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

// Rebuilds dist/, which contains this file, from the sources before a start. TypeScript compares contents, not times,
// and does nothing if nothing has changed. Without TypeScript, or if dist/ is read-only, dist/ stays as it is.
const root = resolve(import.meta.dirname, '../..');
const compiler = join(root, 'node_modules/typescript/bin/tsc');
if (existsSync(compiler) && isWritable(join(root, 'dist'))) {
  const told = [compiler, '-p', join(root, 'tsconfig.build.json')];
  process.exitCode = spawnSync(process.execPath, told, { stdio: 'inherit' }).status ?? 1;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
