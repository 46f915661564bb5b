import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { DelegatedRole, RelationshipType } from './types.ts';

export const relationshipStates = ['active', 'ended'] as const;
type RelationshipState = (typeof relationshipStates)[number];

/** Partner ↔ customer (R-REL-01). */
export interface Relationship {
  readonly id: string;
  readonly partnerId: string;
  readonly customerId: string;
  readonly state: RelationshipState;
  /** Follows from the accepted request and the roles in place. */
  readonly type: RelationshipType;
  /** Whether the delegated admin roles are in place now. */
  readonly hasDap: boolean;
  readonly since: Date;
  readonly endedAt: Date | null;
  /** When the customer asked the partner to end it; null if it did not or has its answer (R-REL-02). */
  readonly endAskedAt: Date | null;
  /** Since when the partner is the customer's partner of record; null if it is not (R-DAP-06). */
  readonly ofRecordSince: Date | null;
}

/** A relationship with everything that both sides may see. */
export interface RelationshipDetails {
  readonly relationship: Relationship;
  readonly partner: OrganizationSummary;
  readonly customer: OrganizationSummary;
  /** The admin roles in place and when they were granted; empty without delegated administration. */
  readonly roles: readonly { readonly role: DelegatedRole; readonly grantedAt: Date }[];
}

/** One line in a list of customers. */
export interface RelationshipListItem extends RelationshipDetails {
  /** Whether the customer has not accepted the current agreement (R-AGR-05, R-AGR-06). */
  readonly lacksAgreement: boolean;
}

/** The maximum length of a partner's reason for keeping a relationship. */
export const maxReason = 500;
