import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Database } from '../db/driver/client.ts';
import { prepared } from '../db/driver/prepared.ts';

type Parameters = readonly postgres.ParameterOrJSON<never>[];

/** The statements of one act, in the groups that were sent together. */
export type Script = readonly (readonly { readonly text: string; readonly parameters: Parameters }[])[];

/** A database that records the statements of the running act; one act at a time. */
export function openRecorder(url: string): {
  readonly db: Database;
  record(act: () => Promise<unknown>): Promise<Script>;
  close(): Promise<void>;
} {
  let script: { text: string; parameters: Parameters }[][] = [];
  let together: { text: string; parameters: Parameters }[] | undefined;
  const client = postgres(url, {
    max: 1,
    onnotice: () => {},
    debug: (_connection, text, parameters) => {
      if (/^(begin|commit)/.test(text.trim())) return;
      if (!together) {
        together = [];
        script.push(together);
        // Statements sent in the same turn of the event loop leave in one packet.
        setImmediate(() => {
          together = undefined;
        });
      }
      together.push({ text, parameters: [...parameters] });
    },
  });
  const recording = drizzle(prepared(client));
  return {
    db: {
      execute: (query) => recording.execute(query),
      transaction: (work) => recording.transaction(work),
      read: ({ enter, work }) => recording.transaction((tx) => work(tx, enter(tx))),
    },
    async record(act) {
      script = [];
      await act();
      return script;
    },
    close: () => client.end(),
  };
}

/** Sends the same statements in the same groups with postgres.js only. */
export const replay = (client: postgres.Sql, script: Script): Promise<unknown> =>
  client.begin(async (tx) => {
    for (const group of script) {
      await Promise.all(
        group.map(({ text, parameters }) => tx.unsafe(text, [...parameters], { prepare: true })),
      );
    }
  });
