import { eq } from 'drizzle-orm';
import { partnerships } from '../../../db/schema/partnerships.ts';
import { type AgreementStatus, needsAcceptance } from '../../agreements/model.ts';
import { recordAcceptance } from '../../agreements/service.ts';
import { agreementStatus } from '../../agreements/store.ts';
import {
  type ActContext,
  type Actor,
  ActRefusal,
  act,
  query,
  type ServiceContext,
  unwrap,
} from '../../kernel/act.ts';
import type { Organization, OrganizationSummary } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { isUuid, loadOrganization, lockOrganization } from '../../organizations/store.ts';
import { resolveInvitation } from '../../overview/resolve.ts';
import type { PartnershipDetails, RelationshipDetails } from '../../relationships/model/relationship.ts';
import { type RelationshipType, typeWithDap } from '../../relationships/model/types.ts';
import {
  aboutRelationship,
  changeType,
  grantRoles,
  type Parties,
  removeRoles,
} from '../../relationships/service/delegation.ts';
import {
  activePartnership,
  delegatedPartners,
  insertRelationship,
  lockActiveRelationship,
} from '../../relationships/store.ts';
import { mayAsk } from '../model/asking.ts';
import { abilityFor, type Invitation, type InvitationDetails, mayMove } from '../model/invitation.ts';
import { loadReceivedDetails, lockInvitation, writeAnswer } from '../store.ts';
import { about, answeredBy, maxNote, requireLength, type ShownInvitation, shown } from './invitation.ts';

/** What a person confirmed on the review form. */
export interface Consent {
  /** The box: "I have read the agreement", or for a provider what it is granted (R-AGR-01, R-IND-01). */
  readonly ticked: boolean;
  /** The version of the agreement that the form showed; null where none was asked for. */
  readonly agreementVersion: string | null;
  /** The delegated administrator that the person agreed to replace (R-DAP-05). */
  readonly replaces: string | null;
}

/** What the review form shows. */
export interface Review {
  readonly details: InvitationDetails;
  /** Whom accepting would take delegated administration from; null where the policy lets several have it. */
  readonly replaces: OrganizationSummary | null;
}

export const answering = (context: ServiceContext) => ({
  /**
   * What there is to review before accepting (R-INV-08). Refused with `invitation_answered` for one that is over, and
   * `role_needed` for somebody who could not accept.
   */
  reviewInvitation: (actor: Actor, typed: string): Promise<Result<Review, Problem>> =>
    query(context, actor, 'read', async (acting) => {
      const { id } = unwrap(await resolveInvitation(acting.tx, typed, acting.organization.id));
      const { details: found } = await shown(acting, id);
      if (found.invitation.recipientId !== acting.organization.id) {
        throw new ActRefusal({ code: 'invitation_not_found', typed });
      }
      unwrap(mayMove(found.invitation, 'accepted', acting.now));
      await acting.require(abilityFor('accept', found.invitation.kind));
      return { details: found, replaces: replacedBy(found) };
    }),

  /**
   * Accepts: agreement, relationship, roles, invitation, audit and notifications in one transaction (R-INV-12). Of many
   * simultaneous answers one counts; the others are refused with `invitation_answered` and learn who and when. Refused
   * also with `role_needed` (R-ROLE-03), `box_not_ticked` (R-AGR-01), `agreement_changed`, `replacement_needed` and
   * `replacement_outdated` (R-DAP-05), `other_region`, `other_cloud`.
   */
  acceptInvitation: (
    actor: Actor,
    typed: string,
    consent: Consent,
  ): Promise<Result<ShownInvitation, Problem>> =>
    act(context, actor, 'read', async (entered) => {
      const { invitation, organization } = await lockReceived(entered, typed);
      const acting: ActContext = { ...entered, organization };
      unwrap(mayMove(invitation, 'accepted', acting.now));
      await acting.require(abilityFor('accept', invitation.kind));
      const [sender, standing] = await Promise.all([
        loadOrganization(acting.tx, invitation.senderId),
        loadCurrentState(acting, invitation),
      ]);
      if (sender) unwrap(mayAsk(sender, acting.organization));
      // Recorded first, so that a thread tells the answer before what follows from it.
      acting.record({
        kind: 'invitation.accepted',
        ...about(invitation, acting.organization.id),
        before: { state: 'sent' },
        after: { state: 'accepted' },
      });
      const authorizing =
        standing.as === 'reseller'
          ? authorizeProvider(context, acting, invitation, consent, standing)
          : authorizePartner(context, acting, invitation, consent, standing);
      await Promise.all([
        authorizing,
        writeAnswer(acting.tx, { id: invitation.id, state: 'accepted', ...answeredBy(acting) }),
      ]);
      return shown(acting, invitation.id, loadReceivedDetails);
    }),

  /** Declines, with a reason if one is given; nothing is granted (R-INV-09). Refused with `invitation_answered`. */
  declineInvitation: (
    actor: Actor,
    typed: string,
    reason: string | null,
  ): Promise<Result<ShownInvitation, Problem>> =>
    act(context, actor, 'read', async (acting) => {
      const { invitation } = await lockReceived(acting, typed);
      unwrap(mayMove(invitation, 'declined', acting.now));
      await acting.require(abilityFor('decline', invitation.kind));
      const text = reason?.trim() || null;
      requireLength('reason', text ?? '', maxNote);
      await writeAnswer(acting.tx, { id: invitation.id, state: 'declined', ...answeredBy(acting, text) });
      acting.record({
        kind: 'invitation.declined',
        ...about(invitation, acting.organization.id),
        before: { state: 'sent' },
        after: { state: 'declined', reason: text },
      });
      return shown(acting, invitation.id);
    }),

  /** What a member may see of an invitation now, and do about it; drafts are their sender's alone. */
  showInvitation: (actor: Actor, typed: string): Promise<Result<ShownInvitation, Problem>> =>
    query(context, actor, 'read', async (acting) =>
      shown(acting, unwrap(await resolveInvitation(acting.tx, typed, acting.organization.id)).id),
    ),
});

/** Whose roles accepting takes away: the present holder's, where the customer's policy is `single` (R-DAP-05). */
const replacedBy = ({ invitation, delegation }: InvitationDetails): OrganizationSummary | null =>
  invitation.includesDap && delegation?.policy === 'single' ? (delegation.present[0] ?? null) : null;

/**
 * An invitation that the organization received, with both rows kept as they are: whatever depends on the
 * organization's policy (who has delegated administration) is decided by one act at a time, and by the policy as it is
 * then.
 */
async function lockReceived(
  acting: ActContext,
  typed: string,
): Promise<{ readonly invitation: Invitation; readonly organization: Organization }> {
  const name = typed.trim().toLowerCase();
  const id = isUuid(name)
    ? name
    : unwrap(await resolveInvitation(acting.tx, typed, acting.organization.id)).id;
  const [organization, invitation] = await Promise.all([
    lockOrganization(acting.tx, acting.organization.id),
    lockInvitation(acting.tx, id),
  ]);
  if (!organization || invitation?.recipientId !== organization.id) {
    throw new ActRefusal({ code: 'invitation_not_found', typed });
  }
  return { invitation, organization };
}

/** What there is between the two sides before the answer, read in one round trip. */
interface CustomerStanding {
  readonly as: 'customer';
  readonly status: AgreementStatus;
  readonly present: RelationshipDetails | undefined;
  /** Who has delegated administration now. */
  readonly holders: readonly OrganizationSummary[];
}
interface ResellerStanding {
  readonly as: 'reseller';
  readonly present: PartnershipDetails | undefined;
}

async function loadCurrentState(
  { tx, organization }: ActContext,
  { kind, senderId }: Invitation,
): Promise<CustomerStanding | ResellerStanding> {
  if (kind === 'indirect_provider') {
    return { as: 'reseller', present: await activePartnership(tx, senderId, organization.id) };
  }
  const [status, present, holders] = await Promise.all([
    agreementStatus(tx, organization.id),
    lockActiveRelationship(tx, senderId, organization.id),
    delegatedPartners(tx, organization.id),
  ]);
  return { as: 'customer', status, present, holders };
}

/** Decides first, then writes all that follows; what does not depend on one another is sent together. */
async function authorizePartner(
  context: ServiceContext,
  acting: ActContext,
  invitation: Invitation,
  consent: Consent,
  { status, present, holders }: CustomerStanding,
): Promise<void> {
  const agreement = needsAcceptance(status) ? status.current : null;
  if (agreement && !consent.ticked) throw new ActRefusal({ code: 'box_not_ticked' });
  if (agreement && consent.agreementVersion !== agreement.version) {
    throw new ActRefusal({ code: 'agreement_changed', version: agreement.version });
  }
  const grants = invitation.includesDap && !present?.relationship.hasDap;
  const replaced = grants ? replacedHolder(acting, invitation, consent, holders) : undefined;
  const asked = invitation.type ?? 'reseller';
  const hasDap = invitation.includesDap || present?.relationship.hasDap === true;
  const base = invitation.kind === 'delegated_administration' ? (present?.relationship.type ?? asked) : asked;
  const type = typeWithDap(base, hasDap);
  const parties = {
    id: present?.relationship.id ?? context.newId(),
    partnerId: invitation.senderId,
    customerId: acting.organization.id,
  };
  if (replaced) {
    const held = await lockActiveRelationship(acting.tx, replaced.id, acting.organization.id);
    if (held?.relationship.hasDap) await removeRoles(acting, held);
  }
  await Promise.all([
    agreement && recordAcceptance(context, acting, agreement, invitation.senderId),
    present
      ? changeType(acting, parties, present.relationship.type, type)
      : startRelationship(acting, parties, type),
    grants && grantRoles(context, acting, parties),
  ]);
}

async function startRelationship(
  acting: ActContext,
  parties: Parties,
  type: RelationshipType,
): Promise<void> {
  await insertRelationship(acting.tx, { ...parties, type, since: acting.now });
  acting.record({ kind: 'relationship.started', ...aboutRelationship(acting, parties), after: { type } });
}

/**
 * Whose roles go: the present delegated administrator's, if the person agreed to that very one (R-DAP-05). No entry names
 * the one partner to the other: the customer has both.
 */
function replacedHolder(
  acting: ActContext,
  invitation: Invitation,
  consent: Consent,
  holders: readonly OrganizationSummary[],
): OrganizationSummary | undefined {
  if (acting.organization.delegatedAdministrators !== 'single') return undefined;
  const present = holders.find(({ id }) => id !== invitation.senderId);
  if (!present) return undefined;
  if (consent.replaces === null) {
    throw new ActRefusal({ code: 'replacement_needed', present, invitationId: invitation.id });
  }
  if (consent.replaces.toLowerCase() !== present.id) {
    throw new ActRefusal({ code: 'replacement_outdated', invitationId: invitation.id });
  }
  return present;
}

/** The reseller authorizes the provider: partnership and administrator access (R-IND-01 to R-IND-03). */
async function authorizeProvider(
  context: ServiceContext,
  acting: ActContext,
  invitation: Invitation,
  consent: Consent,
  { present }: ResellerStanding,
): Promise<void> {
  if (!consent.ticked) throw new ActRefusal({ code: 'box_not_ticked' });
  if (acting.organization.programme !== 'indirect_reseller') {
    throw new ActRefusal({ code: 'resellers_only', organization: acting.organization });
  }
  const id = present?.partnership.id ?? context.newId();
  if (present) {
    await acting.tx.update(partnerships).set({ adminAccess: true }).where(eq(partnerships.id, id));
  } else {
    await acting.tx.insert(partnerships).values({
      id,
      providerId: invitation.senderId,
      resellerId: acting.organization.id,
      state: 'active',
      adminAccess: true,
      since: acting.now,
    });
  }
  acting.record({
    kind: 'partnership.started',
    subject: { kind: 'partnership', id },
    counterpartId: invitation.senderId,
    partnerId: invitation.senderId,
    ...(present ? { before: { adminAccess: present.partnership.adminAccess } } : {}),
    after: { adminAccess: true },
  });
}
