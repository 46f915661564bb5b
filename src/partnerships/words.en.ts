import type { Words as AllWords } from '../kernel/words.ts';
import type { RelationshipsKey } from '../relationships/index.ts';

/** The sentences about partnerships. Keys are named after the meaning, not the place. */
export const en = {
  'problem.not_a_provider': '{organization} is not one of your indirect providers.',
  'problem.not_partnered':
    'There is no active partnership of provider and reseller between you and {organization}.',
  'problem.no_admin_access':
    'There is no administrator access to remove: {organization} does not have it now.',
  'list.providers.title': 'Your indirect providers',
  'list.providers.summary':
    '{many, select, yes {You have more than {limit, number} indirect providers} other {{total, plural, =0 {You have no indirect provider yet} one {You have # indirect provider} other {You have # indirect providers}}}}',
  'list.providers.empty':
    'You have not authorized an indirect provider yet. When one asks you, its invitation waits for your answer.',
  'list.resellers.title': 'Your indirect resellers',
  'list.resellers.summary':
    '{many, select, yes {You have more than {limit, number} indirect resellers} other {{total, plural, =0 {You have no indirect reseller yet} one {You have # indirect reseller} other {You have # indirect resellers}}}}',
  'list.resellers.empty':
    'No reseller has authorized you yet. Ask one; once it authorizes you, you find it here.',
  'list.shared.title': 'Customers that you share with {other}',
  'list.shared.summary':
    '{many, select, yes {You share more than {limit, number} customers with {other}} other {{total, plural, =0 {You share no customer with {other} yet} one {You share # customer with {other}} other {You share # customers with {other}}}}}',
  'list.shared.empty':
    'You share no customer with {other} yet. A customer that works with both of you is listed here.',
  'list.partnership':
    '{domain} · {access, select, yes {administrator access} other {no administrator access}} · since {since}',
  'act.invite_reseller': 'Invite a reseller',
  'act.remove_access': 'Remove administrator access',
  'act.shared': 'Shared customers',
  'act.remove_access.title': 'Remove administrator access?',
  'act.remove_access.text':
    '{other} loses its administrator access to the work account of {mine}. The partnership stays.',
  'organization.as_provider': '{name} is your indirect provider',
  'organization.as_reseller': '{name} is your indirect reseller',
  'partnership.title.active': '{provider} is indirect provider of {reseller}',
  'partnership.title.access_removed': 'The administrator access of {provider} at {reseller} was removed',
  'partnership.title.ended': 'The partnership of {provider} and {reseller} has ended',
  'partnership.status.active':
    '{provider} can submit orders and add subscriptions for the customers of {reseller}.',
  'partnership.status.access_removed':
    'The partnership stays: {provider} can still submit orders and add subscriptions for the customers of {reseller}.',
  'partnership.status.ended': 'Ended on {ended}. The history stays.',
  'partnership.provider': 'Indirect provider',
  'partnership.reseller': 'Indirect reseller',
  'partnership.access': 'Administrator access',
  'partnership.access_state': '{access, select, yes {In place, to the reseller’s work account} other {None}}',
  'partnership.since': 'Since',
  'verb.providers': 'Your indirect providers.',
  'verb.resellers': 'Your indirect resellers.',
  'verb.shared': 'The customers that you share with an indirect provider or reseller.',
  'verb.access_remove': 'Removes the administrator access of an indirect provider; the partnership stays.',
  'example.providers': 'providers tailspin',
  'example.resellers': 'resellers proseware',
  'example.shared': 'shared proseware.com',
  'example.access_remove': 'access remove tailspin.com',
  'usage.providers': 'providers [words]',
  'usage.resellers': 'resellers [words]',
  'usage.shared': 'shared <provider or reseller> [words]',
  'usage.access_remove': 'access remove <provider>',
  'notify.kind.partnerships': 'partnerships',
  'event.partnership.started':
    '{actor} of {organization} authorized {counterpart_given, select, yes {{counterpart} as its} other {an}} indirect provider',
  'event.partnership.access_removed':
    '{actor} of {organization} removed {counterpart_given, select, yes {{counterpart}’s} other {the provider’s}} administrator access',
  'event.title.partnership.started': 'Partnership started',
  'event.title.partnership.access_removed': 'Administrator access removed',
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
export type PartnershipsKey = keyof typeof en | RelationshipsKey;
export type Words = AllWords<PartnershipsKey>;
