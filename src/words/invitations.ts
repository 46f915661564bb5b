/** Asking, sending, reviewing, answering; the agreement; the names of types, roles, clouds and the like. */
export const invitations = {
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

  'type_choice.reseller': 'Reseller: sells products to the customer',
  'type_choice.delegated_administrator': 'Delegated administrator: manages products and services',
  'type_choice.partner': 'Partner: works through a user account in the tenant',
  'type_choice.advisor': 'Advisor: resets passwords, handles support incidents',
  'type_choice.mpsa': 'MPSA partner: sees purchases made through other MPSA partners',
  'type_choice.line_of_business': 'Line-of-business partner: develops and manages apps',

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

  'role.global_admin': 'Global admin',
  'role.billing_admin': 'Billing admin',
  'role.user_management_admin': 'User management admin',
  'role.admin_agent': 'Admin agent',
  'role.helpdesk_agent': 'Helpdesk agent',

  'delegated_role.global_admin': 'Global admin',
  'delegated_role.helpdesk_admin': 'Helpdesk admin',
  'delegated_role_allows.global_admin':
    'full control of the tenant: accounts, groups, licences, mailboxes, data and settings',
  'delegated_role_allows.helpdesk_admin': 'resets passwords and handles service requests',
  'delegated_role.with_meaning': '{role} ({allows})',

  'state.draft': 'Draft',
  'state.sent': 'Sent',
  'state.accepted': 'Accepted',
  'state.declined': 'Declined',
  'state.withdrawn': 'Withdrawn',
  'state.expired': 'Expired',

  'kind.relationship': 'Relationship',
  'kind.delegated_administration': 'Delegated administration',
  'kind.indirect_provider': 'Indirect provider',

  'cloud.public': 'Public cloud',
  'cloud.us_government': 'US Government cloud',
  'cloud.germany': 'Germany cloud',
  'cloud.china': 'China cloud, operated by 21Vianet',

  'region.AFRICA': 'Africa',
  'region.ASIA_PACIFIC': 'Asia Pacific',
  'region.AUSTRALIA': 'Australia',
  'region.BRAZIL': 'Brazil',
  'region.CANADA': 'Canada',
  'region.EUROPE': 'Europe',
  'region.INDIA': 'India',
  'region.JAPAN': 'Japan',
  'region.KOREA': 'Korea',
  'region.LATAM_CARIBBEAN': 'Latin America and the Caribbean',
  'region.MECEE': 'Middle East and Central Eastern Europe',
  'region.NEW_ZEALAND': 'New Zealand',
  'region.RUSSIA': 'Russia',
  'region.TAIWAN': 'Taiwan',
  'region.UNITED_STATES': 'United States',

  'portal.microsoft_365': 'Microsoft 365 admin center',
  'portal.microsoft_office': 'Microsoft Office admin portal',

  'agreement_kind.microsoft_customer_agreement': 'Microsoft Customer Agreement',

  'field.customer': 'Customer',
  'field.reseller': 'Reseller',
  'field.partner': 'Partner',
  'field.type': 'How you want to work together',
  'field.dap': 'Delegated administration',
  'field.note': 'Note',
  'field.subject': 'Subject',
  'field.text': 'Text',
  'field.way': 'How to send it',
  'field.reason': 'Reason',
  'field.agreement': 'Agreement',
  'field.replace': 'Replacement',
  'field.understood': 'What you allow',
  'field.name': 'Name',
  'field.filter': 'Filter',
  'field.code': 'Code',
  'field.invitation': 'Invitation',
  'field.organization': 'Organization',
  'field.email': 'E-mail address',
  'field.domain': 'Domain',
  'field.country': 'Country',
  'field.cloud': 'Cloud',
  'field.language': 'Language',
  'field.tenant_id': 'Tenant ID',
  'field.your_name': 'Your name',
  'field.your_email': 'Your e-mail address',

  'organization.with_domain': '{name} ({domain})',
  'person.with_email': '{name} ({email})',

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
  'invitation.what_for': '{type}. {meaning}',
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
  'invitation.withdraw.yes': 'Withdraw',
  'invitation.withdraw.no': 'Keep it',

  'request.title': 'Ask a customer',
  'request.intro':
    'You ask a customer for a relationship. First you get a draft of the e-mail to look at; nothing is sent yet.',
  'request.customer_hint': 'Its domain, or the e-mail address of somebody there.',
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
  'provider_invite.reseller_hint': 'Its domain, or the e-mail address of somebody there.',
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
  'review.agreement': 'Please read the {document}, version {version}.',
  'review.agreement_tick': 'I have read the agreement',
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
  'decline.submit': 'Decline',

  'register.title': 'Your organization',
  'register.intro':
    '{sender} has invited you. I do not know your organization yet, so please tell me about it. You become its first Global admin. Then you can read and answer the invitation.',
  'register.domain': 'The domain of your organization, as invited: {domain}',
  'register.tenant': 'Its tenant ID, as Microsoft Teams gives it: {tenant}',
  'register.name_hint': 'The legal business name of your organization.',
  'register.country_hint': 'The name or the two-letter code, for example Germany or DE.',
  'register.cloud_hint': 'Most organizations are in the public cloud.',
  'register.language_hint': 'For messages to your channels and e-mails to you.',
  'register.tenant_hint':
    'The ID of your Microsoft directory, as the Microsoft Entra admin center shows it in its overview.',
  'register.submit': 'Register',

  'agreement.title': 'The Microsoft Customer Agreement of {customer}',
  'agreement.summary.needed':
    '{customer} has to accept version {version} of the Microsoft Customer Agreement',
  'agreement.summary.accepted': '{customer} has accepted the Microsoft Customer Agreement',
  'agreement.summary.none': 'There is no Microsoft Customer Agreement for {customer} to accept yet',
  'agreement.status.needed': 'Version {version} is not accepted yet.',
  'agreement.status.accepted': 'Accepted by {by} on {at}.',
  'agreement.status.none': 'No version is published yet. Nothing has to be accepted.',
  'agreement.fact.document': 'Document',
  'agreement.fact.version': 'Version required',
  'agreement.fact.accepted': 'Accepted so far',
  'agreement.fact.who': 'Who asks',
  'agreement.fact.why': 'Why',
  'agreement.never_accepted': 'No version yet',
  'agreement.accepted_by':
    'Version {version}, by {by} on {at}, in {platform, select, slack {Slack} other {Teams}}',
  'agreement.standing.none': 'Not needed: no version is published yet',
  'agreement.standing.needed': '{document}, version {version}: to be accepted',
  'agreement.standing.outdated':
    '{document}, version {version}: to be accepted. Version {accepted} was accepted before',
  'agreement.standing.accepted': '{document}, version {version}: accepted by {by} on {at}',
  'agreement.consequence': 'Without it a partner may neither buy nor manage subscriptions for {customer}.',
  'agreement.button.accept': 'Review & accept',
  'agreement.button.ask': 'Ask {customer} for the agreement',
  'agreement.form.title': 'The agreement',
  'agreement.form.submit': 'Accept',
  'agreement.request.title': '{partner} asks {customer} to accept the {document}',
  'agreement.gap.never':
    '{customer} has not accepted the Microsoft Customer Agreement (version {version}). Without it you may neither buy nor manage subscriptions for this customer.',
  'agreement.gap.outdated':
    '{customer} accepted version {accepted} of the Microsoft Customer Agreement, and version {version} is required now. Without it you may neither buy nor manage subscriptions for this customer.',

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
} as const satisfies Record<string, string>;
