import { type Block, buttonRow, type Card, type Fact } from '../../kernel/card.ts';
import { type Argument, type Command, type Topic, topics, verbKey } from '../../kernel/command.ts';
import type { Form } from '../../kernel/form.ts';
import type { KernelKey } from '../../kernel/words.en.ts';
import type { Words } from '../words.en.ts';

/** The help texts of a verb, in the reader's language. */
export interface VerbHelp {
  readonly verb: string;
  readonly topic: Topic;
  /** One sentence about what it does. */
  readonly summary: string;
  /** A complete command line. */
  readonly example: string;
  /** The verb with its arguments, e.g. `request [customer]`. */
  readonly usage: string;
}

/** The help texts of a command. Each subject has those of its commands; a test checks that none is missing. */
export function verbHelp(words: Words, command: Pick<Command, 'verb' | 'topic'>): VerbHelp {
  const key = verbKey(command);
  const said = words as { readonly text: (key: string) => string };
  return {
    verb: command.verb,
    topic: command.topic,
    summary: said.text(`verb.${key}`),
    example: said.text(`example.${key}`),
    usage: said.text(`usage.${key}`),
  };
}

/**
 * The verbs that a person may use, by topic, each with an example and what it does. A stranger sees those for
 * everybody.
 */
export function helpCard(
  words: Words,
  help: {
    readonly person: { readonly name: string } | null;
    readonly verbs: readonly VerbHelp[];
  },
): Card {
  const known = help.person ? 'yes' : 'no';
  const title = words.text('help.title', { known, name: help.person?.name ?? '' });
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'text', text: words.text('help.intro', { known }) },
      ...topics.flatMap((topic) =>
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
}

const topicBlocks = (words: Words, topic: Topic, verbs: readonly VerbHelp[]): readonly Block[] =>
  verbs.length === 0
    ? []
    : [
        { kind: 'text', text: words.text(`topic.${topic}`), tone: 'strong' },
        {
          kind: 'text',
          text: verbs.flatMap(({ summary, example }, at) => [
            ...(at > 0 ? ['\n'] : []),
            ...words.rich('help.verb', { summary, example: { kind: 'strong', text: example } }),
          ]),
        },
      ];

/** One verb: usage, an example, and who may use it: roles in words, or null for everybody. */
export function verbHelpCard(words: Words, help: VerbHelp, who: string | null): Card {
  const facts: readonly Fact[] = [
    { label: words.text('help.usage'), value: help.usage },
    { label: words.text('help.example'), value: help.example },
    { label: words.text('help.who'), value: who ?? words.text('help.everybody') },
  ];
  return {
    title: help.verb,
    summary: words.text('help.of_verb', { verb: help.verb }),
    blocks: [
      { kind: 'text', text: help.summary },
      { kind: 'facts', facts },
      ...buttonRow([{ label: words.text('help.all'), command: 'help' }]),
    ],
  };
}

/** The arguments that a form can ask for: those that have a question. */
export type FormArgument = Extract<Argument, KernelKey extends infer Key ? NamedIn<Key> : never>;
type NamedIn<Key> = Key extends `which.${infer Name}` ? Name : never;

/** Whether a form can ask for it. */
export const isFormArgument = (words: Words, argument: Argument): argument is FormArgument =>
  words.has(`which.${argument}`);

/** Asks for the one argument that is missing; submitting continues the command. */
export const argumentForm = (
  words: Words,
  { verb, summary, example }: VerbHelp,
  missing: { readonly command: string; readonly argument: FormArgument },
): Form => ({
  title: words.text(`which.${missing.argument}`),
  command: missing.command,
  blocks: [{ kind: 'text', text: summary }],
  fields: [
    {
      kind: 'text',
      name: missing.argument,
      label: words.text(`field.${missing.argument}`),
      value: '',
      maxLength: 254,
      placeholder: example.slice(verb.length).trim(),
    },
  ],
  submit: words.text('form.go_on'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});
