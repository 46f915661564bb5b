import { commands } from '../../../src/commands/index.ts';
import { verbKey } from '../../../src/commands/start.ts';
import { wordsOf } from '../../../src/i18n/words.ts';
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
