import { commandsByTopic } from './offered.ts';

const begin = '<!-- commands: written by npm run manifest -->';
const end = '<!-- end of commands -->';

/** The README with the table of all commands between its two markers. */
export function withCommands(readme: string): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has to have “${begin}” and “${end}”`);
  return `${readme.slice(0, from)}${begin}\n${tables()}\n${readme.slice(to)}`;
}

const tables = (): string =>
  [
    '| you write | what it does |',
    '|---|---|',
    ...commandsByTopic.flatMap(({ title, commands }) => [
      `| **${title}** | |`,
      ...commands.map(({ usage, summary }) => `| \`${cell(usage)}\` | ${cell(summary)} |`),
    ]),
  ].join('\n');

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');
