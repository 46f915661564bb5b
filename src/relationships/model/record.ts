import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { RelationshipDetails } from './relationship.ts';

/** Whom the actor's own organization names its partner of record, and whether this member may name one. */
export interface OwnRecord {
  readonly organization: OrganizationSummary;
  readonly present: RelationshipDetails | null;
  readonly mayName: boolean;
}

/** Whom it could name. */
export interface RecordChoice {
  readonly organization: OrganizationSummary;
  readonly present: RelationshipDetails | null;
  /** The active partners, the present one first. */
  readonly partners: readonly OrganizationSummary[];
}
