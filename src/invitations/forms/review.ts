import { z } from 'zod';
import { type Agreement, agreementTick, agreementToRead, pendingAgreement } from '../../agreements/index.ts';
import { type CommandArgs, tickedIn } from '../../kernel/command.ts';
import { defineForm } from '../../kernel/define-form.ts';
import type { Field, Form } from '../../kernel/form.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { InvitationDetails } from '../model/invitation.ts';
import type { Review } from '../service/review.ts';
import { askFacts, delegationNote, invitationTitle, noteBlocks } from '../views/parts.ts';
import { invitationReply } from '../views/reply.ts';
import type { Words } from '../words.en.ts';
import { type Context, nameAndLabel, textBlock } from './fields.ts';

/** What the form showed when the person decided; it is compared with the state at submission. */
export const reviewFlags = z
  .object({ agreement: z.string().optional(), replace: z.string().optional() })
  .strict();
export type ReviewFlags = z.infer<typeof reviewFlags>;

interface ToReview {
  /** The form's command line. It contains what was shown, so that a change is noticed. */
  readonly command: string;
  /** The version to accept; null if none is needed. */
  readonly agreement: Agreement | null;
  /** The delegated administrator that this acceptance would replace. */
  readonly replaces: OrganizationSummary | null;
  /** Other delegated administrators, who keep their roles. */
  readonly several: readonly OrganizationSummary[];
}

/** The information before accepting, and the boxes to tick; declining instead grants nothing (R-INV-09). */
export function reviewForm(words: Words, details: InvitationDetails, review: ToReview): Form {
  const { sender, invitation } = details;
  const { agreement, replaces } = review;
  return {
    title: words.text('review.title'),
    command: review.command,
    blocks: [
      textBlock(invitationTitle(words, details), 'strong'),
      { kind: 'facts', facts: askFacts(words, details) },
      ...noteBlocks(words, details),
      ...(replaces ? delegationNote(words, 'single', [replaces], sender) : []),
      ...delegationNote(words, 'several', review.several, sender),
      ...(agreement ? [agreementToRead(words, agreement)] : []),
      textBlock(words.text('review.decline_instead'), 'quiet'),
    ],
    fields: boxesFor(words, details, review),
    ...(invitation.kind === 'indirect_provider'
      ? {
          submit: {
            long: words.text('review.authorize_provider'),
            short: words.text('review.authorize_provider.short'),
          },
        }
      : { submit: words.text('review.accept_and_authorize') }),
    intent: 'go',
    cancel: words.text('form.cancel'),
  };
}

/**
 * The agreement if it is not accepted yet (R-AGR-01, R-AGR-03), the delegated administrator to be replaced (R-DAP-05),
 * and for an indirect provider what it will be allowed to do (R-IND-01, R-IND-02).
 */
const boxesFor = (
  words: Words,
  { invitation, sender }: InvitationDetails,
  { agreement, replaces }: ToReview,
): readonly Field[] => [
  ...(agreement ? [agreementTick(words)] : []),
  ...(replaces
    ? [
        tick(
          words,
          'replace',
          words.text('review.replace_tick', { present: replaces.name, sender: sender.name }),
        ),
      ]
    : []),
  ...(invitation.kind === 'indirect_provider'
    ? [tick(words, 'understood', words.text('review.understood_tick'))]
    : []),
];

const tick = (words: Words, name: 'replace' | 'understood', text: string): Field => ({
  ...nameAndLabel(words, name),
  kind: 'tick',
  tick: text,
  value: false,
});

/** The review form; its command line records what it showed. */
function toReview(words: Words, { details, replaces }: Review): Form {
  const { invitation, agreement: status, delegation } = details;
  const agreement = pendingAgreement(status);
  const command = [
    `accept ${invitation.id}`,
    ...(agreement ? [`--agreement "${agreement.version}"`] : []),
    ...(replaces ? [`--replace ${replaces.id}`] : []),
  ].join(' ');
  const several = replaces || !invitation.includesDap ? [] : (delegation?.present ?? []);
  return reviewForm(words, details, { command, agreement, replaces, several });
}

/** `accept <invitation>`: opens the review form, then accepts (R-INV-08, R-INV-12, R-AGR-01). */
export const accept = defineForm({
  prepare: ({ service, actor }: Context, { text }: CommandArgs<ReviewFlags>) =>
    service.invitations.review(actor, text),
  draw: ({ words }, review) => toReview(words, review),
  submit: ({ service, actor }, { text, flags }, values) =>
    service.invitations.accept(actor, text, {
      ticked: tickedIn(values, 'agreement') || tickedIn(values, 'understood'),
      agreementVersion: flags.agreement ?? null,
      replaces: tickedIn(values, 'replace') ? (flags.replace ?? null) : null,
    }),
  done: invitationReply,
});
