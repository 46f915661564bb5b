import { type Block, type Button, buttonRow, type Card, type ListItem, type Text } from './card.ts';
import { countedExactly, type Page, pageSize } from './page.ts';
import type { MessageValues, Words } from './words.ts';

/** Which list is shown, as the person asked for it. */
export interface Listing {
  /** The line that lists, without the words searched for and without `--after`. */
  readonly command: string;
  /** The words searched for; null where none were. */
  readonly searched: string | null;
}

export interface ListCard {
  readonly title: string;
  readonly summary: string;
  readonly items: readonly ListItem[];
  readonly page: Pick<Page<unknown>, 'next' | 'total'>;
  readonly command: string;
  /** Left out for a list that cannot be searched. */
  readonly searched?: string | null;
  /** What its rows are, which says by what they are searched; organizations where it is left out. */
  readonly of?: 'people';
  /** What an empty list says, and what to do next. */
  readonly empty: { readonly sentence: Text; readonly next?: readonly Button[] };
}

/**
 * The one frame of every list (R-CMD-05): how many there are, at most 25 of them, the next page, and how to search. An
 * empty list says what to do next.
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

/** Back from a search to the whole list. */
const allButton = (words: Words, list: ListCard): readonly Button[] =>
  list.searched ? [{ label: words.text('list.all'), command: list.command }] : [];

const lineOf = ({ command, searched }: ListCard): string => (searched ? `${command} ${searched}` : command);

/** What a message needs to say how many: exact to 1,000, then "more than 1,000" (R-CMD-05). */
export const countValues = (total: number): MessageValues => ({
  many: total > countedExactly ? 'yes' : 'no',
  limit: countedExactly,
  total,
});
