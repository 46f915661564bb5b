import { parseArgs } from 'node:util';
import { isDatabaseLost } from '../../db/driver/errors.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import { readConfig } from '../runtime/config.ts';
import { type Call, type OperatorCommand, ownOptions } from './command.ts';
import { unknown, usage, usageOf } from './usage.ts';

/** The process environment of a command line. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Writes answers and, with `--json`, errors. */
  out(text: string): void;
  err(text: string): void;
}

const exitCodes = { done: 0, failed: 1, mistyped: 2 } as const;
type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * Runs one command line and returns the exit code. The answer goes to standard output, as lines or as one JSON object
 * with `--json`. Errors go to standard error, and with `--json` into the object as `error`.
 */
export async function operate(
  commands: readonly OperatorCommand[],
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const asJson = args.includes('--json');
  const say = (isOk: boolean, data: Readonly<Record<string, unknown>>, lines: readonly string[]) =>
    terminal.out(asJson ? JSON.stringify({ ok: isOk, ...data }) : lines.join('\n'));
  const complain = (error: string) => (asJson ? say(false, { error }, []) : terminal.err(error));

  const read = readLine(commands, args);
  if (!read.ok) {
    complain(read.problem);
    return exitCodes.mistyped;
  }
  if ('help' in read.value) {
    say(true, { usage: read.value.help }, [read.value.help]);
    return exitCodes.done;
  }
  const { command, ...line } = read.value;
  try {
    const config = readConfig(terminal.environment);
    const outcome = await command.run({ ...line, config, log: logTo(terminal), now: terminal.now });
    say(outcome.ok, outcome.data, outcome.lines);
    if (outcome.ok) return exitCodes.done;
    return outcome.isMistyped ? exitCodes.mistyped : exitCodes.failed;
  } catch (error) {
    complain(sentenceOf(error));
    return exitCodes.failed;
  }
}

const sentenceOf = (error: unknown): string =>
  isDatabaseLost(error)
    ? `The database cannot be reached (${faultOf(error)}). Is it up, and is DATABASE_URL right?`
    : faultOf(error).replace(/^Error: /, '');

type Line = Pick<Call, 'operand' | 'options'> & { readonly command: OperatorCommand };

/** Parses a command line, or a request for help. Refuses with what to type instead. */
function readLine(
  commands: readonly OperatorCommand[],
  args: readonly string[],
): Result<Line | { readonly help: string }, string> {
  const parsed = parse(args);
  if (!parsed.ok) return refuse(`${parsed.problem}\n${usage(commands)}`);
  const { json: _, help, ...options } = parsed.value.values;
  const words = parsed.value.positionals;
  const asksForHelp = help || words[0] === 'help';
  const wanted = words[0] === 'help' ? words.slice(1) : words;
  if (wanted.length === 0) return asksForHelp ? ok({ help: usage(commands) }) : refuse(usage(commands));
  const command = commands.find(({ name }) => name.split(' ').every((word, at) => word === wanted[at]));
  if (!command) return refuse(unknown(commands, wanted));
  if (asksForHelp) return ok({ help: usageOf(command) });
  const [operand = '', ...rest] = wanted.slice(command.name.split(' ').length);
  const fault =
    faultOfOptions(command, options) ??
    (command.operand && operand === '' ? `${command.operand} is missing.` : undefined) ??
    (rest.length > 0 || (operand !== '' && !command.operand) ? 'There are words too many.' : undefined);
  return fault ? refuse(`${fault}\n${usageOf(command)}`) : ok({ command, operand, options });
}

function parse(args: readonly string[]) {
  try {
    return ok(
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          ...ownOptions,
          json: { type: 'boolean' },
          help: { type: 'boolean', short: 'h' },
        },
      }),
    );
  } catch (error) {
    return refuse((error as Error).message);
  }
}

const optionNames = Object.keys(ownOptions) as (keyof typeof ownOptions)[];

function faultOfOptions({ options = {} }: OperatorCommand, given: Call['options']): string | undefined {
  const stray = optionNames.find((name) => given[name] !== undefined && !options[name]);
  if (stray) return `--${stray} is not for this command.`;
  const missing = optionNames.find((name) => options[name]?.isNeeded && given[name] === undefined);
  return missing && `--${missing} is missing.`;
}

/** Shows only warnings and errors, next to the answer. */
const logTo = ({ err }: Terminal): Log => {
  const show = (facts: Readonly<Record<string, unknown>>, what: string) =>
    err([what, ...Object.values(facts).map(String)].join(': '));
  return { debug: () => {}, info: () => {}, warn: show, error: show };
};
