import type { Address, Content, Posted, Poster } from '../../src/kernel/poster.ts';

/** An address whose conversation is known. */
interface Target extends Address {
  readonly conversation: string;
}

/** How a platform posts; each function throws what its platform refuses. */
export interface Transport extends Pick<Poster, 'paceMs' | 'maxViewers'> {
  /** Opens the direct message with a person, or finds it, and gives its id. */
  open(to: Address, user: string): Promise<string>;
  /** Posts a message, in the thread of `parent` if that is given, and gives the reference of the message. */
  send(to: Target, content: Content, parent: string | null): Promise<string>;
  update(to: Target, ref: string, content: Content): Promise<void>;
  /** Whether posting failed because the parent is gone. */
  isParentGone(error: unknown): boolean;
  /** What an answer of the platform means; undefined for what passes by itself, which is tried again. */
  outcomeOf(error: unknown, act: 'post' | 'update'): Posted | undefined;
}

/** A poster for a platform. `serviceUrl` is where its connector is until a conversation names another. */
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
          // What is new is said all the same when the parent was deleted.
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
