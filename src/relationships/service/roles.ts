import { type ActContext, type Actor, act, type ServiceContext } from '../../kernel/act.ts';
import { type Acted, unwrap } from '../../kernel/refusal.ts';
import { requireRule } from '../../kernel/rule.ts';
import { resolveOrganization } from '../../organizations/index.ts';
import { events } from '../events.ts';
import type { RelationshipDetails } from '../model/relationship.ts';
import { removeRolesRule } from '../model/rules.ts';
import { delegatedRoles, typeWithDap } from '../model/types.ts';
import { insertGrants, removeGrants } from '../store/roles.ts';
import { lockPartner } from './locked.ts';
import { aboutRelationship, changeType, type Parties } from './parties.ts';

export const roles = (context: ServiceContext) => ({
  /**
   * Removes a partner's admin roles; the relationship stays (R-DAP-02). Refuses with `role_needed` (R-ROLE-04),
   * `not_related`, `no_roles_in_place`.
   */
  removeRoles: (actor: Actor, typed: string): Acted<RelationshipDetails> =>
    act(context, actor, 'remove_partner_roles', async (acting) => {
      const partner = await lockPartner(acting, unwrap(await resolveOrganization(acting.tx, typed)));
      requireRule(removeRolesRule, partner);
      return removeRoles(acting, partner.relationships.asPartner);
    }),
});

/** Grants Global admin and Helpdesk admin in the acting organization, both at once (R-DAP-01). */
export async function grantRoles(
  context: Pick<ServiceContext, 'newId'>,
  acting: ActContext,
  parties: Parties,
): Promise<void> {
  await insertGrants(
    acting.tx,
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
    event: events['roles.granted'],
    ...aboutRelationship(acting, parties),
    before: { roles: [] },
    after: { roles: delegatedRoles },
  });
}

/** Revokes the admin roles of a locked relationship, if it has any. */
export async function revokeGrants(
  acting: ActContext,
  { relationship, roles: present }: RelationshipDetails,
): Promise<void> {
  if (!relationship.hasDap) return;
  await removeGrants(acting.tx, relationship.id, acting.now);
  acting.record({
    event: events['roles.removed'],
    ...aboutRelationship(acting, relationship),
    before: { roles: present.map(({ role }) => role) },
    after: { roles: [] },
  });
}

/**
 * Removes the admin roles of a locked relationship, which stays with the type it has without them (R-DAP-02). Returns
 * the relationship afterwards.
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
