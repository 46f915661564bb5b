import type postgres from 'postgres';
import { type ConnectionState, sender, withMethods } from './sender.ts';

/** For whom a transaction reads; equal texts mean the same reader. */
export type Entered = string | null;

/** What is read, and for whom. */
interface Reading<Client, T> {
  /** States for whom the transaction reads; its first statement. */
  readonly enter: (client: Client) => Promise<Entered>;
  readonly work: (client: Client, entered: Promise<Entered>) => Promise<T>;
}

/**
 * Reads in one round trip: everything that the work sends before its first wait leaves together with the begin, the
 * statement that states for whom it reads, and the commit. If the work continues after an answer, that part gets
 * another such transaction, which must be for the same reader.
 * Only for a role that sees nothing outside such a transaction, because nobody waits for the begin.
 * @param answer called with the value when everything it depends on has arrived; the promise resolves when nothing more
 * is sent on the connection, and rejects if there was no answer.
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
    // Runs before the driver's own `setImmediate`, in which it sends what it has got until then.
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

/** The identity may have moved to another member during the read. */
async function requireSame(first: Promise<Entered>, entered: Promise<Entered>): Promise<void> {
  if ((await first) !== (await entered)) throw new ReaderChanged();
}

/** The reader has changed during the read: nothing was answered, and the read may be repeated. */
export class ReaderChanged extends Error {
  override readonly name = 'ReaderChanged';

  constructor() {
    super('For whom it was read has changed meanwhile');
  }
}
