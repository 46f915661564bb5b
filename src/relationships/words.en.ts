import type { AgreementsKey } from '../agreements/index.ts';
import type { Words as AllWords } from '../kernel/words.ts';

/** The sentences about relationships. Keys are named after the meaning, not the place. */
export const en = {
  'problem.agreement_already_asked':
    'You asked for this version of the agreement on {at}. The customer has been told.',
  'problem.not_related': 'There is no active relationship between you and {organization}.',
  'problem.no_roles_in_place': 'There are no delegated admin roles in place between you and {organization}.',
  'problem.not_partner_of_record': '{organization} is not your partner of record. Nothing was changed.',
  'problem.end_already_asked': 'You asked to end it on {at}. The partner has not answered yet.',
  'problem.end_not_asked': '{organization} has not asked you to end the relationship.',
  'problem.partnership_cannot_end':
    'The partnership with {organization} cannot be ended here. The reseller can remove the provider’s administrator access at any time.',
  'next.show_record': 'Show the partner of record',
  'type.reseller': 'Reseller',
  'type.delegated_administrator': 'Delegated administrator',
  'type.reseller_and_delegated_administrator': 'Reseller & delegated administrator',
  'type.partner': 'Partner',
  'type.advisor': 'Advisor',
  'type.mpsa': 'MPSA partner',
  'type.line_of_business': 'Line-of-business partner',
  'type_meaning.reseller':
    'It can {abilities}. Without delegated administration it manages only the Azure subscriptions that it provisions.',
  'type_meaning.delegated_administrator': 'As Global admin in the customer’s tenant it can {abilities}.',
  'type_meaning.reseller_and_delegated_administrator': 'It can {abilities}.',
  'type_meaning.partner': 'It can {abilities}.',
  'type_meaning.advisor': 'It can {abilities}.',
  'type_meaning.mpsa': 'It can {abilities}. The customer turns this on, and can turn it off again.',
  'type_meaning.line_of_business': 'It can {abilities}.',
  'capability.sell_products': 'sell products',
  'capability.manage_services': 'manage products and services',
  'capability.create_users_and_groups': 'create user accounts and groups',
  'capability.manage_licences': 'assign and manage licences',
  'capability.set_up_mailboxes': 'set up mailboxes',
  'capability.migrate_data': 'migrate data',
  'capability.reset_passwords': 'reset passwords',
  'capability.file_service_requests': 'file service requests',
  'capability.use_an_account':
    'use a user account in the customer’s tenant to work with other services on its behalf',
  'capability.see_mpsa_purchases': 'see purchases made through the customer’s other MPSA partners',
  'capability.develop_apps': 'develop, submit and manage apps made for the customer',
  'delegated_role.global_admin': 'Global admin',
  'delegated_role.helpdesk_admin': 'Helpdesk admin',
  'delegated_role_allows.global_admin':
    'full control of the tenant: accounts, groups, licences, mailboxes, data and settings',
  'delegated_role_allows.helpdesk_admin': 'resets passwords and handles service requests',
  'delegated_role.with_meaning': '{role} ({allows})',
  'field.partner': 'Partner',
  'relationship.type_with_meaning': '{type}. {meaning}',
  'agreement.gap.never':
    '{customer} has not accepted the Microsoft Customer Agreement (version {version}). Without it you may neither buy nor manage subscriptions for this customer.',
  'agreement.gap.outdated':
    '{customer} accepted version {accepted} of the Microsoft Customer Agreement, and version {version} is required now. Without it you may neither buy nor manage subscriptions for this customer.',
  'notice.mpsa_on': 'Your MPSA partners can now see purchases made through each other.',
  'notice.mpsa_off': 'Your MPSA partners no longer see purchases made through each other.',
  'notice.agreement_asked': '{customer} has been asked to accept version {version} of the agreement.',
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
  'list.relationship':
    '{domain} · {type} · {roles, select, yes {admin roles in place} other {no admin roles}} · since {since}{record, select, yes { · partner of record} other {}}{agreement, select, lacking { · agreement not accepted} other {}}{ending, select, yes { · end asked for} other {}}',
  'act.remove_roles': 'Remove roles',
  'act.name_record': 'Name as partner of record',
  'act.remove_record': 'Remove as partner of record',
  'act.ask_agreement': 'Ask for the agreement',
  'act.end': 'End relationship',
  'act.ask_end': 'Ask to end',
  'act.refuse_end': 'Keep relationship',
  'act.request': 'Request a relationship',
  'act.customers': 'Your customers',
  'act.received': 'All that you received',
  'act.remove_roles.title': 'Remove roles?',
  'act.remove_roles.text':
    '{other} loses its admin roles at {mine}. It stays your partner, and stays responsible for supporting you.',
  'act.end.title': 'End the relationship?',
  'act.end.text':
    'The relationship of {mine} and {other} ends: admin roles go, and open invitations between you are closed. The history stays.',
  'organization.agreement': 'Agreement',
  'organization.as_customer': '{name} is your customer',
  'organization.as_partner': '{name} is your partner',
  'organization.end_asked':
    '{customer} asked on {at} to end the relationship. The partner ends it, or keeps it and says why.',
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
  'end_refusal.title': 'Keep the relationship',
  'end_refusal.intro': '{customer} asked you to end the relationship. If you keep it, please say why.',
  'end_refusal.reason': 'Reason',
  'end_refusal.hint': '{customer} reads this.',
  'end_refusal.submit': 'Keep it',
  'end_refusal.cancel': 'Cancel',
  'verb.agreement_ask': 'Asks a customer to accept the Microsoft Customer Agreement.',
  'verb.customers': 'Your customers.',
  'verb.partners': 'Your partners.',
  'verb.roles_remove': 'Removes the admin roles of a partner; the partner stays.',
  'verb.record': 'Your partner of record: the partner that you name as your purchase adviser.',
  'verb.record_set': 'Names one of your partners the partner of record.',
  'verb.record_remove': 'Takes that back: you have no partner of record then.',
  'verb.end': 'Ends the relationship with a customer, or asks a partner to end it.',
  'verb.end_refuse': 'Tells a customer why you keep the relationship.',
  'verb.mpsa': 'Lets your MPSA partners see purchases made through each other, or stops that.',
  'example.agreement_ask': 'agreement ask contoso.com',
  'example.customers': 'customers contoso',
  'example.partners': 'partners fabrikam',
  'example.roles_remove': 'roles remove fabrikam.com',
  'example.record': 'record',
  'example.record_set': 'record set fabrikam.com',
  'example.record_remove': 'record remove',
  'example.end': 'end contoso.com',
  'example.end_refuse': 'end refuse contoso.com',
  'example.mpsa': 'mpsa on',
  'usage.agreement_ask': 'agreement ask <customer>',
  'usage.customers': 'customers [words]',
  'usage.partners': 'partners [words]',
  'usage.roles_remove': 'roles remove <partner>',
  'usage.record': 'record',
  'usage.record_set': 'record set [partner]',
  'usage.record_remove': 'record remove [partner]',
  'usage.end': 'end <organization>',
  'usage.end_refuse': 'end refuse <customer>',
  'usage.mpsa': 'mpsa on | off',
  'notify.kind.roles': 'roles',
  'notify.kind.relationships': 'relationships',
  'home.end_asked': '{customer} asks to end the relationship',
  'home.end_asked_at': 'Asked on {at}',
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
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
export type RelationshipsKey = keyof typeof en | AgreementsKey;
export type Words = AllWords<RelationshipsKey>;
