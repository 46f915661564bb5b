import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { RelationshipDetails } from './relationship.ts';

/** The own organization's partner of record, and whether this member may set it. */
export interface OwnRecord {
  readonly organization: OrganizationSummary;
  readonly present: RelationshipDetails | null;
  readonly maySet: boolean;
}

/** The partners that could become partner of record. */
export interface RecordChoice {
  readonly organization: OrganizationSummary;
  readonly present: RelationshipDetails | null;
  /** The active partners; the current partner of record first. */
  readonly partners: readonly OrganizationSummary[];
}
