import type { Words as AllWords } from '../kernel/words.ts';
import type { NotificationsKey } from '../notifications/index.ts';

/** The sentences of the overview. Keys are named after the meaning, not the place. */
export const en = {
  'act.history': 'History',
  'organization.summary': '{name}: who they are and what you can do',
  'organization.domain': 'Domain',
  'organization.country': 'Country',
  'organization.cloud': 'Cloud',
  'organization.unrelated': 'You do not work with {name} yet, so you see only its name and country.',
  'verb.home': 'What waits for you, what you asked for, and what happened lately.',
  'verb.help': 'What you can do here, or how one command works.',
  'verb.show': 'An organization or an invitation, with what you can do about it.',
  'verb.history': 'What has happened with an organization or an invitation.',
  'example.home': 'home',
  'example.help': 'help invitations',
  'example.show': 'show contoso.com',
  'example.history': 'history contoso.com',
  'usage.home': 'home',
  'usage.help': 'help [command]',
  'usage.show': 'show <organization or invitation>',
  'usage.history': 'history [organization or invitation]',
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
  'home.title': 'Hello {name} of {organization}',
  'home.summary':
    '{waiting, plural, =0 {{name}, nothing waits for you} one {{name}, # thing waits for you} other {{name}, # things wait for you}}',
  'home.waiting': 'This waits for you',
  'home.nothing_waiting': 'Nothing waits for you.',
  'home.asked': 'You asked for this',
  'home.recent': 'This happened lately',
  'home.next_step':
    '{asks, select, request {Begin by asking your first customer for a relationship.} provider_invite {Begin by asking your first reseller to authorize you.} other {When a partner asks you for something, you find it here.}}',
  'history.title': 'History: {of}',
  'history.empty': 'Nothing has happened here yet.',
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
export type OverviewKey = keyof typeof en | NotificationsKey;
export type Words = AllWords<OverviewKey>;
