import type postgres from 'postgres';

/**
 * The driver with every statement prepared. Drizzle hands statements over by `unsafe`, which asks the server about each
 * one before it sends the values: two round trips, and nothing pipelined. Prepared, a statement that the connection
 * knows goes out with its values at once, together with those that follow it.
 *
 * What the work of a transaction leaves behind is refused when it is over. The driver would still send it, on its own
 * and as the connection's owner, whom no restricted role binds (R-SEC-06).
 */
export const prepared = <Client extends postgres.ISql>(client: Client, isOver = () => false): Client =>
  new Proxy(client, {
    get(target, name, receiver) {
      if (name === 'unsafe') {
        return (text: string, values: never[] = [], options: postgres.UnsafeQueryOptions = {}) => {
          if (isOver()) throw new Error('The transaction of this statement is over');
          return target.unsafe(text, values, { ...options, prepare: true });
        };
      }
      if (name === 'begin' || name === 'savepoint') {
        const open = Reflect.get(target, name, receiver) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          const work = args.pop() as (inner: postgres.ISql) => Promise<unknown>;
          return open.call(target, ...args, (inner: postgres.ISql) => {
            let hasEnded = false;
            return work(prepared(inner, () => hasEnded || isOver())).finally(() => {
              hasEnded = true;
            });
          });
        };
      }
      return Reflect.get(target, name, receiver);
    },
  });
