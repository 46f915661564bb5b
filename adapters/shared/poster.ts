import type { Card } from '../../src/kernel/card.ts';
import type { Address, Content, Posted, Poster } from '../../src/kernel/poster.ts';

/** An address whose conversation is known. */
interface Target extends Address {
  readonly conversation: string;
}

/** The calls of one platform. Each function throws the platform's errors. */
export interface Transport extends Pick<Poster, 'paceMs' | 'maxViewers'> {
  /** Opens or finds the direct message with a person; returns its conversation id. */
  open(to: Address, user: string): Promise<string>;
  /** Posts a message, in the thread of `parent` if given; returns the message's reference. */
  send(to: Target, content: Content, parent: string | null): Promise<string>;
  update(to: Target, ref: string, content: Content): Promise<void>;
  /** Whether posting failed because the parent message is gone. */
  isParentGone(error: unknown): boolean;
  /** What an error of the platform means; undefined for a temporary error, which is tried again. */
  outcomeOf(error: unknown, act: 'post' | 'update'): Posted | undefined;
}

/** Renders content; a card once, however many conversations it is posted to. */
export function renderOnce<Rendered extends object>(
  ofCard: (card: Card) => Rendered,
  ofWords: (words: string) => Rendered,
): (content: Content) => Rendered {
  const known = new WeakMap<Card, Rendered>();
  return (content) => {
    if (typeof content === 'string') return ofWords(content);
    const rendered = known.get(content) ?? ofCard(content);
    known.set(content, rendered);
    return rendered;
  };
}

/** A poster for one platform. `serviceUrl` is the connector's address until a conversation names another one. */
export function createPoster(transport: Transport, serviceUrl: string | null): Poster {
  const { open, send, update, isParentGone, outcomeOf, ...traits } = transport;

  const attempt = async (
    to: Address,
    act: 'post' | 'update',
    run: (at: Target) => Promise<string>,
  ): Promise<Posted> => {
    const at = { ...to, serviceUrl: to.serviceUrl ?? serviceUrl };
    try {
      const conversation = at.conversation ?? (await openDirect(at));
      const ref = await run({ ...at, conversation });
      if (ref === '') throw new Error('The platform posted a message without a reference');
      return { outcome: 'posted', ref, conversation, serviceUrl: at.serviceUrl };
    } catch (error) {
      const outcome = outcomeOf(error, act);
      if (outcome === undefined) throw error;
      return outcome;
    }
  };

  const openDirect = (to: Address): Promise<string> => {
    if (to.user === null) throw new Error('An address names neither a conversation nor a person');
    return open(to, to.user);
  };

  return {
    ...traits,
    post: (to, content, parent) =>
      attempt(to, 'post', (at) =>
        send(at, content, parent).catch((error) => {
          // The parent was deleted; the news is posted without a thread.
          if (parent !== null && isParentGone(error)) return send(at, content, null);
          throw error;
        }),
      ),
    update: (to, ref, content) =>
      attempt(to, 'update', async (at) => {
        await update(at, ref, content);
        return ref;
      }),
  };
}
