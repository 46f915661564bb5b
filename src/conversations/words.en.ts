import type { MembersKey } from '../members/index.ts';

/** The sentences about conversations. Keys are named after the meaning, not the place. */
export const en = {
  'event.conversation.paused':
    'A channel of {organization}{platform, select, slack { in Slack} teams { in Microsoft Teams} other {}} cannot be reached any more, so its notifications are paused{platform, select, slack {. Invite me there with /invite @Accord, and what is waiting goes out within half an hour, or at once when you repeat “notify on …” there} teams {. Add me there again, and what is waiting goes out} other {}}',
  'event.conversation.message_rejected':
    '{platform, select, slack {Slack} teams {Microsoft Teams} other {The chat platform}} rejected a message to {place, select, direct {a member} other {a channel}} of {organization}, even as plain text. Later messages still go out. Whoever runs Accord can send this one again',
  'event.title.conversation.message_rejected': 'Message not delivered',
  'event.title.conversation.paused': 'Notifications paused',
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
export type ConversationsKey = keyof typeof en | MembersKey;
