import type { Words as AllWords } from '../kernel/words.ts';
import type { NotificationsKey } from '../notifications/index.ts';

/** The pages that the server shows. */
export const en = {
  'landing.title': 'An invitation from {sender}',
  'landing.who': 'Who asks',
  'landing.until': 'Answer by',
  'landing.explain': 'You read the details and answer in chat. Opening this page changes nothing.',
  'landing.not_there': 'If Accord is not in your chat yet, please ask {sender} how to get it.',
  'landing.open_slack': 'Open in Slack',
  'landing.open_teams': 'Open in Microsoft Teams',
  'landing.dead.title': 'This invitation is closed',
  'landing.dead.accepted': 'It has already been accepted. There is nothing left to do.',
  'landing.dead.declined': 'It has been declined. If that has changed, ask {sender} for a new invitation.',
  'landing.dead.withdrawn': '{sender} has withdrawn it. If you expected it, ask {sender} for a new one.',
  'landing.dead.expired': 'Its time has passed. Ask {sender} for a new one.',
  'landing.not_found.title': 'There is no invitation here',
  'landing.not_found.text':
    'Please check that the link is complete. If it is, ask whoever sent it for a new invitation.',
  'landing.next': 'How to answer',
  'landing.command_slack': 'Send this in Slack:',
  'landing.command_teams': 'Send this to Accord in Microsoft Teams:',
  'landing.dead.on.accepted': 'Accepted on',
  'landing.dead.on.declined': 'Declined on',
  'landing.dead.on.withdrawn': 'Withdrawn on',
  'landing.dead.on.expired': 'Expired on',
  'landing.replaced.title': 'There is a newer e-mail',
  'landing.replaced.text':
    '{sender} sent you another e-mail about this invitation. Please open the link in the newest one.',
  'landing.unsent.title': 'This invitation is not quite ready',
  'landing.unsent.text':
    '{sender} has not finished sending it. Please open this link again in a little while.',
  'landing.busy.title': 'Please wait a minute',
  'landing.busy.text':
    'Many links were opened from your network in a short time. In a minute you can open yours again.',
  'landing.fault.title': 'This page cannot be shown at the moment',
  'landing.fault.text': 'Nothing is lost. Please open the link again in a minute.',
  'about.title': 'Partner relationships, agreed in chat',
  'about.what':
    'Accord is an app for Slack and Microsoft Teams. Partners ask customers for a relationship, customers read what it means and answer, and both see the same state in their own chat.',
  'about.begin': 'To begin, send “/partner help” in Slack, or “help” to Accord in Microsoft Teams.',
  'about.invited': 'If a partner has invited you, open the personal link in its e-mail.',
  'privacy.title': 'Privacy',
  'privacy.who_runs':
    'Whoever runs this installation of Accord answers for what it keeps. Please turn to them with any question about your data.',
  'privacy.kept': 'What Accord keeps',
  'privacy.kept.organizations':
    'Organizations: name, domain, tenant ID, country, cloud, language, and the workspaces that they connected.',
  'privacy.kept.members':
    'Members: name, e-mail address, roles, and the chat IDs, language and time zone that Slack or Microsoft Teams gives for them.',
  'privacy.kept.invitations':
    'Invitations: who asked whom for what, notes and reasons that were written, and the e-mail address that an invitation goes to.',
  'privacy.kept.relationships':
    'Relationships: their type, admin roles, the partner of record, and who accepted which version of the agreement, when and in which chat.',
  'privacy.kept.history':
    'A history of every change: who made it, when and in which chat. Also which notifications a channel gets, and which messages Accord posted, so that it can update them.',
  'privacy.kept.nothing_else':
    'Accord gets only what people send to it. It does not read or keep other conversations.',
  'privacy.protected': 'How it is protected',
  'privacy.protected.how':
    'Access tokens of workspaces, and e-mails that wait to be sent, are encrypted. Of personal links and one-time codes Accord keeps only a hash, which cannot be turned back into the link or the code.',
  'privacy.seen': 'Who sees it',
  'privacy.seen.own': 'The members of your own organization.',
  'privacy.seen.counterpart':
    'The other organization in an invitation or a relationship, but only what concerns the two of you. No third organization sees it.',
  'privacy.seen.link': 'Whoever has the personal link of an invitation: who asks, and for what.',
  'privacy.seen.domain':
    'Another organization that knows your exact domain: your organization’s name and country.',
  'privacy.seen.operator':
    'Whoever runs this installation. What Accord posts or sends is also kept by Slack, Microsoft or the mail services that carry it.',
  'privacy.long': 'How long it is kept',
  'privacy.long.how':
    'Accord never changes or deletes the history and the acceptances of the agreement. The text of an e-mail is deleted once it has gone. Everything else stays until whoever runs this installation removes it.',
  'terms.title': 'Terms of use',
  'terms.tool':
    'Accord is a tool to record what organizations agree on. It does not replace the contracts between them, and it changes nothing in Microsoft’s own systems.',
  'terms.who_runs':
    'Whoever runs this installation answers for it: who may use it, when it is available, and what happens to its data. Please turn to them with questions.',
  'terms.for_organization':
    'What you accept, grant or end here is recorded for your organization, under your name. Please do it only if you may act for your organization.',
} as const;

/** The messages that the pages may use: their own and those of every subject. */
type WebKey = keyof typeof en | NotificationsKey;
export type Words = AllWords<WebKey>;
