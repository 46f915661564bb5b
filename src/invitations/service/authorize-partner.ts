import { type AgreementStatus, recordAcceptance } from '../../agreements/index.ts';
import type { ActContext, ServiceContext } from '../../kernel/act.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { unwrap } from '../../kernel/refusal.ts';
import {
  changeType,
  grantRoles,
  lockActiveRelationship,
  type RelationshipDetails,
  removeRoles,
  startRelationship,
} from '../../relationships/index.ts';
import { acceptedAgreement, type Consent, holderToReplace, outcomeOf } from '../model/consent.ts';
import type { Invitation } from '../model/invitation.ts';

/** The customer's state before it answers. */
export interface CustomerState {
  readonly status: AgreementStatus;
  /** Its relationship with the sender, locked. */
  readonly present: RelationshipDetails | undefined;
  /** Its current delegated administrators. */
  readonly holders: readonly OrganizationSummary[];
}

/**
 * The customer accepts: agreement, relationship and roles. Decides first, then writes; independent statements are sent
 * together.
 */
export async function authorizePartner(
  context: ServiceContext,
  acting: ActContext,
  invitation: Invitation,
  consent: Consent,
  { status, present, holders }: CustomerState,
): Promise<void> {
  const { id: customerId, delegatedAdministrators } = acting.organization;
  const agreement = unwrap(acceptedAgreement(status, consent));
  const { type, grantsRoles } = outcomeOf(invitation, present);
  const replaced = grantsRoles
    ? unwrap(holderToReplace(invitation, delegatedAdministrators, holders, consent))
    : null;
  const parties = {
    id: present?.relationship.id ?? context.newId(),
    partnerId: invitation.senderId,
    customerId,
  };
  if (replaced) await removeReplacedRoles(acting, replaced.id);
  await Promise.all([
    agreement && recordAcceptance(context, acting, agreement, invitation.senderId),
    present
      ? changeType(acting, parties, present.relationship.type, type)
      : startRelationship(acting, parties, type),
    grantsRoles && grantRoles(context, acting, parties),
  ]);
}

/** The entries of the two partners do not name each other; the customer sees both (R-DAP-05). */
async function removeReplacedRoles(acting: ActContext, partnerId: string): Promise<void> {
  const held = await lockActiveRelationship(acting.tx, partnerId, acting.organization.id);
  if (held?.relationship.hasDap) await removeRoles(acting, held);
}
