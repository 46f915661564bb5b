import { migrationState } from '../../db/driver/migrate.ts';
import { type OperatorCommand, withStore } from './command.ts';

/** `database migrate`: does what a start also does, but earlier. */
export const databaseMigrate: OperatorCommand = {
  name: 'database migrate',
  does: 'Brings the database up to this version of the program.',
  run: (call) =>
    withStore(call, async ({ owner }) => {
      const { applied } = await migrationState(owner);
      return { ok: true, lines: [`The database is up to date: ${applied.at(-1)}.`], data: { applied } };
    }),
};
