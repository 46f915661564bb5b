import { defineEvents } from '../kernel/event.ts';

/** The events of the chats that the bot posts to. */
export const events = defineEvents({
  'conversation.paused': {
    tone: 'bad',
    tell: [{ side: 'own', who: 'manage_members', instead: 'mail', reason: 'admin' }],
  },
  'conversation.message_rejected': {
    tone: 'bad',
    values: (_, { place }) => ({ place: place === 'direct' ? 'direct' : 'channel' }),
    tell: [{ side: 'own', who: 'manage_members', instead: 'mail', reason: 'admin' }],
  },
});
