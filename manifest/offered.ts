import { topics } from '../src/kernel/command.ts';
import { verbHelp } from '../src/overview/index.ts';
import { commands, wordsOf } from '../src/subjects.ts';

const words = wordsOf('en');
const told = commands.map((command) => ({ ...verbHelp(words, command), programmes: command.programmes }));

/** Every command as help tells of it, by topic. */
export const commandsByTopic = topics.map((topic) => ({
  title: words.text(`topic.${topic}`),
  commands: told.filter((command) => command.topic === topic),
}));

/** Teams shows no more. */
const maxOffered = 10;

/**
 * What platforms offer to choose from: the first commands that do something when they are sent as they are (R-CMD-01). What
 * is for one partner programme alone would be offered to most people in vain.
 */
export const offeredCommands = commandsByTopic
  .flatMap(({ commands }) => commands)
  .filter(({ usage, programmes }) => !usage.includes('<') && programmes?.length !== 1)
  .slice(0, maxOffered);
