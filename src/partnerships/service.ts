import { type ActContext, type Actor, act, query, type ServiceContext } from '../kernel/act.ts';
import type { OrganizationSummary } from '../kernel/organization.ts';
import type { ListQuery, Page } from '../kernel/page.ts';
import { type Acted, ActRefusal, unwrap } from '../kernel/refusal.ts';
import { requireRule } from '../kernel/rule.ts';
import { problems as organizationProblems, resolveOrganization } from '../organizations/index.ts';
import {
  listSharedCustomers,
  type RelationshipListItem,
  type RelationshipServices,
} from '../relationships/index.ts';
import { events } from './events.ts';
import { type PartnershipDetails, removeAccessRule, sharedCustomersRule } from './model.ts';
import { problems } from './problems.ts';
import {
  activePartnership,
  grantAccess,
  insertPartnership,
  listPartnerships,
  partnershipBetween,
  removeAccess,
} from './store.ts';

/** A page of shared customers, and the other organization. */
export interface SharedCustomers {
  readonly other: OrganizationSummary;
  readonly page: Page<RelationshipListItem>;
}

export const partnershipService = (context: ServiceContext) => ({
  /** A reseller's indirect providers (R-IND-03). Refuses with `resellers_only`. */
  providers: (actor: Actor, list: ListQuery): Acted<Page<PartnershipDetails>> =>
    query(context, actor, 'read', ({ tx, organization }) => {
      if (organization.programme !== 'indirect_reseller') {
        throw new ActRefusal(organizationProblems.resellers_only({ organization }));
      }
      return listPartnerships(tx, 'reseller', organization.id, list);
    }),

  /** A provider's indirect resellers (R-IND-03). Refuses with `providers_only`. */
  resellers: (actor: Actor, list: ListQuery): Acted<Page<PartnershipDetails>> =>
    query(context, actor, 'read', ({ tx, organization }) => {
      if (organization.programme !== 'indirect_provider') {
        throw new ActRefusal(organizationProblems.providers_only({ organization }));
      }
      return listPartnerships(tx, 'provider', organization.id, list);
    }),

  /**
   * The current customers of both a provider and its reseller, each with the own relationship only (R-REL-04): the
   * other's relationship is not shown, only that it exists. Refuses with `partners_only`, `not_partnered` and, by
   * R-ROLE-01, `role_needed`.
   */
  sharedCustomers: (actor: Actor, typed: string, list: ListQuery): Acted<SharedCustomers> =>
    query(context, actor, 'view_customers', async ({ tx, organization }) => {
      const other = unwrap(await resolveOrganization(tx, typed));
      const partnership = (await partnershipBetween(tx, organization.id, other.id)) ?? null;
      requireRule(sharedCustomersRule, { organization, other, partnerships: { partnership } });
      return { other, page: await listSharedCustomers(tx, organization.id, other.id, list) };
    }),

  /**
   * Removes a provider's administrator access; the partnership stays (R-IND-04). Refuses with `partners_only`,
   * `role_needed`, `not_a_provider`, `no_admin_access`.
   */
  removeAccess: (actor: Actor, typed: string): Acted<PartnershipDetails> =>
    act(context, actor, 'accept_partnership', async ({ tx, organization, record }) => {
      const other = unwrap(await resolveOrganization(tx, typed));
      const present = await activePartnership(tx, other.id, organization.id);
      if (!present) throw new ActRefusal(problems.not_a_provider({ organization: other }));
      requireRule(removeAccessRule, { organization, other, partnerships: { partnership: present } });
      const { partnership } = present;
      const removed = await removeAccess(tx, partnership.id);
      if (!removed) throw new ActRefusal(problems.no_admin_access({ organization: other }));
      record({
        event: events['partnership.access_removed'],
        ...aboutPartnership(partnership.id, other.id),
        before: { adminAccess: true },
        after: { adminAccess: false },
      });
      return { ...present, partnership: { ...partnership, adminAccess: false } };
    }),
});

export type PartnershipServices = RelationshipServices & {
  readonly partnerships: ReturnType<typeof partnershipService>;
};

/** The facts of every audit entry about a partnership; the reseller acts. */
const aboutPartnership = (id: string, providerId: string) =>
  ({
    subject: { kind: 'partnership', id },
    counterpartId: providerId,
    partnerId: providerId,
  }) as const;

/**
 * The acting organization, a reseller, authorizes a provider: they become partners, and the provider gets administrator
 * access (R-IND-01 to R-IND-03). `present`: an existing partnership, whose access may have been removed.
 */
export async function startPartnership(
  context: Pick<ServiceContext, 'newId'>,
  { tx, now, organization, record }: ActContext,
  providerId: string,
  present: PartnershipDetails | undefined,
): Promise<void> {
  const id = present?.partnership.id ?? context.newId();
  if (present) await grantAccess(tx, id);
  else await insertPartnership(tx, { id, providerId, resellerId: organization.id, since: now });
  record({
    event: events['partnership.started'],
    ...aboutPartnership(id, providerId),
    ...(present ? { before: { adminAccess: present.partnership.adminAccess } } : {}),
    after: { adminAccess: true },
  });
}
