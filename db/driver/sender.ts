import type postgres from 'postgres';
import { requireParameters } from './parameters.ts';

/** What is known of a connection while statements are sent on it. */
export interface ConnectionState {
  isLost(): boolean;
  /** Rejects when the connection is lost. */
  readonly lost: Promise<never>;
  /**
   * Whether its role can do nothing outside of a transaction: then work need not wait for the transaction to have begun,
   * since what it sends finds and changes nothing where that fails.
   */
  readonly isRestricted: boolean;
  /** Is told of each statement when it is sent. */
  watch(statement: Promise<unknown>): void;
}

/** The client with these methods in the place of its own. */
export const withMethods = (client: postgres.Sql, methods: Readonly<Record<string, unknown>>): postgres.Sql =>
  new Proxy(client, {
    get: (target, name, receiver) =>
      typeof name === 'string' && name in methods ? methods[name] : Reflect.get(target, name, receiver),
  });

/** Sends statements, prepared, unless it is over; what cannot be sent is refused before the driver sees it. */
export const sender =
  (client: postgres.ISql, state: ConnectionState, isOver: () => boolean) =>
  (text: string, values: never[] = [], options: postgres.UnsafeQueryOptions = {}) => {
    if (isOver()) throw new Error('The transaction of this statement is over');
    requireParameters(values);
    const query = client.unsafe(text, values, { ...options, prepare: true });
    state.watch(query);
    return query;
  };
