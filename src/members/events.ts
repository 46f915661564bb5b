import { defineEvents } from '../kernel/event.ts';

/** What happens to an organization's people. */
export const events = defineEvents({
  'member.code_created': { tone: 'neutral' },
  'member.joined': { tone: 'good', notifies: 'members' },
  'member.added': { tone: 'good', notifies: 'members' },
});
