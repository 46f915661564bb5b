import { type Button, buttonRow, type Card } from '../kernel/card.ts';
import { countValues, listCard } from '../kernel/list.ts';
import type { ParsedExpression } from './model/expression.ts';
import type { ParsedFilter } from './model/filter.ts';
import type { Words } from './words.en.ts';

/** A subscription and its canonical text. */
interface SubscriptionText extends ParsedExpression {
  readonly expression: string;
  readonly createdByName: string;
}

/** A subscription in words (R-NOTE-01): "invitations and roles, where the partner is Fabrikam". */
export const subscriptionText = (words: Words, { kinds, filter }: ParsedExpression): string =>
  words.text('notify.subscription', {
    kinds:
      kinds === 'everything'
        ? words.text('notify.everything')
        : words.list(kinds.map((kind) => kindName(words, kind))),
    filtered: filter === null ? 'no' : 'yes',
    filter: filter === null ? '' : filterText(words, filter),
  });

/** Each subject names its own kinds; a kind of no current subject is shown by its key. */
const kindName = (words: Words, kind: string): string => {
  const key = `notify.kind.${kind}`;
  return words.has(key) ? (words as { readonly text: (key: string) => string }).text(key) : kind;
};

/** A filter in words, with brackets if "and" and "or" are mixed (R-NOTE-01). */
export function filterText(words: Words, filter: ParsedFilter, negated = false): string {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const joined = filter.of
        .map((part) =>
          part.op === 'and' || part.op === 'or'
            ? words.text('filter.group', { filter: filterText(words, part) })
            : filterText(words, part),
        )
        .reduce((left, right) => words.text(`filter.${filter.op}`, { left, right }));
      return negated ? words.text('filter.not', { filter: joined }) : joined;
    }
    case 'not':
      return filterText(words, filter.of, !negated);
    case 'partner':
    case 'customer':
      return words.text(`filter.${filter.op}`, { name: filter.typed, negated: negated ? 'yes' : 'no' });
    case 'kind':
      return words.text('filter.kind', {
        kind: words.text(`kind.${filter.kind}`),
        negated: negated ? 'yes' : 'no',
      });
  }
}

const off = (words: Words, expression: string): Button => ({
  label: words.text('act.notify_off'),
  command: `notify off ${expression}`,
});

/** The channel's subscriptions and who made them; `kinds` are those that a channel can subscribe to. */
export const subscriptionsCard = (
  words: Words,
  subscriptions: readonly SubscriptionText[],
  kinds: readonly string[],
): Card =>
  listCard(words, {
    title: words.text('notify.title'),
    summary: words.text('notify.summary', countValues(subscriptions.length)),
    items: subscriptions.map((asked) => ({
      title: subscriptionText(words, asked),
      detail: words.text('notify.detail', { name: asked.createdByName, expression: asked.expression }),
      button: off(words, asked.expression),
    })),
    page: { next: null, total: subscriptions.length },
    command: 'notify list',
    empty: {
      sentence: words.text('notify.empty', {
        example: words.text('example.notify_on'),
        kinds: words.list(kinds),
      }),
      next: [{ label: words.text('act.notify_everything'), command: 'notify on everything', intent: 'go' }],
    },
  });

/**
 * Confirms a subscription. `mayBeOutside`: the platform does not say whether the bot may post in this channel, so the
 * card mentions it.
 */
export const subscribedCard = (
  words: Words,
  asked: Pick<SubscriptionText, 'kinds' | 'filter' | 'expression'>,
  mayBeOutside: boolean,
): Card => ({
  title: words.text('notify.subscribed'),
  summary: words.text('notify.subscribed'),
  blocks: [
    {
      kind: 'status',
      tone: 'good',
      text: words.text('notify.told', { what: subscriptionText(words, asked) }),
    },
    ...(mayBeOutside ? [{ kind: 'text', text: words.text('notify.invite_first') } as const] : []),
    ...buttonRow([
      { label: words.text('act.notify_list'), command: 'notify list' },
      off(words, asked.expression),
    ]),
  ],
});

/** Confirms the end of subscriptions; a single one has a button to subscribe again. */
export const unsubscribedCard = (words: Words, expressions: readonly string[]): Card => {
  const [only, ...others] = expressions;
  const again =
    only !== undefined && others.length === 0
      ? [{ label: words.text('act.notify_again'), command: `notify on ${only}` }]
      : [];
  return {
    title: words.text('notify.unsubscribed'),
    summary: words.text('notify.unsubscribed'),
    blocks: [
      { kind: 'text', text: words.text('notify.no_longer', { what: words.list(expressions) }) },
      ...buttonRow([...again, { label: words.text('act.notify_list'), command: 'notify list' }]),
    ],
  };
};
