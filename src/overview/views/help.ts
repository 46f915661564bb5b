import type { Block, Card, Fact } from '../../kernel/card.ts';
import type { Form } from '../../kernel/form.ts';
import { buttons } from '../../kernel/list.ts';
import type { AskedFor } from '../../kernel/problem.ts';
import { fieldLabel } from '../../kernel/terms.ts';
import type { MessageKey, Words } from '../../kernel/words.ts';

/** What verbs are about: the headings of help. */
export type Topic = Extract<MessageKey, `topic.${string}`> extends `topic.${infer Name}` ? Name : never;

/** A verb as help tells of it, in the reader's language. */
export interface VerbHelp {
  readonly verb: string;
  readonly topic: Topic;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** A whole command line. */
  readonly example: string;
}

/**
 * The verbs that a person may use, by topic and one to a line: an example, and what it does. A stranger is told the few
 * that are for everybody.
 */
export const helpCard = (
  words: Words,
  help: {
    readonly person: { readonly name: string } | null;
    readonly verbs: readonly VerbHelp[];
  },
): Card => {
  const known = help.person ? 'yes' : 'no';
  const title = words.text('help.title', { known, name: help.person?.name ?? '' });
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'text', text: words.text('help.intro', { known }) },
      ...[...new Set(help.verbs.map(({ topic }) => topic))].flatMap((topic) =>
        topicBlocks(
          words,
          topic,
          help.verbs.filter((verb) => verb.topic === topic),
        ),
      ),
      {
        kind: 'text',
        text: words.rich('help.one', { command: { kind: 'strong', text: 'help' } }),
        tone: 'quiet',
      },
    ],
  };
};

const topicBlocks = (words: Words, topic: Topic, verbs: readonly VerbHelp[]): readonly Block[] => [
  { kind: 'text', text: words.text(`topic.${topic}`), tone: 'strong' },
  {
    kind: 'text',
    text: verbs.flatMap(({ summary, example }, at) => [
      ...(at > 0 ? ['\n'] : []),
      ...words.rich('help.verb', { summary, example: { kind: 'strong', text: example } }),
    ]),
  },
];

/** One verb: how it is typed, an example, and who may use it. */
export const verbHelpCard = (
  words: Words,
  help: VerbHelp & {
    /** The verb with its arguments, e.g. `request [customer]`. */
    readonly usage: string;
    /** The roles that may use it, in words; null for everybody. */
    readonly who: string | null;
  },
): Card => {
  const facts: readonly Fact[] = [
    { label: words.text('help.usage'), value: help.usage },
    { label: words.text('help.example'), value: help.example },
    { label: words.text('help.who'), value: help.who ?? words.text('help.everybody') },
  ];
  return {
    title: help.verb,
    summary: words.text('help.of_verb', { verb: help.verb }),
    blocks: [
      { kind: 'text', text: help.summary },
      { kind: 'facts', facts },
      ...buttons([{ label: words.text('help.all'), command: 'help' }]),
    ],
  };
};

/** Asks for the one thing that a line has left out; sending it goes on with the line. */
export const argumentForm = (
  words: Words,
  { verb, summary, example }: VerbHelp,
  missing: { readonly command: string; readonly argument: AskedFor },
): Form => ({
  title: words.text(`which.${missing.argument}`),
  command: missing.command,
  blocks: [{ kind: 'text', text: summary }],
  fields: [
    {
      kind: 'text',
      name: missing.argument,
      label: fieldLabel(words, missing.argument),
      value: '',
      most: 254,
      placeholder: example.slice(verb.length).trim(),
    },
  ],
  submit: words.text('form.go_on'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});
