/** Short confirmations of what was done. */
export const notices = {
  'notice.title': 'Done',
  'notice.reminded': 'Reminded: the approvers of {recipient} will hear of it in a moment.',
  'notice.reminded_by_mail':
    '{way, select, system {The e-mail to {to} goes out in a moment.} other {Noted: you sent {to} the e-mail again.}}',
  'notice.mpsa_on': 'Your MPSA partners can now see purchases made through each other.',
  'notice.mpsa_off': 'Your MPSA partners no longer see purchases made through each other.',
  'notice.agreement_asked': '{customer} has been asked to accept version {version} of the agreement.',
} as const satisfies Record<string, string>;
