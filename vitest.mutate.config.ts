import { defineConfig } from 'vitest/config';

/**
 * What mutations of the models, the kernel and the delivery's decisions are tried on: tests that need no database, and
 * those of the delivery, which do.
 */
export default defineConfig({
  test: {
    include: [
      'test/delivery/*.test.ts',
      'test/invitations/{asking,invitation,views,list-views}.test.ts',
      'test/kernel/*.test.ts',
      'test/members/views.test.ts',
      'test/notifications/*.test.ts',
      'test/organizations/*.test.ts',
      'test/overview/{help,home,organization,views}.test.ts',
      'test/partnerships/views.test.ts',
      'test/relationships/{types,views}.test.ts',
    ],
    globalSetup: ['test/kit/postgres-server.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
