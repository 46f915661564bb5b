import { distance } from 'fastest-levenshtein';
import type { Command } from './command.ts';
import type { Problem } from './problem.ts';
import { problems } from './problems.ts';

/** So many suggestions at most, and none further away than this share of the longer word. */
const maxSuggestions = 3;
const furthest = 0.6;

/** The refusal of a line whose verb is none of ours, with those that are nearest to it (R-CMD-02). */
export function unknownCommand(commands: readonly Command[], line: string): Problem {
  const words = line.toLowerCase().split(' ');
  const ranked = commands
    .map(({ verb }) => {
      const typed = words.slice(0, verb.split(' ').length).join(' ');
      const far = distance(typed, verb) / Math.max(typed.length, verb.length);
      const begins = typed.length > 1 && verb.startsWith(typed);
      return { verb, far: begins ? far / 4 : far };
    })
    .filter(({ far }) => far <= furthest)
    .sort((one, other) => one.far - other.far);
  return problems.unknown_command({
    typed: words[0] ?? '',
    nearest: ranked.slice(0, maxSuggestions).map(({ verb }) => verb),
  });
}
