import { topics } from '../src/kernel/command.ts';
import { verbHelp } from '../src/overview/index.ts';
import { commands, wordsOf } from '../src/subjects.ts';

const words = wordsOf('en');
const told = commands.map((command) => ({ ...verbHelp(words, command), programmes: command.programmes }));

/** Every command with its help texts, by topic. */
export const commandsByTopic = topics.map((topic) => ({
  title: words.text(`topic.${topic}`),
  commands: told.filter((command) => command.topic === topic),
}));

/** Teams shows at most this many. */
const maxOffered = 10;

/**
 * The commands that the platforms suggest: the first ones that work without arguments (R-CMD-01). Leaves out commands
 * for one partner programme, which most people cannot use.
 */
export const offeredCommands = commandsByTopic
  .flatMap(({ commands }) => commands)
  .filter(({ usage, programmes }) => !usage.includes('<') && programmes?.length !== 1)
  .slice(0, maxOffered);
