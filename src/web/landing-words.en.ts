/** The page behind a personal link. */
export const landing = {
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
  'landing.unsent.title': 'This invitation is not quite ready',
  'landing.unsent.text':
    '{sender} has not finished sending it. Please open this link again in a little while.',
  'landing.busy.title': 'Please wait a minute',
  'landing.busy.text':
    'Many links were opened from your network in a short time. In a minute you can open yours again.',
  'landing.fault.title': 'This page cannot be shown at the moment',
  'landing.fault.text': 'Nothing is lost. Please open the link again in a minute.',
} as const satisfies Record<string, string>;
