import { listCommand } from '../../kernel/define-list.ts';
import type { Page } from '../../kernel/page.ts';
import type { RelationshipDetails, RelationshipListItem } from '../model/relationship.ts';
import type { RelationshipServices } from '../service/index.ts';
import { customersCard, partnersCard } from '../views/lists.ts';
import type { RelationshipsKey } from '../words.en.ts';

/** `customers [words]`: a partner's customers (R-REL-04). */
export const customers = listCommand<RelationshipServices, RelationshipsKey, Page<RelationshipListItem>>({
  verb: 'customers',
  topic: 'look',
  shownTo: ['view_customers'],
  read: ({ service, actor }, query) => service.relationships.customers(actor, query),
  draw: customersCard,
});

/** `partners [words]`: a customer's partners (R-REL-04). */
export const partners = listCommand<RelationshipServices, RelationshipsKey, Page<RelationshipDetails>>({
  verb: 'partners',
  topic: 'look',
  shownTo: 'member',
  read: ({ service, actor }, query) => service.relationships.partners(actor, query),
  draw: partnersCard,
});
