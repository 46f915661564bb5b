import { existsSync } from 'node:fs';

/** Debian's, which `.ci/run` installs where it is missing. */
const CHROMIUM = '/usr/bin/chromium';

/** Where the browser is; throws, with what to do, where there is none. */
export function findChromium(path = CHROMIUM): string {
  if (existsSync(path)) return path;
  throw new Error(
    'This test needs Chromium: install the Debian package "chromium" (apt-get install chromium).',
  );
}
