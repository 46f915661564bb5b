import { defineEvents } from '../kernel/event.ts';

/** What happens to the chats that the bot posts to. */
export const events = defineEvents({
  'conversation.paused': {
    tone: 'bad',
    tell: [{ side: 'own', who: 'manage_members', instead: 'mail', reason: 'admin' }],
  },
});
