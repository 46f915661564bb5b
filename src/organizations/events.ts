import { defineEvents } from '../kernel/event.ts';

/** What happens to an organization itself; it is recorded, and no channel is told. */
export const events = defineEvents({
  'organization.registered': { tone: 'good' },
  'organization.changed': {
    tone: 'neutral',
    values: (_, { sharesMpsaPurchases: shares }) => ({
      mpsa: typeof shares === 'boolean' ? String(shares) : 'unknown',
    }),
  },
});
