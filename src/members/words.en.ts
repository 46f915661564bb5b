import type { Words as AllWords } from '../kernel/words.ts';
import type { OrganizationsKey } from '../organizations/index.ts';

/** The sentences about members. Keys are named after the meaning, not the place. */
export const en = {
  'problem.already_a_member': 'You are already a member of {organization}.',
  'problem.code_not_valid':
    'This code is not valid. It may be mistyped, used or too old. Please ask whoever gave it to you for a new one.',
  'problem.no_code':
    'I see no code in this. Please paste the code (26 letters and digits) or the whole link from the message.',
  'problem.several_codes': 'I see more than one code in this. Please send only one.',
  'problem.too_many_tries':
    'Those were too many wrong codes. Please try again in {minutes, plural, one {# minute} other {# minutes}}.',
  'problem.email_taken': '{email} is already the address of a member of your organization.',
  'problem.member_unknown':
    'Your organization has no member with the address {email}. To add one, send “member add”.',
  'problem.identity_taken': 'This person is already linked to a member: {name}.',
  'problem.roles_not_fitting':
    '{reason, select, customer_agent {Agents exist only at partners. Choose “not an agent” for a member of a customer.} other {The Billing admin is a role of customers. A partner uses Global admin or User management admin.}}',
  'verb.whoami': 'Your organization, your roles, and the chats that know you.',
  'verb.members': 'The people of your organization.',
  'verb.member_add': 'Adds somebody to your organization.',
  'verb.member_code': 'Creates a one-time code with which a member joins from another chat.',
  'verb.join': 'Joins your organization with a one-time code.',
  'example.whoami': 'whoami',
  'example.members': 'members ana',
  'example.member_add': 'member add @Ada',
  'example.member_code': 'member code ada@contoso.com',
  'example.join': 'join 7qm2xv9ctz4wry8skd1wpa5n3e',
  'usage.whoami': 'whoami',
  'usage.members': 'members [words]',
  'usage.member_add': 'member add [@person]',
  'usage.member_code': 'member code <e-mail address>',
  'usage.join': 'join <code>',
  'notify.kind.members': 'members',
  'act.add_member': 'Add a member',
  'act.new_code': 'Create a one-time code',
  'people.name': 'Name',
  'people.email': 'E-mail address',
  'people.agent_role': 'Agent role',
  'people.admin_roles': 'Admin roles',
  'people.not_an_agent': 'Not an agent',
  'people.not_an_admin': 'Not an admin',
  'whoami.summary': 'You are {name} of {organization}',
  'whoami.organization': 'Organization',
  'whoami.identities': 'Known in',
  'stranger.title': 'I do not know you yet',
  'stranger.intro': 'There are two ways in:',
  'stranger.join':
    'If your organization is here already: ask a Global admin or a User management admin there for a one-time code, and send “join” and the code.',
  'stranger.redeem_example': 'redeem 7qm2xv9ctz4wry8skd1wpa5n3e',
  'stranger.redeem':
    'If a partner invited you: open the personal link in its e-mail, and send me the line that the page shows.',
  'members.title': 'Members',
  'members.summary':
    '{many, select, yes {Your organization has more than {limit, number} members} other {{total, plural, one {Your organization has # member} other {Your organization has # members}}}}',
  'members.empty': 'There is nobody here yet.',
  'members.member':
    '{email} · {has_roles, select, yes {{roles}} other {no roles}} · {joined, select, yes {known in {platforms}} other {has not joined yet}}',
  'member_add.title': 'Add a member',
  'member_add.intro': 'This adds somebody to {organization}. Choose the roles of that person.',
  'member_add.person': 'Person',
  'member_add.person_hint': 'Somebody in this chat. Leave it empty to give the person a one-time code later.',
  'member_add.admin_hint': 'Choose none for somebody who is not an admin.',
  'member_add.submit': 'Add',
  'code.title': 'A one-time code for {name}',
  'code.how': 'Give this line to {name} and to nobody else. {name} sends it to me in Slack or Teams:',
  'code.line': 'join {code}',
  'code.once': 'It works once, until {expires}. I do not show it again.',
  'joined.title': '{name} is now a member of {organization}',
  'joined.roles':
    '{count, plural, =0 {No role yet: a member without one can read, but not decide.} one {Role: {roles}.} other {Roles: {roles}.}}',
  'event.member.code_created':
    '{by, select, system {A one-time code{name_given, select, yes { for {name}} other {}} was created} other {{actor} of {organization} created a one-time code{name_given, select, yes { for {name}} other {}}}}',
  'event.member.joined': '{name_given, select, yes {{name}} other {{actor}}} joined {organization}',
  'event.member.added':
    '{by, select, system {{name_given, select, yes {{name}} other {A member}} was added to {organization}} other {{actor} added {name_given, select, yes {{name}} other {a member}} to {organization}}}',
  'event.title.member.code_created': 'One-time code created',
  'event.title.member.joined': 'New member',
  'event.title.member.added': 'Member added',
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
export type MembersKey = keyof typeof en | OrganizationsKey;
export type Words = AllWords<MembersKey>;
