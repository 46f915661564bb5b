import type { ConversationsKey } from '../conversations/index.ts';
import type { Words as AllWords } from '../kernel/words.ts';

/** The sentences about agreements. Keys are named after the meaning, not the place. */
export const en = {
  'problem.box_not_ticked': 'Please tick the box first. Nothing has happened yet.',
  'problem.agreement_changed':
    'A new version of the agreement is required now: {version}. Please read it and tick the box again. Nothing has happened yet.',
  'problem.agreement_not_published':
    'No version of the Microsoft Customer Agreement is published here yet. Whoever runs Accord can publish it.',
  'problem.agreement_already_accepted':
    '{by} has already accepted version {version} of the agreement on {at}. It is not asked again.',
  'next.show_agreement': 'Show the agreement',
  'agreement_kind.microsoft_customer_agreement': 'Microsoft Customer Agreement',
  'field.agreement': 'Agreement',
  'review.agreement': 'Please read the {document}, version {version}.',
  'review.agreement_tick': 'I have read the agreement',
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
  'agreement.never_accepted': 'No version yet',
  'agreement.accepted_by':
    'Version {version}, by {by} on {at}{platform, select, slack {, in Slack} teams {, in Teams} other {}}',
  'agreement.standing.none': 'Not needed: no version is published yet',
  'agreement.standing.needed': '{document}, version {version}: to be accepted',
  'agreement.standing.outdated':
    '{document}, version {version}: to be accepted. Version {accepted} was accepted before',
  'agreement.standing.accepted': '{document}, version {version}: accepted by {by} on {at}',
  'agreement.consequence': 'Without it a partner may neither buy nor manage subscriptions for {customer}.',
  'agreement.button.accept': 'Review & accept',
  'agreement.form.title': 'The agreement',
  'agreement.form.submit': 'Accept',
  'act.review_agreement': 'Review the agreement',
  'verb.agreement': 'Where you stand with the Microsoft Customer Agreement.',
  'verb.agreement_accept': 'Opens the Microsoft Customer Agreement, to read and accept it.',
  'example.agreement': 'agreement',
  'example.agreement_accept': 'agreement accept',
  'usage.agreement': 'agreement',
  'usage.agreement_accept': 'agreement accept',
  'notify.kind.agreements': 'agreements',
  'home.agreement': 'Accept the Microsoft Customer Agreement',
  'event.agreement.accepted':
    '{actor} accepted the Microsoft Customer Agreement{version_given, select, yes {, version {version},} other {}} for {organization}',
  'event.title.agreement.accepted': 'Agreement accepted',
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
export type AgreementsKey = keyof typeof en | ConversationsKey;
export type Words = AllWords<AgreementsKey>;
