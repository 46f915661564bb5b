import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './folder.ts';
import { readOptions, usage } from './options.ts';
import { freePorts } from './ports.ts';
import { Refusal } from './refusal.ts';
import { portsFor, type Sandbox, startSandbox } from './sandbox.ts';
import { walk } from './tour.ts';
import { readWorld, rolesInWords } from './world.ts';

const PORT = 4400;
/** Ctrl-C reaches a process twice, by the terminal and by npm: what comes so soon after is no second wish. */
const ECHO = 1000;

async function run(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return say(usage);
  if (process.env.NODE_ENV === 'production') {
    throw new Refusal(
      'The demo is for development and evaluation: it lets anybody in as anybody. It does not start with NODE_ENV=production.',
    );
  }
  const count = portsFor(await readWorld());
  if (options.tour)
    return tour(options.port === undefined ? await freePorts(count) : row(options.port, count));
  const dataDir = process.env.DATA_DIR || '.data/demo';
  console.log('Starting the bot, Slack, Teams and the mail box …');
  const stopped = untilStopped();
  const sandbox = await startSandbox({
    dataDir,
    fresh: options.fresh,
    ports: row(options.port ?? PORT, count),
  });
  say(welcome(sandbox));
  const died = await Promise.race([stopped, sandbox.bot.died]);
  await sandbox.stop();
  if (died === undefined) return say('Stopped.');
  throw new Refusal(`The bot has ended by itself:\n${died}`);
}

const row = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);

function say(text: string): 0 {
  console.log(text);
  return 0;
}

/** Leaves nothing behind: its world begins anew each time. */
async function tour(ports: readonly number[]): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'accord-tour-'));
  await chmod(dataDir, 0o755);
  try {
    const sandbox = await startSandbox({ dataDir, fresh: true, ports });
    try {
      if (await walk(sandbox, say)) return 0;
      say(`\nWhat the bot complained of:\n${await complaints(sandbox.folder)}`);
      return 1;
    } finally {
      await sandbox.stop();
    }
  } finally {
    await removeFolder(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The bot's log goes with the tour's folder, so what matters in it is said. */
async function complaints(folder: string): Promise<string> {
  const lines = (await readFile(join(folder, 'bot.log'), 'utf8')).split('\n');
  return lines.filter((line) => /"level":[456]0/.test(line)).join('\n') || 'nothing';
}

/** Fulfilled by the first signal; a second one does not wait. */
function untilStopped(): Promise<undefined> {
  return new Promise((resolve) => {
    let since: number | undefined;
    const onSignal = () => {
      if (since !== undefined && Date.now() - since > ECHO) process.exit(1);
      if (since === undefined) say('\nStopping …');
      since ??= Date.now();
      resolve(undefined);
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  });
}

function welcome({ url, folder, database, seats, steps }: Sandbox): string {
  const data = database.startsWith(folder) ? folder : `${folder} and ${database}`;
  const people = seats.map(({ member, organization, platform, href }) => {
    const address = href.startsWith('/') ? `${url}${href}` : href;
    return `  ${platform.padEnd(6)} ${address.padEnd(46)} ${member.name}, ${organization.name} (${rolesInWords(member)})`;
  });
  return [
    `\nThe sandbox is up: ${url}\n`,
    ...people,
    `  ${'Mail'.padEnd(6)} ${url}/mail`,
    '\nTry this:',
    ...steps.map(({ title, text }, at) => `  ${at + 1}. ${title}. ${text}`),
    `\nData stay in ${data}; npm run demo -- --fresh begins anew. Ctrl-C stops everything.`,
  ].join('\n');
}

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
// Whatever of ours should still be open, nothing of it is wanted any more.
process.exit();
