// Brings dist/ up to date with the sources where TypeScript is installed; it looks at contents and so does nothing where
// nothing has changed. An install without it (`--omit=dev`) runs the dist/ that was built for it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const compiler = here('node_modules/typescript/bin/tsc');
if (existsSync(compiler)) {
  const told = [compiler, '-p', here('tsconfig.build.json')];
  process.exitCode = spawnSync(process.execPath, told, { stdio: 'inherit' }).status ?? 1;
}
