/** Short confirmations of what was done. */
export const notices = {
  'notice.title': 'Done',
  'notice.reminded': 'Reminded: the approvers of {recipient} will hear of it in a moment.',
  'notice.mpsa_on': 'Your MPSA partners can now see purchases made through each other.',
  'notice.mpsa_off': 'Your MPSA partners no longer see purchases made through each other.',
  'notice.agreement_asked': '{customer} has been asked to accept version {version} of the agreement.',
} as const satisfies Record<string, string>;
