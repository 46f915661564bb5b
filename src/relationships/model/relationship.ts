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
  /** Follows from what was accepted and which roles are in place. */
  readonly type: RelationshipType;
  /** Whether the delegated admin roles are in place now. */
  readonly hasDap: boolean;
  readonly since: Date;
  readonly endedAt: Date | null;
  /** When the customer asked the partner to end it and is not answered yet (R-REL-02). */
  readonly endAskedAt: Date | null;
  /** Since when the customer names the partner its partner of record; null while it does not (R-DAP-06). */
  readonly ofRecordSince: Date | null;
}

/** A relationship with what both sides may see of it. */
export interface RelationshipDetails {
  readonly relationship: Relationship;
  readonly partner: OrganizationSummary;
  readonly customer: OrganizationSummary;
  /** Admin roles in place now, with the time they were granted; empty without delegated administration. */
  readonly roles: readonly { readonly role: DelegatedRole; readonly grantedAt: Date }[];
}

/** One line of a list of customers. */
export interface RelationshipListItem extends RelationshipDetails {
  /** Whether the customer has not accepted the agreement in force (R-AGR-05, R-AGR-06). */
  readonly lacksAgreement: boolean;
}

/** The most characters of the reason for which a partner keeps a relationship. */
export const maxReason = 500;
