import { distance } from 'fastest-levenshtein';
import type { OperatorCommand } from './command.ts';

const run = 'npm run operator --';

const lineOf = ({ name, operand, options = {} }: OperatorCommand): string =>
  [
    name,
    ...(operand ? [operand] : []),
    ...Object.entries(options).map(([option, { takes, isNeeded }]) =>
      isNeeded ? `--${option} ${takes}` : `[--${option} ${takes}]`,
    ),
  ].join(' ');

/** One command's usage and description. */
export const usageOf = (command: OperatorCommand): string =>
  `${run} ${lineOf(command)} [--json]\n  ${command.does}`;

/** All commands' usage. */
export const usage = (commands: readonly OperatorCommand[]): string =>
  [
    `${run} <noun> <verb> [--json]`,
    ...commands.flatMap((command) => [`  ${lineOf(command)}`, `      ${command.does}`]),
    'With --json the answer is one JSON object. It ends with 0 when done, 1 when failed, 2 when mistyped.',
  ].join('\n');

/** The answer to unknown words: the nearest command, or all of them. */
export function unknown(commands: readonly OperatorCommand[], words: readonly string[]): string {
  const ofNoun = commands.filter(({ name }) => name.split(' ')[0] === words[0]);
  if (ofNoun.length > 0) return ofNoun.map(usageOf).join('\n');
  const nearest = commands
    .map((command) => {
      const typed = words.slice(0, command.name.split(' ').length).join(' ');
      return { command, far: distance(typed, command.name) / Math.max(typed.length, command.name.length) };
    })
    .filter(({ far }) => far <= 0.6)
    .sort((one, other) => one.far - other.far)
    .slice(0, 3);
  const typed = words.slice(0, 2).join(' ');
  return nearest.length > 0
    ? `There is no command "${typed}". Nearest:\n${nearest.map(({ command }) => usageOf(command)).join('\n')}`
    : `There is no command "${typed}".\n${usage(commands)}`;
}
