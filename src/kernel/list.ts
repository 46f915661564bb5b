import { type Block, type Button, buttonRow, type Card, type ListItem, type Text } from './card.ts';
import { maxExactCount, type Page, pageSize } from './page.ts';
import type { MessageValues, Words } from './words.ts';

/** A list as the person asked for it. */
export interface Listing {
  /** The command line of the list, without search words and `--after`. */
  readonly command: string;
  /** The search words; null if there are none. */
  readonly searched: string | null;
}

export interface ListCard {
  readonly title: string;
  readonly summary: string;
  readonly items: readonly ListItem[];
  readonly page: Pick<Page<unknown>, 'next' | 'total'>;
  readonly command: string;
  /** Absent for a list that cannot be searched. */
  readonly searched?: string | null;
  /** The kind of its rows, which decides the search hint; absent for organizations. */
  readonly of?: 'people';
  /** What an empty list says, and the next step. */
  readonly empty: { readonly sentence: Text; readonly next?: readonly Button[] };
}

/**
 * The frame of every list (R-CMD-05): the count, at most 25 rows, the next page, and how to search. An empty list says
 * what to do next.
 */
export function listCard(words: Words, list: ListCard): Card {
  const items = list.items.slice(0, pageSize);
  const blocks = items.length > 0 ? filled(words, list, items) : bare(words, list);
  return { title: list.title, summary: list.summary, blocks };
}

function filled(words: Words, list: ListCard, items: readonly ListItem[]): readonly Block[] {
  const { page, searched } = list;
  const values = { ...countValues(page.total), shown: items.length, searched: searched ?? '' };
  const command = { kind: 'strong', text: list.command } as const;
  return [
    { kind: 'text', text: words.text(searched ? 'list.found' : 'list.count', values), tone: 'quiet' },
    { kind: 'list', items },
    ...buttonRow([
      ...(page.next === null
        ? []
        : [{ label: words.text('list.next'), command: `${lineOf(list)} --after ${page.next}` }]),
      ...allButton(words, list),
    ]),
    ...(searched === null
      ? [
          {
            kind: 'text',
            text: words.rich('list.search_hint', { command, of: list.of ?? 'organizations' }),
            tone: 'quiet',
          } as const,
        ]
      : []),
  ];
}

function bare(words: Words, list: ListCard): readonly Block[] {
  const searched = list.searched;
  return searched
    ? [
        { kind: 'text', text: words.text('list.nothing_found', { searched }) },
        ...buttonRow(allButton(words, list)),
      ]
    : [{ kind: 'text', text: list.empty.sentence }, ...buttonRow(list.empty.next ?? [])];
}

/** The button back from a search to the whole list. */
const allButton = (words: Words, list: ListCard): readonly Button[] =>
  list.searched ? [{ label: words.text('list.all'), command: list.command }] : [];

const lineOf = ({ command, searched }: ListCard): string => (searched ? `${command} ${searched}` : command);

/** The values for a message with a count: exact up to 1,000, then "more than 1,000" (R-CMD-05). */
export const countValues = (total: number): MessageValues => ({
  many: total > maxExactCount ? 'yes' : 'no',
  limit: maxExactCount,
  total,
});
