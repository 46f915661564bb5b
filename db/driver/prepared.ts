import type postgres from 'postgres';
import { requireParameters } from './parameters.ts';

type Work = (inner: postgres.ISql) => Promise<unknown>;

const never = () => false;

/**
 * The driver with every statement prepared. Drizzle hands statements over by `unsafe`, which asks the server about each
 * one before it sends the values: two round trips, and nothing pipelined. Prepared, a statement that the connection
 * knows goes out with its values at once, together with those that follow it.
 *
 * What the work of a transaction leaves behind is refused when it is over. The driver would still send it, on its own
 * and as the connection's owner, whom no restricted role binds (R-SEC-06).
 *
 * Work whose connection is lost is refused as well, and never returns: the driver refuses its transaction, but what is
 * sent on a lost connection ends the process (porsager/postgres#1208), the driver's own rolling back included.
 */
export const prepared = <Client extends postgres.ISql>(
  client: Client,
  isLost: () => boolean = never,
  isOver: () => boolean = isLost,
): Client =>
  new Proxy(client, {
    get(target, name, receiver) {
      if (name === 'unsafe') {
        return (text: string, values: never[] = [], options: postgres.UnsafeQueryOptions = {}) => {
          if (isOver()) throw new Error('The transaction of this statement is over');
          requireParameters(values);
          return target.unsafe(text, values, { ...options, prepare: true });
        };
      }
      if (name === 'begin' || name === 'savepoint') {
        const open = Reflect.get(target, name, receiver) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          const work = args.pop() as Work;
          return open.call(target, ...args, (inner: postgres.ISql) => {
            let hasEnded = false;
            const working = work(prepared(inner, isLost, () => hasEnded || isOver()));
            return unless(isLost, working).finally(() => {
              hasEnded = true;
            });
          });
        };
      }
      return Reflect.get(target, name, receiver);
    },
  });

/** What comes of the work, unless that is the case by then: then it is never told. */
const unless = <T>(isSo: () => boolean, working: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    working.then(
      (value) => isSo() || resolve(value),
      (error) => isSo() || reject(error),
    );
  });
