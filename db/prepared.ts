import type postgres from 'postgres';

/**
 * The driver with every statement prepared. Drizzle hands statements over by `unsafe`, which asks the server about each
 * one before it sends the values: two round trips, and nothing pipelined. Prepared, a statement that the connection
 * knows goes out with its values at once, together with those that follow it.
 */
export const prepared = <Client extends postgres.ISql>(client: Client): Client =>
  new Proxy(client, {
    get(target, name, receiver) {
      if (name === 'unsafe') {
        return (text: string, values: never[] = [], options: postgres.UnsafeQueryOptions = {}) =>
          target.unsafe(text, values, { ...options, prepare: true });
      }
      if (name === 'begin' || name === 'savepoint') {
        const open = Reflect.get(target, name, receiver) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          const work = args.pop() as (inner: postgres.ISql) => unknown;
          return open.call(target, ...args, (inner: postgres.ISql) => work(prepared(inner)));
        };
      }
      return Reflect.get(target, name, receiver);
    },
  });
