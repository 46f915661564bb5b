import type { NotificationKind } from '../kernel/events.ts';
import type { Platform } from '../kernel/member.ts';

/** What each verb does, in one sentence; a space in a verb is `_` here. */
const verbs = {
  'verb.home': 'What waits for you, what you asked for, and what happened lately.',
  'verb.help': 'What you can do here, or how one command works.',
  'verb.whoami': 'Your organization, your roles, and the chats that know you.',
  'verb.show': 'An organization or an invitation, with what you can do about it.',
  'verb.request': 'Asks a customer for a relationship.',
  'verb.provider_invite': 'Asks a reseller to authorize you as its indirect provider.',
  'verb.send': 'Opens the draft of an invitation, to check and send it.',
  'verb.accept': 'Opens an invitation, to read and accept it.',
  'verb.decline': 'Declines an invitation; you can say why.',
  'verb.withdraw': 'Takes back an invitation that you sent.',
  'verb.remind': 'Reminds the other side of an invitation that you sent.',
  'verb.redeem': 'Opens the invitation behind a personal link.',
  'verb.agreement': 'Where you stand with the Microsoft Customer Agreement.',
  'verb.agreement_accept': 'Opens the Microsoft Customer Agreement, to read and accept it.',
  'verb.agreement_ask': 'Asks a customer to accept the Microsoft Customer Agreement.',
  'verb.invitations': 'Invitations that you sent and received, with their state and age.',
  'verb.customers': 'Your customers.',
  'verb.partners': 'Your partners.',
  'verb.providers': 'Your indirect providers.',
  'verb.resellers': 'Your indirect resellers.',
  'verb.shared': 'The customers that you share with an indirect provider or reseller.',
  'verb.roles_remove': 'Removes the admin roles of a partner; the partner stays.',
  'verb.roles_ask': 'Asks a customer for delegated administration privileges, also to restore them.',
  'verb.record': 'Your partner of record: the partner that you name as your purchase adviser.',
  'verb.record_set': 'Names one of your partners the partner of record.',
  'verb.record_remove': 'Takes that back: you have no partner of record then.',
  'verb.access_remove': 'Removes the administrator access of an indirect provider; the partnership stays.',
  'verb.end': 'Ends the relationship with a customer, or asks a partner to end it.',
  'verb.end_refuse': 'Tells a customer why you keep the relationship.',
  'verb.mpsa': 'Lets your MPSA partners see purchases made through each other, or stops that.',
  'verb.notify_on': 'Turns notifications on for this channel.',
  'verb.notify_off': 'Turns notifications off for this channel.',
  'verb.notify_list': 'The notifications that this channel gets.',
  'verb.history': 'What has happened with an organization or an invitation.',
  'verb.members': 'The people of your organization.',
  'verb.member_add': 'Adds somebody to your organization.',
  'verb.member_code': 'Creates a one-time code with which a member joins from another chat.',
  'verb.join': 'Joins your organization with a one-time code.',
} as const satisfies Record<string, string>;

type Verb = keyof typeof verbs extends `verb.${infer Name}` ? Name : never;

/** One whole line for each, to copy. */
const examples = {
  'example.home': 'home',
  'example.help': 'help invitations',
  'example.whoami': 'whoami',
  'example.show': 'show contoso.com',
  'example.request': 'request contoso.com',
  'example.provider_invite': 'provider invite proseware.com',
  'example.send': 'send contoso.com',
  'example.accept': 'accept fabrikam.com',
  'example.decline': 'decline fabrikam.com',
  'example.withdraw': 'withdraw contoso.com',
  'example.remind': 'remind contoso.com',
  'example.redeem': 'redeem 7qm2xv9ctz4wry8skd1wpa5n3e',
  'example.agreement': 'agreement',
  'example.agreement_accept': 'agreement accept',
  'example.agreement_ask': 'agreement ask contoso.com',
  'example.invitations': 'invitations sent accepted contoso',
  'example.customers': 'customers contoso',
  'example.partners': 'partners fabrikam',
  'example.providers': 'providers tailspin',
  'example.resellers': 'resellers proseware',
  'example.shared': 'shared proseware.com',
  'example.roles_remove': 'roles remove fabrikam.com',
  'example.roles_ask': 'roles ask contoso.com',
  'example.record': 'record',
  'example.record_set': 'record set fabrikam.com',
  'example.record_remove': 'record remove',
  'example.access_remove': 'access remove tailspin.com',
  'example.end': 'end contoso.com',
  'example.end_refuse': 'end refuse contoso.com',
  'example.mpsa': 'mpsa on',
  'example.notify_on': 'notify on invitations, roles where partner = fabrikam.com',
  'example.notify_off': 'notify off',
  'example.notify_list': 'notify list',
  'example.history': 'history contoso.com',
  'example.members': 'members ana',
  'example.member_add': 'member add @Ada',
  'example.member_code': 'member code ada@contoso.com',
  'example.join': 'join 7qm2xv9ctz4wry8skd1wpa5n3e',
} as const satisfies Record<`example.${Verb}`, string>;

/** How each is typed: `[]` may be left out, `|` parts choices, `<>` stands for a word of one's own. */
const usages = {
  'usage.home': 'home',
  'usage.help': 'help [command]',
  'usage.whoami': 'whoami',
  'usage.show': 'show <organization or invitation>',
  'usage.request': 'request [domain or e-mail address]',
  'usage.provider_invite': 'provider invite [domain]',
  'usage.send': 'send <invitation>',
  'usage.accept': 'accept <invitation>',
  'usage.decline': 'decline <invitation>',
  'usage.withdraw': 'withdraw <invitation>',
  'usage.remind': 'remind <invitation>',
  'usage.redeem': 'redeem <code>',
  'usage.agreement': 'agreement',
  'usage.agreement_accept': 'agreement accept',
  'usage.agreement_ask': 'agreement ask <customer>',
  'usage.invitations': 'invitations [sent | received] [state] [words]',
  'usage.customers': 'customers [words]',
  'usage.partners': 'partners [words]',
  'usage.providers': 'providers [words]',
  'usage.resellers': 'resellers [words]',
  'usage.shared': 'shared <provider or reseller> [words]',
  'usage.roles_remove': 'roles remove <partner>',
  'usage.roles_ask': 'roles ask <customer>',
  'usage.record': 'record',
  'usage.record_set': 'record set [partner]',
  'usage.record_remove': 'record remove [partner]',
  'usage.access_remove': 'access remove <provider>',
  'usage.end': 'end <organization>',
  'usage.end_refuse': 'end refuse <customer>',
  'usage.mpsa': 'mpsa on | off',
  'usage.notify_on': 'notify on <kinds> [where partner | customer | kind = … and | or | not …]',
  'usage.notify_off': 'notify off [<kinds> [where …]]',
  'usage.notify_list': 'notify list',
  'usage.history': 'history [organization or invitation]',
  'usage.members': 'members [words]',
  'usage.member_add': 'member add [@person]',
  'usage.member_code': 'member code <e-mail address>',
  'usage.join': 'join <code>',
} as const satisfies Record<`usage.${Verb}`, string>;

const kinds = {
  'notify.kind.invitations': 'invitations',
  'notify.kind.agreements': 'agreements',
  'notify.kind.roles': 'roles',
  'notify.kind.relationships': 'relationships',
  'notify.kind.partnerships': 'partnerships',
  'notify.kind.members': 'members',
} as const satisfies Record<`notify.kind.${NotificationKind}`, string>;

const platforms = {
  'people.platform.slack': 'Slack',
  'people.platform.teams': 'Microsoft Teams',
} as const satisfies Record<`people.platform.${Platform}`, string>;

/** Help, home, members, notifications. */
export const people = {
  ...verbs,
  ...examples,
  ...usages,
  ...kinds,
  ...platforms,

  'act.home': 'Home',
  'act.help': 'Help',
  'act.add_member': 'Add a member',
  'act.new_code': 'Create a one-time code',
  'act.notify_off': 'Turn off',
  'act.notify_list': 'Notifications of this channel',
  'act.notify_again': 'Turn on again',
  'act.notify_everything': 'Turn everything on',

  'topic.start': 'Find your way',
  'topic.look': 'Look things up',
  'topic.ask': 'Ask somebody',
  'topic.answer': 'Answer',
  'topic.change': 'Change or end',
  'topic.people': 'Your people',
  'topic.channel': 'This channel',

  'help.title':
    '{known, select, yes {Hello {name}, this is what you can do} other {This is what you can do}}',
  'help.intro':
    '{known, select, yes {In Slack put /partner before it. In Teams write to me, or mention me in a channel.} other {I do not know you yet, so it is only a little. In Slack put /partner before it.}}',
  'help.verb': '{example} – {summary}',
  'help.one': 'To read more about one command, send {command} and its name.',
  'help.of_verb': 'Explains the command {verb}',
  'help.usage': 'You write',
  'help.example': 'For example',
  'help.who': 'Who may',
  'help.everybody': 'Everybody',
  'help.all': 'All commands',

  'which.invitation': 'Which invitation?',
  'which.organization': 'Which organization?',
  'which.code': 'Which code?',
  'which.email': 'Which e-mail address?',

  'home.title': 'Hello {name} of {organization}',
  'home.summary':
    '{waiting, plural, =0 {{name}, nothing waits for you} one {{name}, # thing waits for you} other {{name}, # things wait for you}}',
  'home.waiting': 'This waits for you',
  'home.nothing_waiting': 'Nothing waits for you.',
  'home.asked': 'You asked for this',
  'home.recent': 'This happened lately',
  'home.agreement': 'Accept the Microsoft Customer Agreement',
  'home.end_asked': '{customer} asks to end the relationship',
  'home.end_asked_at': 'Asked on {at}',
  'home.next_step':
    '{asks, select, request {Begin by asking your first customer for a relationship.} invite_reseller {Begin by asking your first reseller to authorize you.} other {When a partner asks you for something, you find it here.}}',

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
  'member_add.cancel': 'Cancel',

  'code.title': 'A one-time code for {name}',
  'code.how': 'Give this line to {name} and to nobody else. {name} sends it to me in Slack or Teams:',
  'code.line': 'join {code}',
  'code.once': 'It works once, until {expires}. I do not show it again.',

  'joined.title': '{name} is now a member of {organization}',
  'joined.roles':
    '{count, plural, =0 {No role yet: a member without one can read, but not decide.} one {Role: {roles}.} other {Roles: {roles}.}}',

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
} as const satisfies Record<string, string>;
