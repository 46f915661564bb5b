import { and, eq, isNull } from 'drizzle-orm';
import { adminGrants, relationships } from '../../db/schema/relationships.ts';
import type { Relationship, RelationshipDetails } from '../domain/relationship.ts';
import { delegatedRoles, type RelationshipType, typeWithDap } from '../domain/relationship-types.ts';
import type { Act, Surroundings } from './transact.ts';

/** The two sides of a relationship, which may be yet to begin. */
export type Parties = Pick<Relationship, 'id' | 'partnerId' | 'customerId'>;

/** What every entry about a relationship says of it, from the act's side. */
export const aboutRelationship = (
  { organization }: Pick<Act, 'organization'>,
  { id, partnerId, customerId }: Parties,
) =>
  ({
    subject: { kind: 'relationship', id },
    counterpartId: partnerId === organization.id ? customerId : partnerId,
    partnerId,
    customerId,
  }) as const;

/** Grants Global admin and Helpdesk admin of the act's organization, both at once (R-DAP-01). */
export async function grantRoles(env: Surroundings, act: Act, parties: Parties): Promise<void> {
  await act.tx.insert(adminGrants).values(
    delegatedRoles.map((role) => ({
      id: env.newId(),
      relationshipId: parties.id,
      partnerId: parties.partnerId,
      customerId: parties.customerId,
      role,
      exclusive: act.organization.delegatedAdministrators === 'single',
      grantedAt: act.now,
    })),
  );
  act.record({
    kind: 'roles.granted',
    ...aboutRelationship(act, parties),
    before: { roles: [] },
    after: { roles: delegatedRoles },
  });
}

/** Takes the admin roles that a locked relationship has, if it has any. */
export async function takeRoles(act: Act, { relationship, roles }: RelationshipDetails): Promise<void> {
  if (!relationship.hasDap) return;
  await act.tx
    .update(adminGrants)
    .set({ removedAt: act.now })
    .where(and(eq(adminGrants.relationshipId, relationship.id), isNull(adminGrants.removedAt)));
  act.record({
    kind: 'roles.removed',
    ...aboutRelationship(act, relationship),
    before: { roles: roles.map(({ role }) => role) },
    after: { roles: [] },
  });
}

/**
 * Takes the admin roles, and the relationship stays, with the type that it has without them (R-DAP-02). The relationship
 * is locked. Returns it as it is afterwards.
 */
export async function removeRoles(act: Act, present: RelationshipDetails): Promise<RelationshipDetails> {
  const { relationship } = present;
  const type = typeWithDap(relationship.type, false);
  await takeRoles(act, present);
  await changeType(act, relationship, relationship.type, type);
  return { ...present, relationship: { ...relationship, type, hasDap: false }, roles: [] };
}

/** Writes a type that differs from the one before. */
export async function changeType(
  act: Act,
  parties: Parties,
  before: RelationshipType,
  type: RelationshipType,
): Promise<void> {
  if (before === type) return;
  await act.tx.update(relationships).set({ type }).where(eq(relationships.id, parties.id));
  act.record({
    kind: 'relationship.changed',
    ...aboutRelationship(act, parties),
    before: { type: before },
    after: { type },
  });
}
