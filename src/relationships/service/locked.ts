import type { ActContext } from '../../kernel/act.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { ActRefusal } from '../../kernel/refusal.ts';
import type { RelationshipDetails } from '../model/relationship.ts';
import { problems } from '../problems.ts';
import { lockActiveRelationship } from '../store/relationships.ts';

/**
 * The relationship in which the other organization is the acting organization's partner, locked, as input for the
 * rules. Refuses with `not_related`.
 */
export async function lockPartner({ tx, organization }: ActContext, other: OrganizationSummary) {
  const asPartner = await lockActiveRelationship(tx, other.id, organization.id);
  return { other, relationships: { asPartner: asPartner ?? unrelated(other) } };
}

/** The same with the other organization as the customer. Refuses with `not_related`. */
export async function lockCustomer({ tx, organization }: ActContext, other: OrganizationSummary) {
  const asCustomer = await lockActiveRelationship(tx, organization.id, other.id);
  return { other, relationships: { asCustomer: asCustomer ?? unrelated(other) } };
}

function unrelated(organization: OrganizationSummary): RelationshipDetails {
  throw new ActRefusal(problems.not_related({ organization }));
}
