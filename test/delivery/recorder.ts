import type { Card } from '../../src/kernel/card.ts';
import type { Address, Content, Posted, Poster } from '../../src/kernel/poster.ts';

/** A message as it went over the wire. */
interface Sent {
  readonly op: 'post' | 'update';
  readonly to: Address;
  readonly card: Card;
  /** The words that were sent in place of a card; null for a card. */
  readonly words: string | null;
  /** Of the message: a new one's, or the one that was changed. */
  readonly ref: string;
  readonly parent: string | null;
}

type Attempt = Omit<Sent, 'ref'> & { readonly ref: string | null };

/**
 * A chat platform at the wire: it takes down what goes through. `answer` decides what comes of an attempt, or throws;
 * undefined lets it through. Cards are drawn anew for so many `maxViewers`.
 */
export function createRecorder(paceMs = 0, maxViewers = 0) {
  const sent: Sent[] = [];
  let answer: (attempt: Attempt) => Posted | undefined | Promise<Posted | undefined> = () => undefined;
  let refs = 0;
  const take = async (attempt: Attempt): Promise<Posted> => {
    const other = await answer(attempt);
    if (other) return other;
    refs += 1;
    const ref = attempt.ref ?? `m${refs}`;
    sent.push({ ...attempt, ref });
    const conversation = attempt.to.conversation ?? `D-${attempt.to.user}`;
    return { outcome: 'posted', ref, conversation, serviceUrl: null };
  };
  const poster: Poster = {
    paceMs,
    maxViewers,
    post: (to, content, parent) => take({ op: 'post', to, ...partsOf(content), ref: null, parent }),
    update: (to, ref, content) => take({ op: 'update', to, ...partsOf(content), ref, parent: null }),
  };
  return {
    poster,
    sent,
    /** In short: `post <title>`, `reply <title>`, `update <title>`. */
    said: () => sent.map(({ op, card, parent }) => `${parent ? 'reply' : op} ${card.title}`),
    answer(by: typeof answer) {
      answer = by;
    },
  };
}

const partsOf = (content: Content) =>
  typeof content === 'string'
    ? { card: { title: content.split('\n')[0] ?? '', summary: '', blocks: [] }, words: content }
    : { card: content, words: null };

/** The labels of a card's buttons. */
export const buttonsOf = (card: Card): readonly string[] =>
  card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : []));
