import { defineEvents } from '../kernel/event.ts';

/** The events of an organization itself; they are recorded, but no channel is notified. */
export const events = defineEvents({
  'organization.registered': { tone: 'good' },
  'organization.changed': {
    tone: 'neutral',
    values: (_, { sharesMpsaPurchases: shares }) => ({
      mpsa: typeof shares === 'boolean' ? String(shares) : 'unknown',
    }),
  },
});
