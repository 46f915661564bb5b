import { defineSubject } from '../kernel/subject.ts';
import { cards } from './cards.ts';
import { commands } from './commands/index.ts';
import { events } from './events.ts';
import { home } from './home.ts';
import { organizationPart } from './organization-part.ts';
import { problems } from './problems.ts';
import { relationshipService } from './service/index.ts';
import { en } from './words.en.ts';

export type { RelationshipDetails, RelationshipListItem } from './model/relationship.ts';
export { isCustomer, type OnOrganization, type RelationshipsBetween } from './model/rules.ts';
export { isDelegated, type RelationshipType, relationshipTypes, typeWithDap } from './model/types.ts';
export { problems } from './problems.ts';
export type { RelationshipServices } from './service/index.ts';
export { lockCustomer } from './service/locked.ts';
export { aboutRelationship, changeType, startRelationship } from './service/parties.ts';
export { grantRoles, removeRoles } from './service/roles.ts';
export { listSharedCustomers } from './store/lists.ts';
export { activeRelationship, lockActiveRelationship } from './store/relationships.ts';
export { delegatedPartners } from './store/roles.ts';
export { relationshipItem } from './views/lists.ts';
export { delegatedRoleMeanings, typeMeaning, typeName } from './views/terms.ts';
export type { RelationshipsKey } from './words.en.ts';

/** Partners and their customers, from the start to the end of a relationship. */
export const relationships = defineSubject({
  name: 'relationships',
  problems,
  events,
  words: { en },
  service: relationshipService,
  commands,
  cards,
  organizationPart,
  home,
});
