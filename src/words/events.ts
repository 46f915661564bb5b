import type { EventKind } from '../kernel/events.ts';

/** What happened, one sentence for each event; `…_given` says whether a value is there. */
const sentences = {
  'event.invitation.drafted':
    '{actor} of {organization} drafted an invitation{counterpart_given, select, yes { to {counterpart}} other {}}',
  'event.invitation.sent':
    '{actor} of {organization} sent {counterpart_given, select, yes {{counterpart} an invitation} other {an invitation}}{way, select, own_mail { by their own e-mail} other {}}{expires_given, select, yes {; it expires {expires}} other {}}',
  'event.invitation.redeemed':
    '{actor} of {organization} opened the personal link of {counterpart_given, select, yes {{counterpart}’s invitation} other {the invitation}}',
  'event.invitation.accepted':
    '{actor} of {organization} accepted {counterpart_given, select, yes {the invitation from {counterpart}} other {the invitation}}',
  'event.invitation.declined':
    '{actor} of {organization} declined {counterpart_given, select, yes {the invitation from {counterpart}} other {the invitation}}{reason_given, select, yes {: “{reason}”} other {}}',
  'event.invitation.withdrawn':
    '{actor} of {organization} withdrew the invitation{counterpart_given, select, yes { to {counterpart}} other {}}',
  'event.invitation.reminded':
    '{actor} of {organization} sent a reminder of the invitation{counterpart_given, select, yes { to {counterpart}} other {}}',
  'event.invitation.expiring':
    '{organization}’s invitation{counterpart_given, select, yes { to {counterpart}} other {}} {expires_given, select, yes {expires {expires}} other {expires soon}}, and nobody has answered it yet',
  'event.invitation.expired':
    '{organization}’s invitation{counterpart_given, select, yes { to {counterpart}} other {}} expired without an answer',
  'event.agreement.accepted':
    '{actor} accepted the Microsoft Customer Agreement{version_given, select, yes {, version {version},} other {}} for {organization}',
  'event.agreement.asked':
    '{actor} of {organization} asked {counterpart_given, select, yes {{counterpart}} other {the customer}} to accept the Microsoft Customer Agreement',
  'event.roles.granted':
    '{actor} of {organization} granted {counterpart_given, select, yes {{counterpart}} other {the partner}} these admin roles: {roles}',
  'event.roles.removed':
    '{actor} of {organization} removed the admin roles ({roles}) from the relationship{counterpart_given, select, yes { with {counterpart}} other {}}',
  'event.relationship.started':
    '{organization} and {counterpart_given, select, yes {{counterpart}} other {the partner}} now work together{type_given, select, yes {: {type}} other {}}',
  'event.relationship.changed':
    'The relationship of {organization} and {counterpart_given, select, yes {{counterpart}} other {the partner}} changed{type_given, select, yes {: {type}} other {}}',
  'event.relationship.end_asked':
    '{actor} of {organization} asked {counterpart_given, select, yes {{counterpart}} other {the partner}} to end the relationship{reason_given, select, yes {: “{reason}”} other {}}',
  'event.relationship.end_refused':
    '{actor} of {organization} keeps the relationship{counterpart_given, select, yes { with {counterpart}} other {}}{reason_given, select, yes { and says why: “{reason}”} other {}}',
  'event.relationship.ended':
    '{actor} of {organization} ended the relationship{counterpart_given, select, yes { with {counterpart}} other {}}',
  'event.relationship.record_named':
    '{actor} of {organization} named {counterpart_given, select, yes {{counterpart}} other {the partner}} its partner of record',
  'event.relationship.record_removed':
    '{actor} of {organization} removed {counterpart_given, select, yes {{counterpart}} other {the partner}} as its partner of record',
  'event.partnership.started':
    '{actor} of {organization} authorized {counterpart_given, select, yes {{counterpart} as its} other {an}} indirect provider',
  'event.partnership.access_removed':
    '{actor} of {organization} removed {counterpart_given, select, yes {{counterpart}’s} other {the provider’s}} administrator access',
  'event.organization.registered':
    '{by, select, system {{organization} was registered} other {{actor} registered {organization}}}',
  'event.organization.changed':
    '{mpsa, select, true {{actor} lets the MPSA partners of {organization} see purchases made through each other} false {{actor} no longer lets the MPSA partners of {organization} see purchases made through each other} other {{by, select, system {The settings of {organization} were changed} other {{actor} changed the settings of {organization}}}}}',
  'event.mail.failed':
    'The e-mail with {organization}’s invitation{counterpart_given, select, yes { to {counterpart}} other {}} could not be delivered',
  'event.member.code_created':
    '{by, select, system {A one-time code{name_given, select, yes { for {name}} other {}} was created} other {{actor} of {organization} created a one-time code{name_given, select, yes { for {name}} other {}}}}',
  'event.member.joined': '{name_given, select, yes {{name}} other {{actor}}} joined {organization}',
  'event.member.added':
    '{by, select, system {{name_given, select, yes {{name}} other {A member}} was added to {organization}} other {{actor} added {name_given, select, yes {{name}} other {a member}} to {organization}}}',
  'event.notification.subscribed':
    '{actor} of {organization} turned notifications on in a channel{expression_given, select, yes {: {expression}} other {}}',
  'event.notification.unsubscribed':
    '{actor} of {organization} turned notifications off in a channel{expression_given, select, yes {: {expression}} other {}}',
  'event.conversation.paused':
    'A channel of {organization}{platform, select, slack { in Slack} teams { in Microsoft Teams} other {}} cannot be reached any more, so its notifications are paused{platform, select, slack {. Invite me there with /invite @Accord, and what is waiting goes out within half an hour, or at once when you repeat “notify on …” there} teams {. Add me there again, and what is waiting goes out} other {}}',
} as const satisfies Record<`event.${EventKind}`, string>;

/** The same in a few words, above the sentence. */
const titles = {
  'event.title.invitation.drafted': 'Invitation drafted',
  'event.title.invitation.sent': 'Invitation sent',
  'event.title.invitation.redeemed': 'Invitation opened',
  'event.title.invitation.accepted': 'Invitation accepted',
  'event.title.invitation.declined': 'Invitation declined',
  'event.title.invitation.withdrawn': 'Invitation withdrawn',
  'event.title.invitation.reminded': 'Reminder',
  'event.title.invitation.expiring': 'Invitation expires soon',
  'event.title.invitation.expired': 'Invitation expired',
  'event.title.agreement.accepted': 'Agreement accepted',
  'event.title.agreement.asked': 'Please accept the agreement',
  'event.title.roles.granted': 'Admin roles granted',
  'event.title.roles.removed': 'Admin roles removed',
  'event.title.relationship.started': 'Relationship started',
  'event.title.relationship.changed': 'Relationship changed',
  'event.title.relationship.end_asked': 'Asked to end the relationship',
  'event.title.relationship.end_refused': 'Relationship kept',
  'event.title.relationship.ended': 'Relationship ended',
  'event.title.relationship.record_named': 'Partner of record named',
  'event.title.relationship.record_removed': 'Partner of record removed',
  'event.title.partnership.started': 'Partnership started',
  'event.title.partnership.access_removed': 'Administrator access removed',
  'event.title.organization.registered': 'Organization registered',
  'event.title.organization.changed': 'Settings changed',
  'event.title.mail.failed': 'E-mail not delivered',
  'event.title.member.code_created': 'One-time code created',
  'event.title.member.joined': 'New member',
  'event.title.member.added': 'Member added',
  'event.title.notification.subscribed': 'Notifications on',
  'event.title.notification.unsubscribed': 'Notifications off',
  'event.title.conversation.paused': 'Notifications paused',
} as const satisfies Record<`event.title.${EventKind}`, string>;

/** What happened, as channels and histories are told. */
export const events = {
  ...sentences,
  ...titles,
  'event.reason': 'You see this here because {reason}.',
  'history.detail': '{at}{platform, select, slack { · in Slack} teams { · in Microsoft Teams} other {}}',
  'history.title': 'History: {of}',
  'history.empty': 'Nothing has happened here yet.',
} as const satisfies Record<string, string>;
