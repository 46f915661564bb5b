import { distance } from 'fastest-levenshtein';
import type { Command } from './command.ts';
import type { Problem } from './problem.ts';
import { problems } from './problems.ts';

/** The maximum number of suggestions, and their maximum distance as a share of the longer word. */
const maxSuggestions = 3;
const maxDistance = 0.6;

/**
 * The refusal of a line with an unknown verb: suggests the nearest verbs, each with the rest of the typed line
 * (R-CMD-02, R-CMD-08).
 */
export function unknownCommand(commands: readonly Command[], line: string): Problem {
  const words = line.split(' ');
  const ranked = commands
    .map(({ verb }) => {
      const { length } = verb.split(' ');
      const typed = words.slice(0, length).join(' ').toLowerCase();
      const far = distance(typed, verb) / Math.max(typed.length, verb.length);
      const begins = typed.length > 1 && verb.startsWith(typed);
      const repeated = [verb, ...words.slice(length)].join(' ');
      return { verb, line: repeated, far: begins ? far / 4 : far };
    })
    .filter(({ far }) => far <= maxDistance)
    .sort((one, other) => one.far - other.far);
  return problems.unknown_command({
    typed: words[0] ?? '',
    nearest: ranked.slice(0, maxSuggestions).map(({ verb, line }) => ({ verb, line })),
  });
}
