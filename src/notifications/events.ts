import { defineEvents } from '../kernel/event.ts';

/** The events of a channel's subscriptions; they are recorded, but no channel is notified. */
export const events = defineEvents({
  'notification.subscribed': { tone: 'good' },
  'notification.unsubscribed': { tone: 'neutral' },
});
