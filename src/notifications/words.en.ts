import type { InvitationsKey } from '../invitations/index.ts';
import type { Words as AllWords } from '../kernel/words.ts';

/** The sentences about notifications. Keys are named after the meaning, not the place. */
export const en = {
  'problem.channel_needed':
    'Notifications go to a channel. Please send this in the channel that should get them.',
  'problem.channel_of_other_organization':
    'This channel belongs to another organization. Your notifications go only to channels of your own.',
  'problem.not_subscribed':
    'This channel gets no such notifications. Send “notify list” to see which it gets, or “notify on invitations” to begin.',
  'problem.unknown_kind': 'I do not know the kind “{typed}”. These exist: {known}.',
  'problem.filter_not_understood': 'I do not understand the filter here: “{at}”. Expected: {expected}.',
  'next.show_notifications': 'Show the notifications',
  'field.filter': 'Filter',
  'verb.notify_on': 'Turns notifications on for this channel.',
  'verb.notify_off': 'Turns notifications off for this channel.',
  'verb.notify_list': 'The notifications that this channel gets.',
  'example.notify_on': 'notify on invitations, roles where partner = fabrikam.com',
  'example.notify_off': 'notify off',
  'example.notify_list': 'notify list',
  'usage.notify_on': 'notify on <kinds> [where partner | customer | kind = … and | or | not …]',
  'usage.notify_off': 'notify off [<kinds> [where …]]',
  'usage.notify_list': 'notify list',
  'act.notify_off': 'Turn off',
  'act.notify_list': 'Notifications of this channel',
  'act.notify_again': 'Turn on again',
  'act.notify_everything': 'Turn everything on',
  'notify.title': 'Notifications of this channel',
  'notify.summary':
    '{total, plural, =0 {This channel gets no notifications yet} one {This channel has # subscription} other {This channel has # subscriptions}}',
  'notify.everything': 'everything',
  'notify.subscription': '{kinds}{filtered, select, yes {, where {filter}} other {}}',
  'notify.detail': 'Turned on by {name}. To turn it off, send: notify off {expression}',
  'notify.empty':
    'This channel gets no notifications yet. To turn some on, send a line like this: {example}. You can name {kinds}, or everything.',
  'notify.subscribed': 'Notifications are on',
  'notify.told': 'This channel gets notifications about {what}.',
  'notify.invite_first':
    'I can write only where I am a member. If I am not in this channel yet, invite me first: /invite @Accord',
  'notify.unsubscribed': 'Notifications turned off',
  'notify.no_longer': 'This channel no longer gets these: {what}.',
  'filter.partner': '{negated, select, yes {the partner is not {name}} other {the partner is {name}}}',
  'filter.customer': '{negated, select, yes {the customer is not {name}} other {the customer is {name}}}',
  'filter.kind':
    '{negated, select, yes {the invitation is not of the kind “{kind}”} other {the invitation is of the kind “{kind}”}}',
  'filter.and': '{left} and {right}',
  'filter.or': '{left} or {right}',
  'filter.group': '({filter})',
  'filter.not': 'not ({filter})',
  'event.notification.subscribed':
    '{actor} of {organization} turned notifications on in a channel{expression_given, select, yes {: {expression}} other {}}',
  'event.notification.unsubscribed':
    '{actor} of {organization} turned notifications off in a channel{expression_given, select, yes {: {expression}} other {}}',
  'event.title.notification.subscribed': 'Notifications on',
  'event.title.notification.unsubscribed': 'Notifications off',
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
export type NotificationsKey = keyof typeof en | InvitationsKey;
export type Words = AllWords<NotificationsKey>;
