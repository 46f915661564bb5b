import { verbKey } from '../../../src/kernel/command.ts';
import type { Words } from '../../../src/kernel/words.ts';
import { commands, wordsOf } from '../../../src/subjects.ts';
import type { Verb } from './window.ts';

/** What can be typed after the command, as the registry has it (R-CMD-01). */
export function listVerbs(): readonly Verb[] {
  const words = wordsOf('en') as unknown as Words<string>;
  return commands.map((command) => ({
    verb: command.verb,
    usage: words.text(`usage.${verbKey(command)}`),
    summary: words.text(`verb.${verbKey(command)}`),
  }));
}
