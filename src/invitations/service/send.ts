import { type ActContext, type Actor, act, type ServiceContext } from '../../kernel/act.ts';
import { type Acted, ActRefusal } from '../../kernel/refusal.ts';
import { requireRule } from '../../kernel/rule.ts';
import { loadOrganization, makeKnown } from '../../organizations/index.ts';
import { activeRelationship, problems as relationshipProblems } from '../../relationships/index.ts';
import { events } from '../events.ts';
import { aboutInvitation, addressee, type Invitation, type ShownInvitation } from '../model/invitation.ts';
import { sendRule } from '../model/rules.ts';
import { problems } from '../problems.ts';
import { markSent } from '../store/invitation.ts';
import { deleteLinks } from '../store/links.ts';
import { addLink, type Draft } from './draft.ts';
import { lockOwn, situationOf } from './lock.ts';
import { type ReviewedMail, requireMail, sendMail } from './mail.ts';
import { shown } from './shown.ts';

const dayMs = 86_400_000;

/**
 * The draft for review, with a new personal link that replaces the earlier one (R-INV-03, R-INV-04). Refuses with
 * `invitation_not_found`, `invitation_answered`, and `invitation_already_open` if it was sent.
 */
export const reopenDraft =
  (context: ServiceContext) =>
  (actor: Actor, typed: string): Acted<Draft> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const invitation = await lockOwn(acting, typed);
      requireRule(sendRule, situationOf(acting, invitation));
      await deleteLinks(acting.tx, invitation.id);
      const { details } = await shown(acting, invitation.id);
      const link = await addLink(context, acting, invitation);
      return { details, link, days: acting.organization.invitationDays };
    });

/**
 * Sends a reviewed draft: marks it as sent and, for the way `system`, queues the mail if an address is known. Refuses
 * with `link_missing` if the text lacks the personal link (R-INV-04), `mail_not_configured` if the system can reach the
 * recipient neither by mail nor in chat (R-INV-05), and `invitation_already_open` if it was already sent. Keeps
 * R-INV-10, R-INV-15.
 */
export const sendInvitation =
  (context: ServiceContext) =>
  (actor: Actor, typed: string, mail: ReviewedMail): Acted<ShownInvitation> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const { tx, organization, now } = acting;
      const invitation = await lockOwn(acting, typed);
      const { id, recipientId } = invitation;
      requireRule(sendRule, situationOf(acting, invitation));
      await requireGrounds(acting, invitation);
      await requireMail(context, acting, invitation, mail);
      const expiresAt = new Date(now.getTime() + organization.invitationDays * dayMs);
      await markSent(tx, id, { sentAt: now, sentBy: mail.way, expiresAt });
      if (recipientId) await makeKnown(tx, organization.id, recipientId);
      await sendMail(context, acting, invitation, mail);
      acting.record({
        event: events['invitation.sent'],
        ...aboutInvitation(invitation, organization.id),
        before: { state: 'draft' },
        after: { state: 'sent', way: mail.way, expiresAt: expiresAt.toISOString(), ...addressee(invitation) },
      });
      return shown(acting, id);
    });

/** Checks again what allowed the draft: entitlement (R-DAP-09) and relationship (R-DAP-07). */
async function requireGrounds(
  { tx, organization }: ActContext,
  { kind, includesDap, recipientId }: Invitation,
): Promise<void> {
  if (includesDap && !organization.mayAskForDap) throw new ActRefusal(problems.dap_not_entitled());
  if (kind !== 'delegated_administration' || recipientId === null) return;
  const customer = await loadOrganization(tx, recipientId);
  const present = await activeRelationship(tx, organization.id, recipientId);
  if (customer && !present)
    throw new ActRefusal(relationshipProblems.not_related({ organization: customer }));
}
