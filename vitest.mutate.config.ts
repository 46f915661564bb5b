import { defineConfig } from 'vitest/config';

/**
 * What mutations of the models, the kernel and the delivery's decisions are tried on: tests that need no database, and
 * those of the delivery, which do.
 */
export default defineConfig({
  test: {
    include: [
      'test/delivery/{enqueue,drain,mail,secrets}.test.ts',
      'test/invitations/{asking,invitation,views}.test.ts',
      'test/kernel/{event-card,events,problem,rights}.test.ts',
      'test/notifications/*.test.ts',
      'test/organizations/organization.test.ts',
      'test/relationships/types.test.ts',
    ],
    globalSetup: ['test/support/postgres-server.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
