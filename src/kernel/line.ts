import { z } from 'zod';
import type { Command, CommandArgs } from './command.ts';
import type { Problem } from './problem.ts';
import { problems } from './problems.ts';
import { ok, type Result, refuse } from './result.ts';

/** How people address the bot in a text, on either platform: by Slack's command, or by its name. */
const address = /^(?:\/partner|@?accord[,:]?)(?:\s+|$)/i;

/** The line without the bot's address, which is not part of the command (R-CMD-06). */
export const withoutAddress = (line: string): string => line.replace(address, '');

/** The command at the start of a line, and the rest of the line; the longest matching verb wins, ignoring case. */
export function findCommand(
  commands: readonly Command[],
  line: string,
): { readonly command: Command; readonly rest: string } | undefined {
  const words = line.split(' ');
  for (const length of [2, 1]) {
    const typed = words.slice(0, length).join(' ').toLowerCase();
    const command = commands.find(({ verb, aliases }) => verb === typed || aliases?.includes(typed));
    if (command && words.length >= length) return { command, rest: words.slice(length).join(' ') };
  }
  return undefined;
}

const flag = /(?:^|\s)--([a-z][a-z-]*)(?:(?:=|\s+)(?:"([^"]*)"|([^\s"-][^\s"]*)))?(?=\s|$)/gi;

/**
 * Splits a line into flags and other words; quotes keep words together. A flag takes the next word or quoted text as
 * its value, unless it takes none. Refuses with `bad_argument` for an unknown flag.
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

/** The flags without values. */
const switchesOf = (flags: z.ZodType | undefined): ReadonlySet<string> =>
  new Set(
    Object.entries(shapeOf(flags))
      .filter(([, type]) => type instanceof z.ZodOptional && type.unwrap() instanceof z.ZodBoolean)
      .map(([name]) => name),
  );
