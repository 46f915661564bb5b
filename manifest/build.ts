import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AppAddress, placeholder } from './app-address.ts';
import { manifestFiles } from './files.ts';
import { withCommands } from './readme.ts';

/**
 * `npm run manifest` writes the checked-in files that depend on the commands: both manifests with placeholders, and the
 * README's table. `-- --check` fails if they are outdated; `--app-id` and `--public-url` write a real bot's manifests
 * to `manifest/out`.
 */
const { values } = parseArgs({
  options: { check: { type: 'boolean' }, 'app-id': { type: 'string' }, 'public-url': { type: 'string' } },
});
const here = import.meta.dirname;
const readmePath = join(here, '../README.md');

if (values.check) await check();
else if (values['app-id'] !== undefined || values['public-url'] !== undefined) await writeReal();
else await writeAll();

async function writeAll(): Promise<void> {
  await write(here, placeholder);
  await writeFile(readmePath, withCommands(await readFile(readmePath, 'utf8')));
}

async function write(folder: string, app: AppAddress): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(manifestFiles(app))) await writeFile(join(folder, name), bytes);
}

async function check(): Promise<void> {
  for (const [name, bytes] of Object.entries(manifestFiles(placeholder))) {
    const present = await readFile(join(here, name)).catch(() => Buffer.alloc(0));
    if (!present.equals(bytes)) outOfStep(`manifest/${name}`);
  }
  const readme = await readFile(readmePath, 'utf8');
  if (withCommands(readme) !== readme) outOfStep('README.md');
}

function outOfStep(file: string): void {
  console.error(`${file} is out of step with the commands: npm run manifest`);
  process.exitCode = 1;
}

async function writeReal(): Promise<void> {
  const { 'app-id': appId = placeholder.appId, 'public-url': publicUrl = placeholder.publicUrl } = values;
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId);
  if (!isId) return mistyped('--app-id has to be the bot\'s "Microsoft App ID", a GUID.');
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (url?.protocol !== 'https:') return mistyped('--public-url has to begin with https://.');
  const folder = join(here, 'out');
  await write(folder, { appId: appId.toLowerCase(), publicUrl: publicUrl.replace(/\/+$/, '') });
  console.log(`Slack: paste manifest/out/slack.json in "Create an app from a manifest".`);
  if (values['app-id'] === undefined) console.log('Teams: add --app-id for a package.');
  else console.log('Teams: upload manifest/out/teams.zip as a custom app.');
}

function mistyped(sentence: string): void {
  console.error(sentence);
  process.exitCode = 2;
}
