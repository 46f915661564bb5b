import { defineSubject } from '../kernel/subject.ts';
import { events } from './events.ts';
import { problems } from './problems.ts';
import { conversationService } from './service.ts';
import { en } from './words.en.ts';

export { events } from './events.ts';
export { type ConversationServices, isAsRemembered } from './service.ts';
export {
  type Conversation,
  type ConversationKey,
  chatAddressesWith,
  directId,
  ensureConversation,
  findConversation,
  loadConversations,
  pauseConversation,
  resumeConversations,
} from './store.ts';
export type { ConversationsKey } from './words.en.ts';

/** The places where the bot posts: channels, and direct messages with members. */
export const conversations = defineSubject({
  name: 'conversations',
  problems,
  events,
  words: { en },
  service: conversationService,
  commands: [],
});
