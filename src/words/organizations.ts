import type { OrganizationAct } from '../overview/model.ts';

/** The frame of every list, and its lines. */
const lists = {
  'list.count':
    'Showing {shown, number} of {many, select, yes {more than {limit, number}} other {{total, number}}}.',
  'list.found':
    'Showing {shown, number} of {many, select, yes {more than {limit, number}} other {{total, number}}} that match “{searched}”.',
  'list.next': 'Next page',
  'list.all': 'Show all',
  'list.search_hint':
    'To search, send {command} and a part of a name or {of, select, people {e-mail address} other {domain}}.',
  'list.nothing_found': 'I found nothing for “{searched}”.',
  'list.age': '{days, plural, =0 {less than a day ago} one {# day ago} other {# days ago}}',

  'list.customers.title': 'Your customers',
  'list.customers.summary':
    '{many, select, yes {You have more than {limit, number} customers} other {{total, plural, =0 {You have no customers yet} one {You have # customer} other {You have # customers}}}}',
  'list.customers.empty':
    'You have no customers here yet. Ask one for a relationship; once it accepts, you find it here.',
  'list.partners.title': 'Your partners',
  'list.partners.summary':
    '{many, select, yes {More than {limit, number} partners work with you} other {{total, plural, =0 {No partner works with you yet} one {# partner works with you} other {# partners work with you}}}}',
  'list.partners.empty':
    'No partner works with you yet. When one asks you, its invitation waits for your answer, and after that you find it here.',
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
  'list.invitations.title': 'Invitations',
  'list.invitations.summary':
    '{many, select, yes {More than {limit, number} invitations} other {{total, plural, =0 {No invitations} one {# invitation} other {# invitations}}}}',
  'list.invitations.empty':
    'There are no such invitations. What you send and what you receive is listed here.',

  'list.relationship':
    '{domain} · {type} · {roles, select, yes {admin roles in place} other {no admin roles}} · since {since}{record, select, yes { · partner of record} other {}}{agreement, select, lacking { · agreement not accepted} other {}}{ending, select, yes { · end asked for} other {}}',
  'list.partnership':
    '{domain} · {access, select, yes {administrator access} other {no administrator access}} · since {since}',
  'list.invitation.title': '{direction, select, sent {To {name}} other {From {name}}}',
  'list.invitation.draft': '{kind} · drafted {age}, not sent yet',
  'list.invitation.own_mail': '{kind} · sent by the sender’s own e-mail {age} · expires {expires}',
  'list.invitation.system': '{kind} · sent through Accord {age} · expires {expires}',
  'list.invitation.accepted': '{kind} · accepted {age}',
  'list.invitation.declined': '{kind} · declined {age}',
  'list.invitation.withdrawn': '{kind} · withdrawn {age}',
  'list.invitation.expired': '{kind} · expired {age}',
} as const satisfies Record<string, string>;

/** What can be done about another organization. */
const acts = {
  'act.request': 'Request a relationship',
  'act.invite_reseller': 'Invite a reseller',
  'act.remove_roles': 'Remove roles',
  'act.ask_roles': 'Ask for admin roles',
  'act.remove_access': 'Remove administrator access',
  'act.name_record': 'Name as partner of record',
  'act.remove_record': 'Remove as partner of record',
  'act.ask_agreement': 'Ask for the agreement',
  'act.shared': 'Shared customers',
  'act.end': 'End relationship',
  'act.ask_end': 'Ask to end',
  'act.refuse_end': 'Keep relationship',
  'act.history': 'History',
} as const satisfies Record<`act.${OrganizationAct}`, string>;

/** Customers, partners, providers, resellers: lists and details. */
export const organizations = {
  ...lists,
  ...acts,

  'act.show': 'Show',
  'act.customers': 'Your customers',
  'act.show_mine': 'Show what I can do',
  'act.sent': 'All that you sent',
  'act.received': 'All that you received',
  'act.review_agreement': 'Review the agreement',
  'act.yes': 'Yes',
  'act.no': 'No',
  'act.remove_roles.title': 'Remove roles?',
  'act.remove_roles.text':
    '{other} loses its admin roles at {mine}. It stays your partner, and stays responsible for supporting you.',
  'act.remove_access.title': 'Remove administrator access?',
  'act.remove_access.text':
    '{other} loses its administrator access to the work account of {mine}. The partnership stays.',
  'act.end.title': 'End the relationship?',
  'act.end.text':
    'The relationship of {mine} and {other} ends: admin roles go, and open invitations between you are closed. The history stays.',

  'organization.summary': '{name}: who they are and what you can do',
  'organization.domain': 'Domain',
  'organization.country': 'Country',
  'organization.cloud': 'Cloud',
  'organization.agreement': 'Agreement',
  'organization.unrelated': 'You do not work with {name} yet, so you see only its name and country.',
  'organization.as_customer': '{name} is your customer',
  'organization.as_partner': '{name} is your partner',
  'organization.as_provider': '{name} is your indirect provider',
  'organization.as_reseller': '{name} is your indirect reseller',
  'organization.end_asked':
    '{customer} asked on {at} to end the relationship. The partner ends it, or keeps it and says why.',
  'organization.open_invitations': 'Open invitations between you',

  'relationship.title.active': '{partner} works with {customer}',
  'relationship.title.roles_removed': 'The admin roles of {partner} at {customer} were removed',
  'relationship.title.end_asked': '{customer} asks {partner} to end their relationship',
  'relationship.title.ended': 'The relationship of {partner} and {customer} has ended',
  'relationship.status.active': 'The relationship is in place.',
  'relationship.status.roles_removed': '{partner} stays a partner: {type}.',
  'relationship.status.end_asked':
    'Asked on {asked}. {partner} ends the relationship, or keeps it and says why.',
  'relationship.status.ended': 'Ended on {ended}. The history stays.',
  'relationship.type': 'Works as',
  'relationship.roles': 'Admin roles',
  'relationship.roles_since': '{roles}, since {since}',
  'relationship.no_roles': 'None in place',
  'relationship.since': 'Since',
  'relationship.record': 'Partner of record',
  'relationship.record_since': 'Yes, since {since}',
  'relationship.support_without_roles':
    '{side, select, partner {You stay responsible for supporting {customer} until the agreement between you changes. For that you can open a support request with Microsoft for {customer}.} other {{partner} stays responsible for supporting you until the agreement between you changes, and can open a support request with Microsoft for you. You can also ask Microsoft yourself.}}',
  'relationship.support_with_roles':
    '{partner} supports you, and you can still ask Microsoft for support yourself.',

  'record.title': 'The partner of record of {customer}',
  'record.summary':
    '{named, select, yes {{partner} is the partner of record of {customer}} other {{customer} has no partner of record}}',
  'record.present': '{partner} has been your partner of record since {since}.',
  'record.none': '{customer} has named no partner of record.',
  'record.meaning':
    'The partner of record is the partner that you name as your purchase adviser. This gives it no admin roles: you grant and remove those separately.',
  'record.name': 'Name a partner of record',
  'record.change': 'Name another one',
  'record.form.title': 'Partner of record',
  'record.form.hint': 'One of your partners, or none. You can also send “record set” and a domain.',
  'record.form.none': 'None',
  'record.form.submit': 'Save',

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

  'end_refusal.title': 'Keep the relationship',
  'end_refusal.intro': '{customer} asked you to end the relationship. If you keep it, please say why.',
  'end_refusal.reason': 'Reason',
  'end_refusal.hint': '{customer} reads this.',
  'end_refusal.submit': 'Keep it',
  'end_refusal.cancel': 'Cancel',
} as const satisfies Record<string, string>;
