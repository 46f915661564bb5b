import type { Words } from '../i18n/words.ts';
import type { Card, Fact } from './card.ts';
import { buttons } from './list.ts';

/** A verb as help tells of it, in the reader's language. */
export interface VerbHelp {
  readonly verb: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** A whole command line. */
  readonly example: string;
}

/** The verbs that a person may use, with an example each; a stranger is told the few that are for everybody. */
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
      {
        kind: 'list',
        items: help.verbs.map(({ verb, summary, example }) => ({
          title: verb,
          detail: words.text('help.verb', { summary, example }),
        })),
      },
      {
        kind: 'text',
        text: words.rich('help.one', { command: { kind: 'strong', text: 'help' } }),
        tone: 'quiet',
      },
    ],
  };
};

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
