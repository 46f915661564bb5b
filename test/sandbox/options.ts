import { parseArgs } from 'node:util';
import { Refusal } from './refusal.ts';

/** What was asked for on the command line. */
export interface Options {
  readonly fresh: boolean;
  readonly tour: boolean;
  readonly help: boolean;
  /** The first of the ports that it takes, in a row. */
  readonly port: number | undefined;
}

/** The last port at which the row still fits. */
const LAST = 65_500;

export const usage = `npm run demo [-- <options>]

Starts the bot with a small world around it, on this machine alone: a Slack, a Teams and a mail box.

  --fresh     Begins anew: forgets what earlier runs left in the data folder.
  --port <n>  Takes this port and the ones after it instead of 4400 and the ones after it.
  --tour      Walks the main job by itself, says what each side sees, and ends. Leaves no data.
  --help      Says this.

DATA_DIR is the data folder; .data/demo unless it is set.`;

/** Refuses what it does not know, in a sentence. */
export function readOptions(args: readonly string[]): Options {
  const { port, ...flags } = parsed(args);
  return { ...flags, port: port === undefined ? undefined : portIn(port) };
}

function parsed(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const options = { fresh: flag, tour: flag, help: flag, port: { type: 'string' } } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\. |\n/);
    throw new Refusal(`${sentence.replace(/\.?$/, '.')} These are the options:\n\n${usage}`);
  }
}

function portIn(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1024 && port <= LAST) return port;
  throw new Refusal(`"${text}" is not a port. Give --port a whole number from 1024 to ${LAST}.`);
}
