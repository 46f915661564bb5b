import type { ActContext } from '../../kernel/act.ts';
import { events } from '../events.ts';
import type { Relationship } from '../model/relationship.ts';
import type { RelationshipType } from '../model/types.ts';
import { insertRelationship, updateType } from '../store/relationships.ts';

/** The two sides of a relationship, which may not have started yet. */
export type Parties = Pick<Relationship, 'id' | 'partnerId' | 'customerId'>;

/** The facts of every audit entry about a relationship, from the acting organization's side. */
export const aboutRelationship = (
  { organization }: Pick<ActContext, 'organization'>,
  { id, partnerId, customerId }: Parties,
) =>
  ({
    subject: { kind: 'relationship', id },
    counterpartId: partnerId === organization.id ? customerId : partnerId,
    partnerId,
    customerId,
  }) as const;

/** Starts a relationship (R-REL-01). */
export async function startRelationship(
  acting: ActContext,
  parties: Parties,
  type: RelationshipType,
): Promise<void> {
  const { id, partnerId, customerId } = parties;
  await insertRelationship(acting.tx, { id, partnerId, customerId, type, since: acting.now });
  acting.record({
    event: events['relationship.started'],
    ...aboutRelationship(acting, parties),
    after: { type },
  });
}

/** Writes the type if it has changed. */
export async function changeType(
  acting: ActContext,
  parties: Parties,
  before: RelationshipType,
  type: RelationshipType,
): Promise<void> {
  if (before === type) return;
  await updateType(acting.tx, parties.id, type);
  acting.record({
    event: events['relationship.changed'],
    ...aboutRelationship(acting, parties),
    before: { type: before },
    after: { type },
  });
}
