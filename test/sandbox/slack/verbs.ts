import { commands } from '../../../src/commands.ts';
import { wordsOf } from '../../../src/kernel/words.ts';
import { verbKey } from '../../../src/overview/commands/start.ts';
import type { Verb } from './window.ts';

/** What can be typed after the command, as the registry has it (R-CMD-01). */
export function listVerbs(): readonly Verb[] {
  const words = wordsOf('en');
  return commands.map((command) => ({
    verb: command.verb,
    usage: words.text(`usage.${verbKey(command)}`),
    summary: words.text(`verb.${verbKey(command)}`),
  }));
}
