import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

// Brings dist/, of which this is a part, up to date with the sources before a start. TypeScript looks at what they say
// and not at their times, and does nothing where nothing has changed. Where it is not installed, or where dist/ cannot be
// written, dist/ is as it was built.
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
