import { agreementStatus } from '../../agreements/index.ts';
import { type ActContext, type Actor, act, type ServiceContext } from '../../kernel/act.ts';
import { type Acted, unwrap } from '../../kernel/refusal.ts';
import { loadOrganization, mayAsk } from '../../organizations/index.ts';
import { activePartnership } from '../../partnerships/index.ts';
import { delegatedPartners, lockActiveRelationship } from '../../relationships/index.ts';
import { events } from '../events.ts';
import type { Consent } from '../model/consent.ts';
import { aboutInvitation, type Invitation, type ShownInvitation } from '../model/invitation.ts';
import { acceptRule } from '../model/rules.ts';
import { writeAnswer } from '../store/invitation.ts';
import { answeredBy } from './answered.ts';
import { authorizePartner } from './authorize-partner.ts';
import { authorizeProvider } from './authorize-provider.ts';
import { loadReceivedDetails } from './details.ts';
import { lockReceived, requireToAnswer } from './lock.ts';
import { shown } from './shown.ts';

/**
 * Accepts: writes agreement, relationship, roles, invitation, audit and notifications in one transaction (R-INV-12). Of
 * several answers at once only one counts; the others get `invitation_answered` with who answered and when. Also
 * refuses with `role_needed` (R-ROLE-03), `box_not_ticked` (R-AGR-01), `agreement_changed`, `replacement_needed` and
 * `replacement_outdated` (R-DAP-05), `other_region`, `other_cloud`.
 */
export const acceptInvitation =
  (context: ServiceContext) =>
  (actor: Actor, typed: string, consent: Consent): Acted<ShownInvitation> =>
    act(context, actor, 'read', async (entered) => {
      const { invitation, organization } = await lockReceived(entered, typed);
      const acting: ActContext = { ...entered, organization };
      await requireToAnswer(acting, acceptRule, invitation);
      const [sender, authorize] = await Promise.all([
        loadOrganization(acting.tx, invitation.senderId),
        prepareToAuthorize(context, acting, invitation, consent),
      ]);
      if (sender) unwrap(mayAsk(sender, organization));
      // Recorded first, so that a thread shows the answer before its consequences.
      acting.record({
        event: events['invitation.accepted'],
        ...aboutInvitation(invitation, organization.id),
        before: { state: 'sent' },
        after: { state: 'accepted' },
      });
      await Promise.all([
        authorize(),
        writeAnswer(acting.tx, { id: invitation.id, state: 'accepted', ...answeredBy(acting) }),
      ]);
      return shown(acting, invitation.id, loadReceivedDetails);
    });

/** Reads what exists between the two sides, in one round trip. */
async function prepareToAuthorize(
  context: ServiceContext,
  acting: ActContext,
  invitation: Invitation,
  consent: Consent,
): Promise<() => Promise<void>> {
  const { tx, organization } = acting;
  const { kind, senderId } = invitation;
  if (kind === 'indirect_provider') {
    const present = await activePartnership(tx, senderId, organization.id);
    return () => authorizeProvider(context, acting, senderId, consent, present);
  }
  const [status, present, holders] = await Promise.all([
    agreementStatus(tx, organization.id),
    lockActiveRelationship(tx, senderId, organization.id),
    delegatedPartners(tx, organization.id),
  ]);
  return () => authorizePartner(context, acting, invitation, consent, { status, present, holders });
}
