/** What the adapters, the web pages and faults say. */
export const platform = {
  'fault.title': 'Something went wrong on our side',
  'fault.text':
    'Please try again. If it happens again, give this reference to whoever runs Accord: {reference}.',
  'fault.database':
    'I cannot reach my records at the moment, so nothing was changed. Please try again in a minute. Reference: {reference}.',

  'form.cancel': 'Cancel',

  'adapter.working': 'Working on it…',
  'adapter.working_in_chat': 'Working on it… The answer comes in our personal chat.',
  'adapter.open_form': 'Open the form',
  'adapter.form_waiting': 'One more step: open the form and fill it in.',
  'adapter.more': '{n, plural, one {… and # more} other {… and # more}}',
  'adapter.close': 'Close',
  'adapter.optional': 'Optional',
  'adapter.type': '{label}: type {command}',
  'adapter.unidentified':
    'Teams does not tell me who you are here, so I cannot do this. Please write to me from your work account.',
  'adapter.answered_privately': 'I answered you in our personal chat.',
  'adapter.personal_chat_needed':
    'I cannot answer you privately here. Please open a chat with me and try again there.',
  'adapter.greeting':
    'Hello! I am Accord. I help partners and customers agree on working together. Send “help” to see what you can do.',

  'landing.title': 'An invitation from {sender}',
  'landing.who': 'Who asks',
  'landing.what_for': 'What for',
  'landing.until': 'Answer by',
  'landing.explain': 'You read the details and answer in chat. Opening this page changes nothing.',
  'landing.open_slack': 'Open in Slack',
  'landing.open_teams': 'Open in Microsoft Teams',
  'landing.type_slack': 'Or type this in Slack: /partner redeem {code}',
  'landing.type_teams': 'Or type this in a Teams chat with Accord: redeem {code}',
  'landing.dead.title': 'This invitation is closed',
  'landing.dead.accepted': 'It has already been accepted. There is nothing left to do.',
  'landing.dead.declined': 'It has been declined. If that has changed, ask {sender} for a new invitation.',
  'landing.dead.withdrawn': '{sender} has withdrawn it. If you expected it, ask {sender} for a new one.',
  'landing.dead.expired': 'Its time has passed. Ask {sender} for a new one.',
  'landing.not_found.title': 'There is no invitation here',
  'landing.not_found.text':
    'Please check that the link is complete. If it is, ask whoever sent it for a new invitation.',
} as const satisfies Record<string, string>;
