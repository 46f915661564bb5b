import { type Actor, type QueryContext, query, type ServiceContext } from '../../kernel/act.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { type Acted, ActRefusal, unwrap } from '../../kernel/refusal.ts';
import type { Rule } from '../../kernel/rule.ts';
import { replacedBy } from '../model/consent.ts';
import type { InvitationDetails } from '../model/invitation.ts';
import { acceptRule, declineRule, type InvitationSituation } from '../model/rules.ts';
import { problems } from '../problems.ts';
import { requireToAnswer } from './lock.ts';
import { resolveInvitation } from './resolve.ts';
import { shown } from './shown.ts';

/** What the review form shows. */
export interface Review {
  readonly details: InvitationDetails;
  /** The partner that would lose delegated administration; null if the policy allows several. */
  readonly replaces: OrganizationSummary | null;
}

/**
 * The data to review before accepting (R-INV-08). Refuses with `invitation_answered` if it is over, and with
 * `role_needed` if the member cannot accept.
 */
export const reviewInvitation =
  (context: ServiceContext) =>
  (actor: Actor, typed: string): Acted<Review> =>
    query(context, actor, 'read', async (acting) => {
      const details = await received(acting, typed, acceptRule);
      return { details, replaces: replacedBy(details) };
    });

/** The invitation for the form that asks for the reason. Refuses like declining. */
export const prepareDecline =
  (context: ServiceContext) =>
  (actor: Actor, typed: string): Acted<InvitationDetails> =>
    query(context, actor, 'read', (acting) => received(acting, typed, declineRule));

/** A received invitation, if this member may give this answer. */
async function received(
  acting: QueryContext,
  typed: string,
  rule: Rule<InvitationSituation>,
): Promise<InvitationDetails> {
  const { id } = unwrap(await resolveInvitation(acting.tx, typed, acting.organization.id));
  const { details } = await shown(acting, id);
  if (details.invitation.recipientId !== acting.organization.id) {
    throw new ActRefusal(problems.invitation_not_found({ typed }));
  }
  await requireToAnswer(acting, rule, details.invitation);
  return details;
}
