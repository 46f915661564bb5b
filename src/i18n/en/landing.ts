/** The page behind a personal link, beyond what `platform` has of it. */
export const landing = {
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
  'landing.busy.title': 'That was a little too often',
  'landing.busy.text': 'Please wait a minute and open the link again.',
  'landing.fault.title': 'This page cannot be shown at the moment',
  'landing.fault.text': 'Nothing is lost. Please open the link again in a minute.',
} as const satisfies Record<string, string>;
