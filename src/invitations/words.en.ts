import type { Words as AllWords } from '../kernel/words.ts';
import type { PartnershipsKey } from '../partnerships/index.ts';

/** The sentences about invitations. Keys are named after the meaning, not the place. */
export const en = {
  'problem.invitation_not_found':
    'I find no invitation “{typed}” that is yours to see. You can name it by the domain of the other side, for example contoso.com. Send “invitations” for the list.',
  'problem.invitation_ambiguous': 'Several invitations fit “{typed}”. Please choose one.',
  'problem.dap_not_entitled':
    'Your programme does not entitle you to ask for delegated administration privileges. You can ask without them; whoever runs Accord can change the entitlement.',
  'problem.dap_required_in_cloud':
    'In your cloud ({cloud}) delegated administration privileges cannot be left out. Please include them.',
  'problem.dap_not_for_type':
    'Delegated administration privileges do not go with this type: {type}. Leave them out, or ask as reseller or delegated administrator.',
  'problem.already_related': 'You already have a relationship with {organization}: {type}.',
  'problem.already_partnered': 'You are already partners with {organization}.',
  'problem.not_a_reseller':
    '{organization} is not an indirect reseller, so it cannot authorize an indirect provider.',
  'problem.roles_already_in_place':
    'Delegated administration is already in place between you and {organization}.',
  'problem.invitation_already_open':
    '{draft, select, yes {There is a draft of this invitation already. Look at it and send it.} other {There is an open invitation of this kind already, sent on {sentAt}. It has to be answered or withdrawn first.}}',
  'problem.link_missing':
    '{rewritten, select, yes {Your mail program has rewritten the personal link. Please close this form and open it again: it then has the plain link, and the customer sees where it leads.} other {The personal link is not in the text. Please put it back: it ties the answer to your invitation.}}',
  'problem.mail_not_configured':
    'I cannot send e-mail here. Please send it from your own mail program, then choose “Done, I sent it myself”.',
  'problem.invitation_is_draft':
    'This invitation is a draft. It has not been sent yet, so nobody can answer it.',
  'problem.invitation_answered':
    '{state, select, accepted {{by} accepted this invitation on {at}.} declined {{by} declined this invitation on {at}.} withdrawn {{by} withdrew this invitation on {at}.} other {This invitation expired on {at}.}} Nothing was changed now.',
  'problem.reminded_already': 'They were reminded on {at}. You can send one reminder in 24 hours.',
  'problem.replacement_needed':
    '{present} has delegated administration now, and only one partner may have it. Please review the invitation again and confirm that it replaces {present}. Nothing has happened yet.',
  'problem.replacement_outdated':
    'The partner with delegated administration has changed since you opened the form. Please review the invitation again. Nothing has happened yet.',
  'problem.wrong_organization_for_link':
    'You are a member of {organization}, and this invitation is for another organization. Somebody there can answer it, or the sender can invite {organization}.',
  'problem.domain_not_invited':
    'This invitation is for {domain}, not for {typed}. Please use an address of {domain}, or ask the sender for a new invitation.',
  'problem_word.somebody': 'Somebody',
  'problem_word.invitation': '{kind}: {state}',
  'problem_word.drafted': 'By {by} on {at}',
  'next.show_invitation': 'Show the invitation',
  'next.send_draft': 'Send the draft',
  'next.review_again': 'Review again',
  'next.ask_again': 'Ask again',
  'type_choice.reseller': 'Reseller: sells products to the customer',
  'type_choice.delegated_administrator': 'Delegated administrator: manages products and services',
  'type_choice.partner': 'Partner: works through a user account in the tenant',
  'type_choice.advisor': 'Advisor: resets passwords, handles support incidents',
  'type_choice.mpsa': 'MPSA partner: sees purchases made through other MPSA partners',
  'type_choice.line_of_business': 'Line-of-business partner: develops and manages apps',
  'state.draft': 'Draft',
  'state.sent': 'Sent',
  'state.accepted': 'Accepted',
  'state.declined': 'Declined',
  'state.withdrawn': 'Withdrawn',
  'state.expired': 'Expired',
  'kind.relationship': 'Relationship',
  'kind.delegated_administration': 'Delegated administration',
  'kind.indirect_provider': 'Indirect provider',
  'field.customer': 'Customer',
  'field.reseller': 'Reseller',
  'field.type': 'How you want to work together',
  'field.dap': 'Delegated administration',
  'field.note': 'Note',
  'field.subject': 'Subject',
  'field.text': 'Text',
  'field.way': 'How to send it',
  'field.reason': 'Reason',
  'field.replace': 'Replacement',
  'field.understood': 'What you allow',
  'field.name': 'Name',
  'field.country': 'Country',
  'field.cloud': 'Cloud',
  'field.language': 'Language',
  'field.tenant_id': 'Tenant ID',
  'field.your_name': 'Your name',
  'field.your_email': 'Your e-mail address',
  'invitation.title.reseller': '{sender} asks {recipient} for a reseller relationship',
  'invitation.title.delegated_administrator': '{sender} asks {recipient} to be its delegated administrator',
  'invitation.title.reseller_and_delegated_administrator':
    '{sender} asks {recipient} for a reseller relationship with delegated administration',
  'invitation.title.partner': '{sender} asks {recipient} for a partner relationship',
  'invitation.title.advisor': '{sender} asks {recipient} for an advisor relationship',
  'invitation.title.mpsa': '{sender} asks {recipient} for an MPSA partner relationship',
  'invitation.title.line_of_business':
    '{sender} asks {recipient} for a line-of-business partner relationship',
  'invitation.title.delegated_administration':
    '{sender} asks {recipient} for delegated administration privileges',
  'invitation.title.indirect_provider': '{sender} asks {recipient} to authorize it as indirect provider',
  'invitation.summary.draft': '{sender} has drafted an invitation to {recipient}',
  'invitation.summary.accepted': '{recipient} accepted the invitation from {sender}',
  'invitation.summary.declined': '{recipient} declined the invitation from {sender}',
  'invitation.summary.withdrawn': '{sender} withdrew its invitation to {recipient}',
  'invitation.summary.expired': 'The invitation from {sender} to {recipient} has expired',
  'invitation.status.draft': 'Draft. It has not been sent yet.',
  'invitation.status.sent': 'Waiting for the answer of {recipient}.',
  'invitation.status.accepted': 'Accepted by {by} on {at}.',
  'invitation.status.declined': 'Declined by {by} on {at}.',
  'invitation.status.withdrawn': 'Withdrawn by {by} on {at}.',
  'invitation.status.expired': 'Expired on {at}. Nobody answered in time.',
  'invitation.reason': 'The reason that was given:',
  'invitation.note': 'A note from {sender}:',
  'invitation.fact.who': 'Who asks',
  'invitation.fact.what_for': 'What for',
  'invitation.fact.roles': '{granted, select, yes {Roles granted} other {Roles asked for}}',
  'invitation.fact.access': '{granted, select, yes {Access granted} other {Access asked for}}',
  'invitation.fact.agreement': 'Agreement',
  'invitation.fact.asked_by': 'Asked by',
  'invitation.fact.expires': 'Expires',
  'invitation.what_for_provider':
    'Indirect provider. It can submit orders and add subscriptions for the customers of {recipient}.',
  'invitation.access_provider':
    'Administrator access to the work account of {recipient}. It can be removed later without ending the partnership.',
  'invitation.no_roles': 'None',
  'invitation.asked.draft': '{name}, drafted on {at}',
  'invitation.asked.own_mail': '{name}, sent by their own e-mail on {at}',
  'invitation.asked.system': '{name}, sent through Accord on {at}',
  'invitation.who_accepts': 'Accepting it needs the role {role} at {recipient}.',
  'invitation.where_now': 'To see what is in place now, send “show {domain}”.',
  'invitation.portal':
    '{known, select, yes {The acceptance portal for {recipient} is the {portal}.} other {The customer’s acceptance portal is the {portal}.}}',
  'invitation.dap_replaces':
    '{count, plural, one {{present} has these roles now. Accepting replaces it with {sender}.} other {These partners have these roles now: {present}. Accepting replaces them with {sender}.}}',
  'invitation.dap_several':
    '{count, plural, one {{present} has these roles too, and keeps them.} other {These partners have these roles too, and keep them: {present}.}}',
  'invitation.button.send': 'Send',
  'invitation.button.withdraw': 'Withdraw',
  'invitation.button.remind': 'Remind',
  'invitation.button.accept': 'Review & accept',
  'invitation.button.authorize': 'Review & authorize',
  'invitation.button.decline': 'Decline',
  'invitation.withdraw.title': 'Withdraw the invitation?',
  'invitation.withdraw.text':
    '{sender} takes back its invitation to {recipient}. The personal link stops working. This cannot be undone.',
  'invitation.withdraw.no': 'Keep it',
  'request.title': 'Ask a customer',
  'request.intro':
    'You ask a customer for a relationship. First you get a draft of the e-mail to look at; nothing is sent yet.',
  'request.whom_hint': 'Its domain, or the e-mail address of somebody there.',
  'request.customer_placeholder': 'contoso.com',
  'request.dap_tick': 'Include delegated administration privileges',
  'request.dap_hint':
    'The customer grants you two roles: {roles}. A reseller without them manages only the Azure subscriptions that it provisions. A delegated administrator always has them.',
  'request.dap_fixed':
    'Delegated administration privileges are included: in the US Government and Germany clouds a partner cannot leave them out.',
  'request.dap_absent':
    'Delegated administration privileges cannot be included: your programme does not entitle you to ask for them. Whoever runs Accord can change that.',
  'request.note_hint': 'A few words that the other side reads on the invitation.',
  'request.submit': 'Draft the e-mail',
  'provider_invite.title': 'Ask a reseller',
  'provider_invite.intro':
    'You ask a reseller to authorize you as its indirect provider. Then you can submit orders and add subscriptions for its customers, and you get administrator access to its work account.',
  'provider_invite.reseller_placeholder': 'proseware.com',
  'draft.title': 'Send the invitation',
  'draft.intro':
    'This is the e-mail with your personal link. Change what you like, but keep the link: it ties the answer to you.',
  'draft.remind_title': 'Remind by e-mail',
  'draft.remind_intro':
    'Nobody has opened the invitation to {to} yet, so there is nobody to remind in chat. Send its e-mail once more: it has a new personal link, and the earlier link still works.',
  'draft.to': 'The e-mail goes to {to}.',
  'draft.known':
    '{recipient} already uses Accord: if you send it from here, its approvers are asked in chat.',
  'draft.own_mail':
    '{link}, or copy the text below. When you have sent it, choose “{done}” and press “{submit}”.',
  'draft.open_mail': 'Open in my mail program',
  'draft.text_hint': 'The personal link has to stay in the text.',
  'draft.way.system': 'Send it from here',
  'draft.way.own_mail': 'Done, I sent it myself',
  'draft.submit': 'Confirm',
  'review.title': 'Review the invitation',
  'review.replace_tick': 'Replace {present} with {sender}',
  'review.understood_tick': 'I have read what this allows the provider to do',
  'review.decline_instead':
    'If you do not want this, decline the invitation instead. Nothing is granted then.',
  'review.accept_and_authorize': 'Accept & authorize',
  'review.authorize_provider': 'Authorize indirect provider',
  'review.authorize_provider.short': 'Authorize provider',
  'decline.title': 'Decline the invitation',
  'decline.text': '{recipient} declines the invitation from {sender}. Nothing is granted.',
  'decline.reason_hint': '{sender} reads it.',
  'register.title': 'Your organization',
  'register.intro':
    '{sender} has invited you. I do not know your organization yet, so please tell me about it. You become its first Global admin. Then you can read and answer the invitation.',
  'register.domain': 'The domain of your organization, as invited: {domain}',
  'register.tenant': 'Its tenant ID, as Microsoft Teams gives it: {tenant}',
  'register.name_hint': 'The legal business name of your organization.',
  'register.cloud_hint': 'Most organizations are in the public cloud.',
  'register.language_hint': 'For messages to your channels and e-mails to you.',
  'register.tenant_hint':
    'The ID of your Microsoft directory, as the Microsoft Entra admin center shows it in its overview.',
  'register.submit': 'Register',
  'mail.subject.reseller': '{sender} invites you to a reseller relationship',
  'mail.subject.delegated_administrator': '{sender} asks to be your delegated administrator',
  'mail.subject.reseller_and_delegated_administrator':
    '{sender} invites you to a reseller relationship with delegated administration',
  'mail.subject.partner': '{sender} invites you to a partner relationship',
  'mail.subject.advisor': '{sender} invites you to an advisor relationship',
  'mail.subject.mpsa': '{sender} invites you to an MPSA partner relationship',
  'mail.subject.line_of_business': '{sender} invites you to a line-of-business partner relationship',
  'mail.subject.delegated_administration': '{sender} asks you for delegated administration privileges',
  'mail.subject.indirect_provider': '{sender} asks to be your indirect provider',
  'mail.subject.reminder': 'Reminder: {subject}',
  'mail.greeting': 'Hello,',
  'mail.asks': '{name} of {sender} ({domain}) asks you for this:',
  'mail.fact': '- {label}: {value}',
  'mail.note': '{sender} writes: {note}',
  'mail.link':
    'Please open your personal link. It takes you to Slack or Microsoft Teams, where you read the details and accept or decline:',
  'mail.valid': 'The link works for {days, plural, one {# day} other {# days}}. Opening it changes nothing.',
  'mail.portal': 'Your acceptance portal is the {portal}.',
  'mail.thanks': 'Thank you,',
  'notice.reminded': 'Reminded: the approvers of {recipient} will hear of it in a moment.',
  'notice.reminded_by_mail':
    '{way, select, system {The e-mail to {to} goes out in a moment.} other {Noted: you sent {to} the e-mail again.}}',
  'list.invitations.title': 'Invitations',
  'list.invitations.summary':
    '{many, select, yes {More than {limit, number} invitations} other {{total, plural, =0 {No invitations} one {# invitation} other {# invitations}}}}',
  'list.invitations.empty':
    'There are no such invitations. What you send and what you receive is listed here.',
  'list.invitation.title': '{direction, select, sent {To {name}} other {From {name}}}',
  'list.invitation.draft': '{kind} · drafted {age}, not sent yet',
  'list.invitation.own_mail': '{kind} · sent by the sender’s own e-mail {age} · expires {expires}',
  'list.invitation.system': '{kind} · sent through Accord {age} · expires {expires}',
  'list.invitation.accepted': '{kind} · accepted {age}',
  'list.invitation.declined': '{kind} · declined {age}',
  'list.invitation.withdrawn': '{kind} · withdrawn {age}',
  'list.invitation.expired': '{kind} · expired {age}',
  'act.ask_roles': 'Ask for admin roles',
  'act.sent': 'All that you sent',
  'organization.open_invitations': 'Open invitations between you',
  'verb.request': 'Asks a customer for a relationship.',
  'verb.provider_invite': 'Asks a reseller to authorize you as its indirect provider.',
  'verb.send': 'Opens the draft of an invitation, to check and send it.',
  'verb.accept': 'Opens an invitation, to read and accept it.',
  'verb.decline': 'Declines an invitation; you can say why.',
  'verb.withdraw': 'Takes back an invitation that you sent.',
  'verb.remind': 'Reminds the other side of an invitation that you sent.',
  'verb.redeem': 'Opens the invitation behind a personal link.',
  'verb.invitations': 'Invitations that you sent and received, with their state and age.',
  'verb.roles_ask': 'Asks a customer for delegated administration privileges, also to restore them.',
  'example.request': 'request contoso.com',
  'example.provider_invite': 'provider invite proseware.com',
  'example.send': 'send contoso.com',
  'example.accept': 'accept fabrikam.com',
  'example.decline': 'decline fabrikam.com',
  'example.withdraw': 'withdraw contoso.com',
  'example.remind': 'remind contoso.com',
  'example.redeem': 'redeem 7qm2xv9ctz4wry8skd1wpa5n3e',
  'example.invitations': 'invitations sent accepted contoso',
  'example.roles_ask': 'roles ask contoso.com',
  'usage.request': 'request [domain or e-mail address]',
  'usage.provider_invite': 'provider invite [domain]',
  'usage.send': 'send <invitation>',
  'usage.accept': 'accept <invitation>',
  'usage.decline': 'decline <invitation>',
  'usage.withdraw': 'withdraw <invitation>',
  'usage.remind': 'remind <invitation>',
  'usage.redeem': 'redeem <code>',
  'usage.invitations': 'invitations [sent | received] [state] [words]',
  'usage.roles_ask': 'roles ask <customer>',
  'notify.kind.invitations': 'invitations',
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
  'event.mail.failed':
    'The e-mail with {organization}’s invitation{counterpart_given, select, yes { to {counterpart}} other {}} could not be delivered',
  'event.title.invitation.drafted': 'Invitation drafted',
  'event.title.invitation.sent': 'Invitation sent',
  'event.title.invitation.redeemed': 'Invitation opened',
  'event.title.invitation.accepted': 'Invitation accepted',
  'event.title.invitation.declined': 'Invitation declined',
  'event.title.invitation.withdrawn': 'Invitation withdrawn',
  'event.title.invitation.reminded': 'Reminder',
  'event.title.invitation.expiring': 'Invitation expires soon',
  'event.title.invitation.expired': 'Invitation expired',
  'event.title.mail.failed': 'E-mail not delivered',
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
export type InvitationsKey = keyof typeof en | PartnershipsKey;
export type Words = AllWords<InvitationsKey>;
