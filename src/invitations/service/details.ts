import type { Transaction } from '../../../db/driver/client.ts';
import { agreementStatus } from '../../agreements/index.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { activeRelationship, delegatedPartners } from '../../relationships/index.ts';
import type { Invitation, InvitationDetails } from '../model/invitation.ts';
import { loadSides } from '../store/invitation.ts';

type Sides = NonNullable<Awaited<ReturnType<typeof loadSides>>>;
type Parts = Pick<InvitationDetails, 'agreement'> & {
  /** The customer's current delegated administrators; null if the viewer may not see them. */
  readonly delegates: readonly OrganizationSummary[] | null;
};

/**
 * An invitation with what its card shows to one of its sides. Only the customer sees its delegated administrators; its
 * agreement status is also shown to a sender that is its partner (R-REL-06).
 */
export async function loadDetails(
  tx: Transaction,
  id: string,
  viewerId: string,
): Promise<InvitationDetails | undefined> {
  const sides = await loadSides(tx, id);
  if (!sides) return undefined;
  const { invitation } = sides;
  const received = invitation.recipientId === viewerId;
  return detailsOf(sides, received ? await recipientParts(tx, viewerId) : await senderParts(tx, invitation));
}

/** The same for the known recipient; reads everything in one round trip. */
export async function loadReceivedDetails(
  tx: Transaction,
  id: string,
  recipientId: string,
): Promise<InvitationDetails | undefined> {
  const [sides, parts] = await Promise.all([loadSides(tx, id), recipientParts(tx, recipientId)]);
  return sides && detailsOf(sides, parts);
}

async function recipientParts(tx: Transaction, recipientId: string): Promise<Parts> {
  const [agreement, delegates] = await Promise.all([
    agreementStatus(tx, recipientId),
    delegatedPartners(tx, recipientId),
  ]);
  return { agreement, delegates };
}

async function senderParts(tx: Transaction, { kind, senderId, recipientId }: Invitation): Promise<Parts> {
  const customerId = kind === 'indirect_provider' ? null : recipientId;
  const related = customerId !== null && (await activeRelationship(tx, senderId, customerId)) !== undefined;
  return { agreement: related ? await agreementStatus(tx, customerId) : null, delegates: null };
}

function detailsOf({ policy, ...sides }: Sides, { agreement, delegates }: Parts): InvitationDetails {
  const { kind, senderId } = sides.invitation;
  const concernsCustomer = kind !== 'indirect_provider';
  return {
    ...sides,
    agreement: concernsCustomer ? agreement : null,
    delegation:
      concernsCustomer && delegates && policy
        ? { present: delegates.filter(({ id }) => id !== senderId), policy }
        : null,
  };
}
