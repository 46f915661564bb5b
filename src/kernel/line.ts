import { z } from 'zod';
import type { Command, CommandArgs } from './command.ts';
import type { Problem } from './problem.ts';
import { problems } from './problems.ts';
import { ok, type Result, refuse } from './result.ts';

/** The command that a line begins with, and the rest of the line; the longest verb counts, capitals do not. */
export function findCommand(
  commands: readonly Command[],
  line: string,
): { readonly command: Command; readonly rest: string } | undefined {
  const words = line.split(' ');
  for (const length of [2, 1]) {
    const typed = words.slice(0, length).join(' ').toLowerCase();
    const command = commands.find(({ verb, also }) => verb === typed || also?.includes(typed));
    if (command && words.length >= length) return { command, rest: words.slice(length).join(' ') };
  }
  return undefined;
}

const flag = /(?:^|\s)--([a-z][a-z-]*)(?:(?:=|\s+)(?:"([^"]*)"|([^\s"-][^\s"]*)))?(?=\s|$)/gi;

/**
 * Splits a line into flags and the other words, which may stand in quotes as a whole. A flag takes what follows it, in
 * quotes or as one word; a flag that the command takes no value for leaves the word to the text. Refused with
 * `bad_argument` for a flag that is not one.
 */
export function parseRest<Flags>(
  rest: string,
  flags: z.ZodType<Flags> | undefined,
): Result<CommandArgs<Flags>, Problem> {
  const switches = switchesOf(flags);
  const found: Record<string, string | boolean> = {};
  const text = rest
    .replace(flag, (_, name: string, quoted: string | undefined, word: string | undefined) => {
      const key = name.toLowerCase();
      if (switches.has(key)) {
        found[key] = true;
        return word === undefined ? ' ' : ` ${word}`;
      }
      found[key] = quoted ?? word ?? true;
      return ' ';
    })
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(["'])(.*)\1$/, (whole, quote: string, inside: string) =>
      inside.includes(quote) ? whole : inside,
    )
    .trim();
  if (!flags) {
    const [unknown] = Object.keys(found);
    return unknown === undefined
      ? ok({ text, flags: {} as Flags })
      : refuse(problems.bad_argument({ argument: `--${unknown}`, typed: rest, expected: '' }));
  }
  const parsed = flags.safeParse(found);
  if (parsed.success) return ok({ text, flags: parsed.data });
  const [issue] = parsed.error.issues;
  const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  const known = Object.keys(shapeOf(flags)).map((key) => `--${key}`);
  return refuse(
    problems.bad_argument({ argument: `--${String(name)}`, typed: rest, expected: known.join(', ') }),
  );
}

const shapeOf = (flags: z.ZodType | undefined): Readonly<Record<string, z.core.$ZodType>> =>
  flags instanceof z.ZodObject ? flags.shape : {};

/** The flags that are on when they are named and take no value. */
const switchesOf = (flags: z.ZodType | undefined): ReadonlySet<string> =>
  new Set(
    Object.entries(shapeOf(flags))
      .filter(([, type]) => type instanceof z.ZodOptional && type.unwrap() instanceof z.ZodBoolean)
      .map(([name]) => name),
  );
