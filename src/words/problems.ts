import type { Argument } from '../kernel/problem.ts';

/** What is missing on a line, as its refusal names it. */
const missing = {
  'argument.invitation': 'the invitation that you mean: the domain of the other side will do',
  'argument.organization': 'the organization that you mean, by its domain or name',
  'argument.code': 'the code',
  'argument.email': 'an e-mail address',
  'argument.kinds': 'what the channel should get notifications about',
  'argument.on_or_off': 'on or off',
} as const satisfies Record<`argument.${Argument}`, string>;

/** One sentence for each refusal: what is wrong, and what to do. */
export const problems = {
  ...missing,

  'problem_title.not_for_you': 'You cannot do this yet',
  'problem_title.not_understood': 'I did not understand that',
  'problem_title.which_one': 'Which one do you mean?',
  'problem_title.not_found': 'I did not find that',
  'problem_title.something_missing': 'Something is missing',
  'problem_title.not_possible': 'This is not possible',
  'problem_title.already': 'Already done',
  'problem_title.answered': 'Already answered',
  'problem_title.open': 'There is one already',
  'problem_title.changed': 'Something has changed',
  'problem_title.later': 'Please wait a little',

  'problem.not_a_member':
    '{known, select, yes {This {platform, select, slack {workspace} other {tenant}} belongs to {organization}, and I do not know you as one of its members yet. Ask a Global admin or a User management admin there for a code, then send “join” and the code.} other {This {platform, select, slack {workspace} other {tenant}} is not connected to an organization yet. If you have an invitation, open its link, or send “redeem” and its code. If a colleague gave you a code, send “join” and the code.}}',
  'problem.already_a_member': 'You are already a member of {organization}.',
  'problem.role_needed':
    '{roleCount, plural, one {This needs the role {roles}.} other {This needs one of these roles: {roles}.}} {holderCount, plural, =0 {Nobody in your organization has it yet; a Global admin can give it to you.} one {In your organization {holders} has it.} other {In your organization these have it: {holders}.}}',
  'problem.partners_only':
    'Only partners can do this, and {organization} is here as a customer. You can still answer invitations and look after your own partners.',
  'problem.resellers_only': 'Only resellers can do this, and {organization} is not one.',
  'problem.providers_only': 'Only indirect providers can do this, and {organization} is not one.',
  'problem.partner_features_unavailable':
    'No partner features are available in this cloud: {cloud}. Nothing was changed.',

  'problem.unknown_command':
    'I do not know “{typed}”. {count, plural, =0 {Send “help” to see what you can do.} one {Did you mean this: {nearest}?} other {Did you mean one of these: {nearest}?}}',
  'problem.bad_argument':
    '“{typed}” does not fit here: {argument}.{known, select, yes { Expected: {expected}.} other {}}',
  'problem.missing_argument': 'Please add {argument}. For example: {example}',
  'problem.organization_not_found':
    'I know no organization “{typed}”. Try its exact domain, for example contoso.com. To search your own lists, send “customers” or “partners” and a part of the name.',
  'problem.recipient_not_found':
    'I know no organization “{typed}”. To invite one that does not use Accord yet, give the e-mail address of somebody there, for example ada@contoso.com.',
  'problem.organization_ambiguous':
    'Several organizations fit “{typed}”: {choices}. Please use the domain of the one that you mean.',
  'problem.invitation_not_found':
    'I find no invitation “{typed}” that is yours to see. You can name it by the domain of the other side, for example contoso.com. Send “invitations” for the list.',
  'problem.invitation_ambiguous': 'Several invitations fit “{typed}”. Please choose one.',
  'problem.not_an_email': '“{typed}” is not an e-mail address. It should look like ada@contoso.com.',
  'problem.not_a_country':
    'I know no country “{typed}”. Please give its name or two-letter code, for example Germany or DE.',
  'problem.not_a_tenant':
    '“{typed}” is not a tenant ID. It looks like this: 72f988bf-86f1-41af-91ab-2d7cd011db47.',
  'problem.text_too_long':
    '{field}: this is too long. It has {length, plural, one {# character} other {# characters}}, and {most, number} are allowed.',
  'problem.field_missing': '{field}: please fill this in.',

  'problem.own_organization': 'That is your own organization. Please name another one.',
  'problem.other_region':
    'A partner can ask only customers of its own country or CSP region. You: {myCountry}, {mineKnown, select, yes {region {mine}} other {in no CSP region}}. They: {theirCountry}, {theirsKnown, select, yes {region {theirs}} other {in no CSP region}}.',
  'problem.other_cloud':
    'The clouds are separate, and a partner works with customers of its own. Yours: {mine}. Theirs: {theirs}.',
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
  'problem.not_a_provider': '{organization} is not one of your indirect providers.',
  'problem.roles_already_in_place':
    'Delegated administration is already in place between you and {organization}.',
  'problem.invitation_already_open':
    '{draft, select, yes {There is a draft of this invitation already. Look at it and send it.} other {There is an open invitation of this kind already, sent on {sentAt}. It has to be answered or withdrawn first.}}',
  'problem.link_missing':
    'The personal link is not in the text. Please put it back: it ties the answer to your invitation.',
  'problem.mail_not_configured':
    'I cannot send e-mail here. Please send it from your own mail program, then choose “Done, I sent it myself”.',

  'problem.invitation_is_draft':
    'This invitation is a draft. It has not been sent yet, so nobody can answer it.',
  'problem.invitation_answered':
    '{state, select, accepted {{by} accepted this invitation on {at}.} declined {{by} declined this invitation on {at}.} withdrawn {{by} withdrew this invitation on {at}.} other {This invitation expired on {at}.}} Nothing was changed now.',
  'problem.reminded_already': 'They were reminded on {at}. You can send one reminder in 24 hours.',
  'problem.box_not_ticked': 'Please tick the box first. Nothing has happened yet.',
  'problem.agreement_changed':
    'A new version of the agreement is required now: {version}. Please read it and tick the box again. Nothing has happened yet.',
  'problem.agreement_not_published':
    'No version of the Microsoft Customer Agreement is published here yet. Whoever runs Accord can publish it.',
  'problem.agreement_already_accepted':
    '{by} has already accepted version {version} of the agreement on {at}. It is not asked again.',
  'problem.agreement_already_asked':
    'You asked for this version of the agreement on {at}. The customer has been told.',
  'problem.replacement_needed':
    '{present} has delegated administration now, and only one partner may have it. Please review the invitation again and confirm that it replaces {present}. Nothing has happened yet.',
  'problem.replacement_outdated':
    'The partner with delegated administration has changed since you opened the form. Please review the invitation again. Nothing has happened yet.',

  'problem.code_not_valid':
    'This code is not valid. It may be mistyped, used or too old. Please ask whoever gave it to you for a new one.',
  'problem.too_many_tries':
    'Those were too many wrong codes. Please try again in {minutes, plural, one {# minute} other {# minutes}}.',
  'problem.wrong_organization_for_link':
    'You are a member of {organization}, and this invitation is for another organization. Somebody there can answer it, or the sender can invite {organization}.',
  'problem.domain_not_invited':
    'This invitation is for {domain}, not for {typed}. Please use an address of {domain}, or ask the sender for a new invitation.',
  'problem.webmail_domain':
    '{domain} is a consumer mail service. Please use the address and domain of your organization.',
  'problem.organization_exists':
    'An organization with the domain {domain} is here already. Ask one of its admins for a code, then send “join” and the code.',
  'problem.tenant_taken':
    'This tenant belongs to an organization that is here already. If it is yours, ask one of its admins for a code, then send “join” and the code.',
  'problem.workspace_taken':
    'This chat belongs to {organization} already, and it can belong to one organization only.',

  'problem.not_related': 'There is no active relationship between you and {organization}.',
  'problem.not_partnered':
    'There is no active partnership of provider and reseller between you and {organization}.',
  'problem.no_roles_in_place': 'There are no delegated admin roles in place between you and {organization}.',
  'problem.no_admin_access':
    'There is no administrator access to remove: {organization} does not have it now.',
  'problem.not_partner_of_record': '{organization} is not your partner of record. Nothing was changed.',
  'problem.end_already_asked': 'You asked to end it on {at}. The partner has not answered yet.',
  'problem.end_not_asked': '{organization} has not asked you to end the relationship.',
  'problem.partnership_cannot_end':
    'The partnership with {organization} cannot be ended here. The reseller can remove the provider’s administrator access at any time.',

  'problem.channel_needed':
    'Notifications go to a channel. Please send this in the channel that should get them.',
  'problem.channel_of_other_organization':
    'This channel belongs to another organization. Your notifications go only to channels of your own.',
  'problem.not_subscribed':
    'This channel gets no such notifications. Send “notify list” to see which it gets, or “notify on invitations” to begin.',
  'problem.unknown_kind': 'I do not know the kind “{typed}”. These exist: {known}.',
  'problem.filter_not_understood': 'I do not understand the filter here: “{at}”. Expected: {expected}.',

  'problem.email_taken': '{email} is already the address of a member of your organization.',
  'problem.member_unknown':
    'Your organization has no member with the address {email}. To add one, send “member add”.',
  'problem.identity_taken': 'This person is already linked to a member: {name}.',
  'problem.roles_not_fitting':
    '{reason, select, customer_agent {Agents exist only at partners. Choose “not an agent” for a member of a customer.} other {The Billing admin is a role of customers. A partner uses Global admin or User management admin.}}',

  'problem.already_handled': 'This was done already. Nothing was done twice.',

  'problem_word.more': '{n, plural, one {# more} other {# more}}',
  'problem_word.somebody': 'Somebody',
  'problem_word.invitation': '{kind}: {state}',
  'problem_word.drafted': 'By {by} on {at}',

  'next.show_invitation': 'Show the invitation',
  'next.send_draft': 'Send the draft',
  'next.review_again': 'Review again',
  'next.ask_again': 'Ask again',
  'next.show_organization': 'Show {organization}',
  'next.show_members': 'Show the members',
  'next.show_invitations': 'Show the invitations',
  'next.show_agreement': 'Show the agreement',
  'next.show_record': 'Show the partner of record',
  'next.show_notifications': 'Show the notifications',
} as const satisfies Record<string, string>;
