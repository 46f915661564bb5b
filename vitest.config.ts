import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Only against a test that never ends: nothing timed decides, however busy the machine is. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000 };

/** What botbuilder keeps for its whole process, keys and tokens, must not be there yet. */
const alone = [
  'test/adapters/teams-requests.test.ts',
  'test/adapters/teams-time-limits.test.ts',
  'test/kit-checks/teams-wire.test.ts',
];

export default defineConfig({
  test: {
    // A test waits for PostgreSQL as much as it computes: one worker more than there are cores keeps them busy.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/hard/**', ...alone],
          // A process takes file after file: what they share, Bolt and botbuilder above all, is loaded once in each.
          isolate: false,
          // The gallery makes and drops long texts by the thousand.
          execArgv: ['--max-semi-space-size=64'],
          globalSetup: ['test/kit/postgres-server.ts'],
          ...patience,
        },
      },
      {
        // As fast, each file in a process of its own.
        test: { name: 'alone', include: alone, ...patience },
      },
      {
        test: {
          name: 'hard',
          include: ['test/hard/**/*.test.ts'],
          globalSetup: ['test/kit/postgres-server.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
