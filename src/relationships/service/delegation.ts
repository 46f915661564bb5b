import { and, eq, isNull } from 'drizzle-orm';
import { adminGrants, relationships } from '../../../db/schema/relationships.ts';
import type { ActContext, ServiceContext } from '../../kernel/act.ts';
import type { Relationship, RelationshipDetails } from '../model/relationship.ts';
import { delegatedRoles, type RelationshipType, typeWithDap } from '../model/types.ts';

/** The two sides of a relationship, which may be yet to begin. */
export type Parties = Pick<Relationship, 'id' | 'partnerId' | 'customerId'>;

/** What every entry about a relationship says of it, from the act's side. */
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

/** Grants Global admin and Helpdesk admin of the act's organization, both at once (R-DAP-01). */
export async function grantRoles(
  context: ServiceContext,
  acting: ActContext,
  parties: Parties,
): Promise<void> {
  await acting.tx.insert(adminGrants).values(
    delegatedRoles.map((role) => ({
      id: context.newId(),
      relationshipId: parties.id,
      partnerId: parties.partnerId,
      customerId: parties.customerId,
      role,
      exclusive: acting.organization.delegatedAdministrators === 'single',
      grantedAt: acting.now,
    })),
  );
  acting.record({
    kind: 'roles.granted',
    ...aboutRelationship(acting, parties),
    before: { roles: [] },
    after: { roles: delegatedRoles },
  });
}

/** Takes the admin roles that a locked relationship has, if it has any. */
export async function revokeGrants(
  acting: ActContext,
  { relationship, roles }: RelationshipDetails,
): Promise<void> {
  if (!relationship.hasDap) return;
  await acting.tx
    .update(adminGrants)
    .set({ removedAt: acting.now })
    .where(and(eq(adminGrants.relationshipId, relationship.id), isNull(adminGrants.removedAt)));
  acting.record({
    kind: 'roles.removed',
    ...aboutRelationship(acting, relationship),
    before: { roles: roles.map(({ role }) => role) },
    after: { roles: [] },
  });
}

/**
 * Takes the admin roles, and the relationship stays, with the type that it has without them (R-DAP-02). The relationship
 * is locked. Returns it as it is afterwards.
 */
export async function removeRoles(
  acting: ActContext,
  present: RelationshipDetails,
): Promise<RelationshipDetails> {
  const { relationship } = present;
  const type = typeWithDap(relationship.type, false);
  await revokeGrants(acting, present);
  await changeType(acting, relationship, relationship.type, type);
  return { ...present, relationship: { ...relationship, type, hasDap: false }, roles: [] };
}

/** Writes a type that differs from the one before. */
export async function changeType(
  acting: ActContext,
  parties: Parties,
  before: RelationshipType,
  type: RelationshipType,
): Promise<void> {
  if (before === type) return;
  await acting.tx.update(relationships).set({ type }).where(eq(relationships.id, parties.id));
  acting.record({
    kind: 'relationship.changed',
    ...aboutRelationship(acting, parties),
    before: { type: before },
    after: { type },
  });
}
