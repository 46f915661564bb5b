/** What the adapters and faults say. */
export const platform = {
  'fault.title': 'Something went wrong on our side',
  'fault.text':
    'Please try again. If it happens again, give this reference to whoever runs Accord: {reference}.',
  'fault.database':
    'I cannot reach my records at the moment, so I cannot say whether this was done. Please try again in a minute. Reference: {reference}.',

  'form.cancel': 'Cancel',
  'form.go_on': 'Go on',

  'adapter.working': 'Working on it…',
  'adapter.working_in_chat': 'Working on it… The answer comes in our personal chat.',
  'adapter.open_form': 'Open the form',
  'adapter.not_connected':
    'I cannot open a form here: I have no access to this Slack workspace. Please ask whoever runs Accord to connect it, then send the command again.',
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
} as const satisfies Record<string, string>;
