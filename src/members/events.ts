import { defineEvents } from '../kernel/event.ts';

/** The events of an organization's members. */
export const events = defineEvents({
  'member.code_created': { tone: 'neutral' },
  'member.joined': { tone: 'good', notifies: 'members' },
  'member.added': { tone: 'good', notifies: 'members' },
});
