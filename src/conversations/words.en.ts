import type { MembersKey } from '../members/index.ts';

/** What people read of conversations. Keys are named for what is said, not for where. */
export const en = {
  'event.conversation.paused':
    'A channel of {organization}{platform, select, slack { in Slack} teams { in Microsoft Teams} other {}} cannot be reached any more, so its notifications are paused{platform, select, slack {. Invite me there with /invite @Accord, and what is waiting goes out within half an hour, or at once when you repeat “notify on …” there} teams {. Add me there again, and what is waiting goes out} other {}}',
  'event.title.conversation.paused': 'Notifications paused',
} as const;

/** The messages that this subject may use: its own, and those of what comes before it. */
export type ConversationsKey = keyof typeof en | MembersKey;
