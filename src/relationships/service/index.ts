import type { AgreementServices } from '../../agreements/index.ts';
import { type Actor, query, type ServiceContext } from '../../kernel/act.ts';
import type { ListQuery, Page } from '../../kernel/page.ts';
import type { Acted } from '../../kernel/refusal.ts';
import type { RelationshipDetails, RelationshipListItem } from '../model/relationship.ts';
import { listRelationships } from '../store/lists.ts';
import { agreementRequests } from './agreement.ts';
import { endings } from './end.ts';
import { mpsa } from './mpsa.ts';
import { partnerOfRecord } from './record.ts';
import { roles } from './roles.ts';

export const relationshipService = (context: ServiceContext) => ({
  ...roles(context),
  ...endings(context),
  ...partnerOfRecord(context),
  ...agreementRequests(context),
  ...mpsa(context),

  /** A partner's customers (R-REL-04). Refuses with `partners_only` and, by R-ROLE-01, `role_needed`. */
  customers: (actor: Actor, list: ListQuery): Acted<Page<RelationshipListItem>> =>
    query(context, actor, 'view_customers', ({ tx, organization }) =>
      listRelationships(tx, 'partner', organization.id, list),
    ),

  /** A customer's partners (R-REL-04); every member may read them (R-ROLE-02). */
  partners: (actor: Actor, list: ListQuery): Acted<Page<RelationshipDetails>> =>
    query(context, actor, 'read', ({ tx, organization }) =>
      listRelationships(tx, 'customer', organization.id, list),
    ),
});

export type RelationshipServices = AgreementServices & {
  readonly relationships: ReturnType<typeof relationshipService>;
};
