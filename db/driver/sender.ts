import type postgres from 'postgres';
import { requireParameters } from './parameters.ts';

/** The state of a connection while statements are sent on it. */
export interface ConnectionState {
  isLost(): boolean;
  /** Rejects when the connection is lost. */
  readonly lost: Promise<never>;
  /**
   * Whether its role can do nothing outside a transaction. Then work need not wait for the begin: if the begin fails,
   * its statements find and change nothing.
   */
  readonly isRestricted: boolean;
  /** Called with each statement when it is sent. */
  watch(statement: Promise<unknown>): void;
}

/** The client with some of its methods replaced. */
export const withMethods = (client: postgres.Sql, methods: Readonly<Record<string, unknown>>): postgres.Sql =>
  new Proxy(client, {
    get: (target, name, receiver) =>
      typeof name === 'string' && name in methods ? methods[name] : Reflect.get(target, name, receiver),
  });

/** Sends prepared statements until its end; refuses invalid values before the driver sees them. */
export const sender =
  (client: postgres.ISql, state: ConnectionState, isOver: () => boolean) =>
  (text: string, values: never[] = [], options: postgres.UnsafeQueryOptions = {}) => {
    if (isOver()) throw new Error('The transaction of this statement is over');
    requireParameters(values);
    const query = client.unsafe(text, values, { ...options, prepare: true });
    state.watch(query);
    return query;
  };
