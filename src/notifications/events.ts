import { defineEvents } from '../kernel/event.ts';

/** What a channel's subscriptions go through; it is recorded, and no channel is told. */
export const events = defineEvents({
  'notification.subscribed': { tone: 'good' },
  'notification.unsubscribed': { tone: 'neutral' },
});
