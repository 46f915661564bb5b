import type { Transaction } from '../../../db/driver/client.ts';
import { agreementStatus } from '../../agreements/index.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { RecentValues, readAssuming } from '../../kernel/recent-values.ts';
import { activeRelationship, delegatedPartners } from '../../relationships/index.ts';
import type { Invitation, InvitationDetails } from '../model/invitation.ts';
import { loadSides } from '../store/invitation.ts';

type Sides = NonNullable<Awaited<ReturnType<typeof loadSides>>>;
/** Which two an invitation is between; another organization than an address's owner may come to be its recipient. */
type Between = Pick<Invitation, 'kind' | 'senderId' | 'recipientId'>;
const recent = new RecentValues<Between | null>();

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
  let sides: Sides | undefined;
  const look = async (): Promise<Between | null> => {
    sides = await loadSides(tx, id);
    if (!sides) return null;
    const { kind, senderId, recipientId } = sides.invitation;
    return { kind, senderId, recipientId };
  };
  const parts = async (between: Between | null) =>
    between && (between.recipientId === viewerId ? recipientParts(tx, viewerId) : senderParts(tx, between));
  const loaded = await readAssuming(recent, `${viewerId} ${id}`, look, parts);
  return sides && loaded ? detailsOf(sides, loaded) : undefined;
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

async function senderParts(tx: Transaction, { kind, senderId, recipientId }: Between): Promise<Parts> {
  if (kind === 'indirect_provider' || recipientId === null) return { agreement: null, delegates: null };
  const [related, agreement] = await Promise.all([
    activeRelationship(tx, senderId, recipientId),
    agreementStatus(tx, recipientId),
  ]);
  return { agreement: related ? agreement : null, delegates: null };
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
