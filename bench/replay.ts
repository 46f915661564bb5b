import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Database } from '../db/driver/client.ts';
import { prepared } from '../db/driver/prepared.ts';

type Parameters = readonly postgres.ParameterOrJSON<never>[];

/** What one act sent, statement by statement, in the groups that left together. */
export type Script = readonly (readonly { readonly text: string; readonly parameters: Parameters }[])[];

/** A database that writes down what is sent, for the act that runs at the time; one act at a time. */
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
        // What is sent before the event loop turns again leaves in one packet.
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

/** Sends the same statements in the same groups by postgres.js alone. */
export const replay = (client: postgres.Sql, script: Script): Promise<unknown> =>
  client.begin(async (tx) => {
    for (const group of script) {
      await Promise.all(
        group.map(({ text, parameters }) => tx.unsafe(text, [...parameters], { prepare: true })),
      );
    }
  });
