import { eq } from 'drizzle-orm';
import { agreementStatus } from '../../db/agreements.ts';
import { loadReceivedDetails, lockInvitation, writeAnswer } from '../../db/invitations.ts';
import { isUuid, loadOrganization, lockOrganization } from '../../db/organizations.ts';
import {
  activePartnership,
  delegatedPartners,
  insertRelationship,
  lockActiveRelationship,
} from '../../db/relationships.ts';
import { partnerships } from '../../db/schema/partnerships.ts';
import { type AgreementStatus, needsAcceptance } from '../domain/agreement.ts';
import { mayAsk } from '../domain/asking.ts';
import { abilityFor, type Invitation, type InvitationDetails, mayMove } from '../domain/invitation.ts';
import type { Organization, OrganizationSummary } from '../domain/organization.ts';
import type { Problem } from '../domain/problem.ts';
import type { PartnershipDetails, RelationshipDetails } from '../domain/relationship.ts';
import { type RelationshipType, typeWithDap } from '../domain/relationship-types.ts';
import type { Result } from '../result.ts';
import { recordAcceptance } from './agreements.ts';
import { aboutRelationship, changeType, grantRoles, type Parties, removeRoles } from './delegation.ts';
import { about, answeredBy, mostOfNote, requireLength, type ShownInvitation, shown } from './invitation.ts';
import { resolveInvitation } from './resolve.ts';
import { type Act, type Actor, look, orRefuse, Refused, type Surroundings, transact } from './transact.ts';

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

export const answering = (env: Surroundings) => ({
  /**
   * What there is to review before accepting (R-INV-08). Refused with `invitation_answered` for one that is over, and
   * `role_needed` for somebody who could not accept.
   */
  reviewInvitation: (actor: Actor, typed: string): Promise<Result<Review, Problem>> =>
    look(env, actor, 'read', async (act) => {
      const { id } = orRefuse(await resolveInvitation(act.tx, typed, act.organization.id));
      const { details: found } = await shown(act, id);
      if (found.invitation.recipientId !== act.organization.id) {
        throw new Refused({ code: 'invitation_not_found', typed });
      }
      orRefuse(mayMove(found.invitation, 'accepted', act.now));
      await act.require(abilityFor('accept', found.invitation.kind));
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
    transact(env, actor, 'read', async (entered) => {
      const { invitation, organization } = await lockReceived(entered, typed);
      const act: Act = { ...entered, organization };
      orRefuse(mayMove(invitation, 'accepted', act.now));
      await act.require(abilityFor('accept', invitation.kind));
      const [sender, standing] = await Promise.all([
        loadOrganization(act.tx, invitation.senderId),
        readStanding(act, invitation),
      ]);
      if (sender) orRefuse(mayAsk(sender, act.organization));
      // Recorded first, so that a thread tells the answer before what follows from it.
      act.record({
        kind: 'invitation.accepted',
        ...about(invitation, act.organization.id),
        before: { state: 'sent' },
        after: { state: 'accepted' },
      });
      const authorizing =
        standing.as === 'reseller'
          ? authorizeProvider(env, act, invitation, consent, standing)
          : authorizePartner(env, act, invitation, consent, standing);
      await Promise.all([
        authorizing,
        writeAnswer(act.tx, { id: invitation.id, state: 'accepted', ...answeredBy(act) }),
      ]);
      return shown(act, invitation.id, loadReceivedDetails);
    }),

  /** Declines, with a reason if one is given; nothing is granted (R-INV-09). Refused with `invitation_answered`. */
  declineInvitation: (
    actor: Actor,
    typed: string,
    reason: string | null,
  ): Promise<Result<ShownInvitation, Problem>> =>
    transact(env, actor, 'read', async (act) => {
      const { invitation } = await lockReceived(act, typed);
      orRefuse(mayMove(invitation, 'declined', act.now));
      await act.require(abilityFor('decline', invitation.kind));
      const text = reason?.trim() || null;
      requireLength('reason', text ?? '', mostOfNote);
      await writeAnswer(act.tx, { id: invitation.id, state: 'declined', ...answeredBy(act, text) });
      act.record({
        kind: 'invitation.declined',
        ...about(invitation, act.organization.id),
        before: { state: 'sent' },
        after: { state: 'declined', reason: text },
      });
      return shown(act, invitation.id);
    }),

  /** What a member may see of an invitation now, and do about it; drafts are their sender's alone. */
  showInvitation: (actor: Actor, typed: string): Promise<Result<ShownInvitation, Problem>> =>
    look(env, actor, 'read', async (act) =>
      shown(act, orRefuse(await resolveInvitation(act.tx, typed, act.organization.id)).id),
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
  act: Act,
  typed: string,
): Promise<{ readonly invitation: Invitation; readonly organization: Organization }> {
  const name = typed.trim().toLowerCase();
  const id = isUuid(name) ? name : orRefuse(await resolveInvitation(act.tx, typed, act.organization.id)).id;
  const [organization, invitation] = await Promise.all([
    lockOrganization(act.tx, act.organization.id),
    lockInvitation(act.tx, id),
  ]);
  if (!organization || invitation?.recipientId !== organization.id) {
    throw new Refused({ code: 'invitation_not_found', typed });
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

async function readStanding(
  { tx, organization }: Act,
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
  env: Surroundings,
  act: Act,
  invitation: Invitation,
  consent: Consent,
  { status, present, holders }: CustomerStanding,
): Promise<void> {
  const agreement = needsAcceptance(status) ? status.current : null;
  if (agreement && !consent.ticked) throw new Refused({ code: 'box_not_ticked' });
  if (agreement && consent.agreementVersion !== agreement.version) {
    throw new Refused({ code: 'agreement_changed', version: agreement.version });
  }
  const grants = invitation.includesDap && !present?.relationship.hasDap;
  const replaced = grants ? replacedHolder(act, invitation, consent, holders) : undefined;
  const asked = invitation.type ?? 'reseller';
  const hasDap = invitation.includesDap || present?.relationship.hasDap === true;
  const base = invitation.kind === 'delegated_administration' ? (present?.relationship.type ?? asked) : asked;
  const type = typeWithDap(base, hasDap);
  const parties = {
    id: present?.relationship.id ?? env.newId(),
    partnerId: invitation.senderId,
    customerId: act.organization.id,
  };
  if (replaced) {
    const held = await lockActiveRelationship(act.tx, replaced.id, act.organization.id);
    if (held?.relationship.hasDap) await removeRoles(act, held);
  }
  await Promise.all([
    agreement && recordAcceptance(env, act, agreement, invitation.senderId),
    present
      ? changeType(act, parties, present.relationship.type, type)
      : startRelationship(act, parties, type),
    grants && grantRoles(env, act, parties),
  ]);
}

async function startRelationship(act: Act, parties: Parties, type: RelationshipType): Promise<void> {
  await insertRelationship(act.tx, { ...parties, type, since: act.now });
  act.record({ kind: 'relationship.started', ...aboutRelationship(act, parties), after: { type } });
}

/**
 * Whose roles go: the present delegated administrator's, if the person agreed to that very one (R-DAP-05). No entry names
 * the one partner to the other: the customer has both.
 */
function replacedHolder(
  act: Act,
  invitation: Invitation,
  consent: Consent,
  holders: readonly OrganizationSummary[],
): OrganizationSummary | undefined {
  if (act.organization.delegatedAdministrators !== 'single') return undefined;
  const present = holders.find(({ id }) => id !== invitation.senderId);
  if (!present) return undefined;
  if (consent.replaces === null) {
    throw new Refused({ code: 'replacement_needed', present, invitationId: invitation.id });
  }
  if (consent.replaces.toLowerCase() !== present.id) {
    throw new Refused({ code: 'replacement_outdated', invitationId: invitation.id });
  }
  return present;
}

/** The reseller authorizes the provider: partnership and administrator access (R-IND-01 to R-IND-03). */
async function authorizeProvider(
  env: Surroundings,
  act: Act,
  invitation: Invitation,
  consent: Consent,
  { present }: ResellerStanding,
): Promise<void> {
  if (!consent.ticked) throw new Refused({ code: 'box_not_ticked' });
  if (act.organization.programme !== 'indirect_reseller') {
    throw new Refused({ code: 'resellers_only', organization: act.organization });
  }
  const id = present?.partnership.id ?? env.newId();
  if (present) {
    await act.tx.update(partnerships).set({ adminAccess: true }).where(eq(partnerships.id, id));
  } else {
    await act.tx.insert(partnerships).values({
      id,
      providerId: invitation.senderId,
      resellerId: act.organization.id,
      state: 'active',
      adminAccess: true,
      since: act.now,
    });
  }
  act.record({
    kind: 'partnership.started',
    subject: { kind: 'partnership', id },
    counterpartId: invitation.senderId,
    partnerId: invitation.senderId,
    ...(present ? { before: { adminAccess: present.partnership.adminAccess } } : {}),
    after: { adminAccess: true },
  });
}
