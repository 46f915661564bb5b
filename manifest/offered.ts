import { commands } from '../src/commands.ts';
import { wordsOf } from '../src/kernel/words.ts';
import { verbKey } from '../src/overview/commands/start.ts';

/** A command as a platform offers it to choose from. */
export interface OfferedCommand {
  readonly verb: string;
  readonly summary: string;
}

const words = wordsOf('en');
/** Teams shows no more. */
const most = 10;

/** The first commands of the registry that do something when they are sent as they are (R-CMD-01). */
export const offeredCommands: readonly OfferedCommand[] = commands
  .filter((command) => !words.text(`usage.${verbKey(command)}`).includes('<'))
  .slice(0, most)
  .map((command) => ({ verb: command.verb, summary: words.text(`verb.${verbKey(command)}`) }));
