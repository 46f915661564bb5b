import { and, eq, inArray } from 'drizzle-orm';
import { invitations } from '../../../db/schema/invitations.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { partnerships } from '../../../db/schema/partnerships.ts';
import { relationships } from '../../../db/schema/relationships.ts';
import { needsAcceptance } from '../../agreements/model.ts';
import { agreementStatus } from '../../agreements/store.ts';
import type { Invitation } from '../../invitations/model/invitation.ts';
import { about, answeredBy, maxNote, requireLength } from '../../invitations/service/invitation.ts';
import { loadInvitationDetails, lockOpenBetween, openBetween } from '../../invitations/store.ts';
import {
  type ActContext,
  type Actor,
  ActRefusal,
  act,
  query,
  type ServiceContext,
  unwrap,
} from '../../kernel/act.ts';
import { isPartner, type OrganizationSummary } from '../../kernel/organization.ts';
import type { Page } from '../../kernel/page.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { may } from '../../kernel/rights.ts';
import { isKnown } from '../../organizations/store.ts';
import type { OrganizationAct, OrganizationOverview } from '../../overview/model.ts';
import { resolveOrganization } from '../../overview/resolve.ts';
import type { PartnershipDetails, RelationshipDetails, RelationshipListItem } from '../model/relationship.ts';
import {
  activePartnership,
  activeRelationship,
  type ListQuery,
  listPartnerships,
  listRelationships,
  listSharedCustomers,
  lockActiveRelationship,
} from '../store.ts';
import { aboutRelationship, removeRoles, revokeGrants } from './delegation.ts';

/** A page of what two partners share, and the other of the two. */
export interface SharedCustomers {
  readonly other: OrganizationSummary;
  readonly page: Page<RelationshipListItem>;
}

export const relations = (context: ServiceContext) => ({
  /** A partner's customers (R-REL-04). Refused with `partners_only` and, by R-ROLE-01, `role_needed`. */
  listCustomers: (actor: Actor, list: ListQuery): Promise<Result<Page<RelationshipListItem>, Problem>> =>
    query(context, actor, 'view_customers', ({ tx, organization }) =>
      listRelationships(tx, 'partner', organization.id, list),
    ),

  /** A customer's partners (R-REL-04); every member may read them (R-ROLE-02). */
  listPartners: (actor: Actor, list: ListQuery): Promise<Result<Page<RelationshipDetails>, Problem>> =>
    query(context, actor, 'read', ({ tx, organization }) =>
      listRelationships(tx, 'customer', organization.id, list),
    ),

  /** A reseller's indirect providers (R-IND-03). Refused with `resellers_only`. */
  listProviders: (actor: Actor, list: ListQuery): Promise<Result<Page<PartnershipDetails>, Problem>> =>
    query(context, actor, 'read', ({ tx, organization }) => {
      if (organization.programme !== 'indirect_reseller') {
        throw new ActRefusal({ code: 'resellers_only', organization });
      }
      return listPartnerships(tx, 'reseller', organization.id, list);
    }),

  /** A provider's indirect resellers (R-IND-03). Refused with `providers_only`. */
  listResellers: (actor: Actor, list: ListQuery): Promise<Result<Page<PartnershipDetails>, Problem>> =>
    query(context, actor, 'read', ({ tx, organization }) => {
      if (organization.programme !== 'indirect_provider') {
        throw new ActRefusal({ code: 'providers_only', organization });
      }
      return listPartnerships(tx, 'provider', organization.id, list);
    }),

  /**
   * The customers that a provider and its reseller both have now, as their own side sees them (R-REL-04): of what the
   * other has with each it says no more than that there is something. Refused with `partners_only`, `not_partnered` and, by
   * R-ROLE-01, `role_needed`.
   */
  listSharedCustomers: (
    actor: Actor,
    typed: string,
    list: ListQuery,
  ): Promise<Result<SharedCustomers, Problem>> =>
    query(context, actor, 'view_customers', async (acting) => {
      const other = unwrap(await resolveOrganization(acting.tx, typed));
      if (!(await partnershipBetween(acting, other.id))) {
        throw new ActRefusal({ code: 'not_partnered', organization: other });
      }
      return { other, page: await listSharedCustomers(acting.tx, acting.organization.id, other.id, list) };
    }),

  /** All that the own organization may see of another, with the acts that this member may take (R-REL-06). */
  showOrganization: (actor: Actor, typed: string): Promise<Result<OrganizationOverview, Problem>> =>
    query(context, actor, 'read', async (acting) =>
      overview(acting, unwrap(await resolveOrganization(acting.tx, typed))),
    ),

  /**
   * Takes the admin roles of a partner; the relationship stays (R-DAP-02). Refused with `role_needed` (R-ROLE-04),
   * `not_related`, `no_roles_in_place`.
   */
  removePartnerRoles: (actor: Actor, typed: string): Promise<Result<RelationshipDetails, Problem>> =>
    act(context, actor, 'remove_partner_roles', async (acting) => {
      const partner = unwrap(await resolveOrganization(acting.tx, typed));
      const present = await lockActiveRelationship(acting.tx, partner.id, acting.organization.id);
      if (!present) throw new ActRefusal({ code: 'not_related', organization: partner });
      if (!present.relationship.hasDap)
        throw new ActRefusal({ code: 'no_roles_in_place', organization: partner });
      return removeRoles(acting, present);
    }),

  /**
   * A partner ends a relationship: roles go, it is partner of record no more, open invitations between the two close,
   * history stays, both sides are told (R-REL-03). A customer asks the partner to, and can do no more (R-REL-02). Refused with `not_related`,
   * `partnership_cannot_end`, `end_already_asked`, `role_needed`.
   */
  endRelationship: (
    actor: Actor,
    typed: string,
  ): Promise<Result<{ details: RelationshipDetails; outcome: 'ended' | 'asked' }, Problem>> =>
    act(context, actor, 'read', async (acting) => {
      const other = unwrap(await resolveOrganization(acting.tx, typed));
      // An answer takes the invitation before the relationship; in another order the two could wait for each other.
      const open = await lockOpenBetween(acting.tx, acting.organization.id, other.id);
      const mine = await lockActiveRelationship(acting.tx, acting.organization.id, other.id);
      if (mine) {
        await acting.require('request_relationship');
        return { details: await end(acting, mine, open), outcome: 'ended' };
      }
      const theirs = await lockActiveRelationship(acting.tx, other.id, acting.organization.id);
      if (!theirs) {
        const partnered = await partnershipBetween(acting, other.id);
        const code = partnered ? 'partnership_cannot_end' : 'not_related';
        throw new ActRefusal({ code, organization: other });
      }
      await acting.require('work_with_partners');
      return { details: await askToEnd(acting, theirs), outcome: 'asked' };
    }),

  /** The partner answers a customer's wish to end with why not (R-REL-02). Refused with `end_not_asked`. */
  refuseToEnd: (actor: Actor, typed: string, reason: string): Promise<Result<RelationshipDetails, Problem>> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const customer = unwrap(await resolveOrganization(acting.tx, typed));
      const present = await lockActiveRelationship(acting.tx, acting.organization.id, customer.id);
      if (!present) throw new ActRefusal({ code: 'not_related', organization: customer });
      if (!present.relationship.endAskedAt)
        throw new ActRefusal({ code: 'end_not_asked', organization: customer });
      const text = reason.trim();
      if (text === '') throw new ActRefusal({ code: 'field_missing', field: 'reason' });
      requireLength('reason', text, maxNote);
      await acting.tx
        .update(relationships)
        .set({ endAskedAt: null })
        .where(eq(relationships.id, present.relationship.id));
      acting.record({
        kind: 'relationship.end_refused',
        ...aboutRelationship(acting, present.relationship),
        after: { reason: text },
      });
      return { ...present, relationship: { ...present.relationship, endAskedAt: null } };
    }),

  /**
   * Takes a provider's administrator access; the partnership stays (R-IND-04). Refused with `resellers_only`,
   * `role_needed`, `not_a_provider`, `no_admin_access`.
   */
  removeAccess: (actor: Actor, typed: string): Promise<Result<PartnershipDetails, Problem>> =>
    act(context, actor, 'accept_partnership', async (acting) => {
      const provider = unwrap(await resolveOrganization(acting.tx, typed));
      const present = await activePartnership(acting.tx, provider.id, acting.organization.id);
      if (!present) throw new ActRefusal({ code: 'not_a_provider', organization: provider });
      const removed = await acting.tx
        .update(partnerships)
        .set({ adminAccess: false })
        .where(and(eq(partnerships.id, present.partnership.id), eq(partnerships.adminAccess, true)))
        .returning({ id: partnerships.id });
      if (removed.length === 0) throw new ActRefusal({ code: 'no_admin_access', organization: provider });
      acting.record({
        kind: 'partnership.access_removed',
        subject: { kind: 'partnership', id: present.partnership.id },
        counterpartId: provider.id,
        partnerId: provider.id,
        before: { adminAccess: true },
        after: { adminAccess: false },
      });
      return { ...present, partnership: { ...present.partnership, adminAccess: false } };
    }),

  /** Whether the own MPSA partners see purchases made through each other (R-TYPE-06). */
  shareMpsaPurchases: (actor: Actor, shared: boolean): Promise<Result<boolean, Problem>> =>
    act(context, actor, 'work_with_partners', async (acting) => {
      const changed = await acting.tx
        .update(organizations)
        .set({ sharesMpsaPurchases: shared })
        .where(
          and(eq(organizations.id, acting.organization.id), eq(organizations.sharesMpsaPurchases, !shared)),
        )
        .returning({ id: organizations.id });
      if (changed.length > 0) {
        acting.record({
          kind: 'organization.changed',
          subject: { kind: 'organization', id: acting.organization.id },
          counterpartId: null,
          before: { sharesMpsaPurchases: !shared },
          after: { sharesMpsaPurchases: shared },
        });
      }
      return shared;
    }),
});

async function end(
  acting: ActContext,
  present: RelationshipDetails,
  open: readonly Invitation[],
): Promise<RelationshipDetails> {
  const { id, type, ofRecordSince } = present.relationship;
  acting.record({
    kind: 'relationship.ended',
    ...aboutRelationship(acting, present.relationship),
    before: { state: 'active', type, ...(ofRecordSince ? { ofRecord: true } : {}) },
    after: { state: 'ended', ...(ofRecordSince ? { ofRecord: false } : {}) },
  });
  await revokeGrants(acting, present);
  await acting.tx
    .update(relationships)
    .set({ state: 'ended', endedAt: acting.now, endAskedAt: null, ofRecordSince: null })
    .where(eq(relationships.id, id));
  await closeInvitations(
    acting,
    open.filter(({ state }) => state === 'sent'),
  );
  return {
    ...present,
    roles: [],
    relationship: {
      ...present.relationship,
      state: 'ended',
      endedAt: acting.now,
      endAskedAt: null,
      ofRecordSince: null,
      hasDap: false,
    },
  };
}

/** Ending closes the open invitations between the two (R-REL-03): sent ones are withdrawn, in the name of the act. */
async function closeInvitations(acting: ActContext, sent: readonly Invitation[]): Promise<void> {
  if (sent.length === 0) return;
  await acting.tx
    .update(invitations)
    .set({ state: 'withdrawn', ...answeredBy(acting) })
    .where(
      inArray(
        invitations.id,
        sent.map(({ id }) => id),
      ),
    );
  for (const invitation of sent) {
    acting.record({
      kind: 'invitation.withdrawn',
      ...about(invitation, acting.organization.id),
      before: { state: 'sent' },
      after: { state: 'withdrawn' },
    });
  }
}

async function askToEnd(acting: ActContext, present: RelationshipDetails): Promise<RelationshipDetails> {
  const earlier = present.relationship.endAskedAt;
  if (earlier) throw new ActRefusal({ code: 'end_already_asked', at: earlier });
  await acting.tx
    .update(relationships)
    .set({ endAskedAt: acting.now })
    .where(eq(relationships.id, present.relationship.id));
  acting.record({
    kind: 'relationship.end_asked',
    ...aboutRelationship(acting, present.relationship),
    after: { at: acting.now.toISOString() },
  });
  return { ...present, relationship: { ...present.relationship, endAskedAt: acting.now } };
}

type Looking = Omit<ActContext, 'record'>;

/** The active partnership of the act's organization with another, whichever of the two provides. */
async function partnershipBetween({ tx, organization: { id } }: Looking, other: string) {
  const [ours, theirs] = await Promise.all([
    activePartnership(tx, id, other),
    activePartnership(tx, other, id),
  ]);
  return ours ?? theirs;
}

/**
 * All that the act's organization may see of another, its customer only for a member who may view customers (R-ROLE-01).
 * Of an organization that it never dealt with: name and country.
 */
async function overview(acting: Looking, organization: OrganizationSummary): Promise<OrganizationOverview> {
  const mine = acting.organization.id;
  const own = mine === organization.id;
  const viewsCustomers = may(acting.member, acting.organization, 'view_customers');
  const [dealtWith, asCustomer, asPartner, partnership, between, agreement] = await Promise.all([
    isKnown(acting.tx, mine, organization.id),
    viewsCustomers ? activeRelationship(acting.tx, mine, organization.id) : undefined,
    activeRelationship(acting.tx, organization.id, mine),
    partnershipBetween(acting, organization.id),
    openBetween(acting.tx, mine, organization.id),
    agreementStatus(acting.tx, organization.id),
  ]);
  const open = between.filter(({ state, senderId }) => state === 'sent' || senderId === mine);
  const details = await Promise.all(open.map(({ id }) => loadInvitationDetails(acting.tx, id, mine)));
  const parts = {
    viewer: acting.organization,
    organization,
    related: own || dealtWith,
    asCustomer: asCustomer ?? null,
    asPartner: asPartner ?? null,
    partnership: partnership ?? null,
    agreement: asCustomer || own ? agreement : null,
    openInvitations: details.filter((found) => found !== undefined),
  };
  return { ...parts, acts: own ? ['history'] : actsToward(acting, parts) };
}

/** What this member may do about the other organization now. */
function actsToward(acting: Looking, parts: Omit<OrganizationOverview, 'acts'>): readonly OrganizationAct[] {
  const { member, organization } = acting;
  const { asCustomer, asPartner, partnership } = parts;
  const asks = may(member, organization, 'request_relationship');
  const ends = asks && asCustomer !== null;
  const sentKinds = parts.openInvitations
    .filter(({ invitation }) => invitation.senderId === organization.id)
    .map(({ invitation }) => invitation.kind);
  const acts: (OrganizationAct | false)[] = [
    asks &&
      !asCustomer &&
      !sentKinds.includes('relationship') &&
      organization.programme !== 'indirect_provider' &&
      'request',
    asks &&
      organization.programme === 'indirect_provider' &&
      parts.organization.programme === 'indirect_reseller' &&
      !partnership &&
      !sentKinds.includes('indirect_provider') &&
      'invite_reseller',
    asks &&
      asCustomer !== null &&
      parts.agreement !== null &&
      needsAcceptance(parts.agreement) &&
      'ask_agreement',
    asks &&
      asCustomer !== null &&
      !asCustomer.relationship.hasDap &&
      organization.mayAskForDap &&
      !sentKinds.includes('delegated_administration') &&
      'ask_roles',
    asPartner?.relationship.hasDap === true &&
      may(member, organization, 'remove_partner_roles') &&
      'remove_roles',
    asPartner !== null &&
      may(member, organization, 'name_partner_of_record') &&
      (asPartner.relationship.ofRecordSince ? 'remove_record' : 'name_record'),
    partnership?.partnership.resellerId === organization.id &&
      partnership.partnership.adminAccess &&
      may(member, organization, 'accept_partnership') &&
      'remove_access',
    partnership !== null && may(member, organization, 'view_customers') && 'shared',
    ends && 'end',
    asks && asCustomer !== null && asCustomer.relationship.endAskedAt !== null && 'refuse_end',
    // Between partners that are each other's customers the word ends the own side.
    !ends &&
      asPartner !== null &&
      asPartner.relationship.endAskedAt === null &&
      may(member, organization, 'work_with_partners') &&
      'ask_end',
    parts.related && 'history',
  ];
  return isPartner(organization) || asPartner || parts.related ? acts.filter((one) => one !== false) : [];
}
