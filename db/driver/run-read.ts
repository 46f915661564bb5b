import type postgres from 'postgres';
import { type ConnectionState, sender, withMethods } from './sender.ts';

/** For whom a transaction reads; the same text is the same. */
export type Entered = string | null;

/** What is read, and for whom. */
interface Reading<Client, T> {
  /** States for whom the transaction reads; the first statement of it. */
  readonly enter: (client: Client) => Promise<Entered>;
  readonly work: (client: Client, entered: Promise<Entered>) => Promise<T>;
}

/**
 * Reads in one round trip: what the work sends before it waits for anything leaves together with the beginning of a
 * transaction, the statement that states for whom it is, and the commit. Where the work goes on after an answer, that
 * gets another such transaction, which has to be for the same.
 *
 * Only for a role that finds nothing outside of such a transaction, since nobody waits for the beginning.
 * @param answer is called with the value when all that it depends on is there; the promise resolves when nothing more
 * is sent on the connection, and rejects without an answer.
 */
export function runRead<T>(
  client: postgres.Sql,
  state: ConnectionState,
  { enter, work }: Reading<postgres.Sql, T>,
  answer: (value: T) => void,
): Promise<void> {
  const send = sender(client, state, state.isLost);
  const owed: Promise<unknown>[] = [];
  const entrances: Promise<unknown>[] = [];
  let isOpen = false;
  let isOver = false;
  let first: Promise<Entered> | undefined;
  let failure: { readonly error: unknown } | undefined;

  function owe<Query extends Promise<unknown>>(query: Query): Query {
    owed.push(query);
    query.catch((error: unknown) => {
      failure ??= { error };
    });
    return query;
  }

  function open(): Promise<Entered> {
    isOpen = true;
    // Before the driver's own `setImmediate`, at which it passes on what it was given until then.
    owe(new Promise<void>((resolve) => setImmediate(() => resolve(close()))));
    const begun = owe(send('begin'));
    const entered = owe(enter(own));
    first ??= entered;
    entrances.push(begun, owe(requireSame(first, entered)));
    return first;
  }

  function close(): void {
    isOpen = false;
    if (!state.isLost()) owe(send('commit'));
  }

  const own = withMethods(client, {
    unsafe: (...statement: Parameters<typeof send>) => {
      if (isOver) throw new Error('The transaction of this statement is over');
      if (!isOpen) open();
      return owe(send(...statement));
    },
  });

  const run = async (): Promise<void> => {
    try {
      const value = await work(own, open());
      await Promise.all(entrances);
      if (failure) throw failure.error;
      answer(value);
    } finally {
      isOver = true;
      for (let settled = -1; settled < owed.length; ) {
        settled = owed.length;
        await Promise.allSettled(owed);
      }
    }
  };
  return Promise.race([run(), state.lost]);
}

/** Somebody may have become another's while it was read for them. */
async function requireSame(first: Promise<Entered>, entered: Promise<Entered>): Promise<void> {
  if ((await first) !== (await entered)) throw new EnteredAnew();
}

/** For whom is read has changed meanwhile: nothing was answered, and the same may be read again. */
export class EnteredAnew extends Error {
  override readonly name = 'EnteredAnew';

  constructor() {
    super('For whom it was read has changed meanwhile');
  }
}
