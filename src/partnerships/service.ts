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
import { type PartnershipDetails, removingAccess, sharing } from './model.ts';
import { problems } from './problems.ts';
import {
  activePartnership,
  grantAccess,
  insertPartnership,
  listPartnerships,
  partnershipBetween,
  removeAccess,
} from './store.ts';

/** A page of what two partners share, and the other of the two. */
export interface SharedCustomers {
  readonly other: OrganizationSummary;
  readonly page: Page<RelationshipListItem>;
}

export const partnershipService = (context: ServiceContext) => ({
  /** A reseller's indirect providers (R-IND-03). Refused with `resellers_only`. */
  providers: (actor: Actor, list: ListQuery): Acted<Page<PartnershipDetails>> =>
    query(context, actor, 'read', ({ tx, organization }) => {
      if (organization.programme !== 'indirect_reseller') {
        throw new ActRefusal(organizationProblems.resellers_only({ organization }));
      }
      return listPartnerships(tx, 'reseller', organization.id, list);
    }),

  /** A provider's indirect resellers (R-IND-03). Refused with `providers_only`. */
  resellers: (actor: Actor, list: ListQuery): Acted<Page<PartnershipDetails>> =>
    query(context, actor, 'read', ({ tx, organization }) => {
      if (organization.programme !== 'indirect_provider') {
        throw new ActRefusal(organizationProblems.providers_only({ organization }));
      }
      return listPartnerships(tx, 'provider', organization.id, list);
    }),

  /**
   * The customers that a provider and its reseller both have now, as their own side sees them (R-REL-04): of what the
   * other has with each it says no more than that there is something. Refused with `partners_only`, `not_partnered` and, by
   * R-ROLE-01, `role_needed`.
   */
  sharedCustomers: (actor: Actor, typed: string, list: ListQuery): Acted<SharedCustomers> =>
    query(context, actor, 'view_customers', async ({ tx, organization }) => {
      const other = unwrap(await resolveOrganization(tx, typed));
      const partnership = (await partnershipBetween(tx, organization.id, other.id)) ?? null;
      requireRule(sharing, { organization, other, partnerships: { partnership } });
      return { other, page: await listSharedCustomers(tx, organization.id, other.id, list) };
    }),

  /**
   * Takes a provider's administrator access; the partnership stays (R-IND-04). Refused with `partners_only`,
   * `role_needed`, `not_a_provider`, `no_admin_access`.
   */
  removeAccess: (actor: Actor, typed: string): Acted<PartnershipDetails> =>
    act(context, actor, 'accept_partnership', async ({ tx, organization, record }) => {
      const other = unwrap(await resolveOrganization(tx, typed));
      const present = await activePartnership(tx, other.id, organization.id);
      if (!present) throw new ActRefusal(problems.not_a_provider({ organization: other }));
      requireRule(removingAccess, { organization, other, partnerships: { partnership: present } });
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

/** What every entry about a partnership says of it: it is the reseller that acts. */
const aboutPartnership = (id: string, providerId: string) =>
  ({
    subject: { kind: 'partnership', id },
    counterpartId: providerId,
    partnerId: providerId,
  }) as const;

/**
 * The act's organization, a reseller, authorizes a provider: from now on they are partnered, and the provider has
 * administrator access (R-IND-01 to R-IND-03). `present`: the partnership that there is already, whose access may be gone.
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
