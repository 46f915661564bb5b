import { and, eq, inArray } from 'drizzle-orm';
import { agreementStatus } from '../../db/agreements.ts';
import { loadInvitationDetails, lockOpenBetween, openBetween } from '../../db/invitations.ts';
import { isAcquainted } from '../../db/organizations.ts';
import {
  activePartnership,
  activeRelationship,
  type ListQuery,
  listPartnerships,
  listRelationships,
  listSharedCustomers,
  lockActiveRelationship,
} from '../../db/relationships.ts';
import { invitations } from '../../db/schema/invitations.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { partnerships } from '../../db/schema/partnerships.ts';
import { relationships } from '../../db/schema/relationships.ts';
import { needsAcceptance } from '../domain/agreement.ts';
import type { Invitation } from '../domain/invitation.ts';
import { isPartner, type OrganizationSummary } from '../domain/organization.ts';
import type { OrganizationAct, OrganizationOverview } from '../domain/overview.ts';
import type { Page } from '../domain/page.ts';
import { may } from '../domain/permissions.ts';
import type { Problem } from '../domain/problem.ts';
import type {
  PartnershipDetails,
  RelationshipDetails,
  RelationshipListItem,
} from '../domain/relationship.ts';
import type { Result } from '../result.ts';
import { aboutRelationship, removeRoles, takeRoles } from './delegation.ts';
import { about, answeredBy, mostOfNote, requireLength } from './invitation.ts';
import { resolveOrganization } from './resolve.ts';
import { type Act, type Actor, look, orRefuse, Refused, type Surroundings, transact } from './transact.ts';

/** A page of what two partners share, and the other of the two. */
export interface SharedCustomers {
  readonly other: OrganizationSummary;
  readonly page: Page<RelationshipListItem>;
}

export const relations = (env: Surroundings) => ({
  /** A partner's customers (R-REL-04). Refused with `partners_only` and, by R-ROLE-01, `role_needed`. */
  listCustomers: (actor: Actor, query: ListQuery): Promise<Result<Page<RelationshipListItem>, Problem>> =>
    look(env, actor, 'view_customers', ({ tx, organization }) =>
      listRelationships(tx, 'partner', organization.id, query),
    ),

  /** A customer's partners (R-REL-04); every member may read them (R-ROLE-02). */
  listPartners: (actor: Actor, query: ListQuery): Promise<Result<Page<RelationshipDetails>, Problem>> =>
    look(env, actor, 'read', ({ tx, organization }) =>
      listRelationships(tx, 'customer', organization.id, query),
    ),

  /** A reseller's indirect providers (R-IND-03). Refused with `resellers_only`. */
  listProviders: (actor: Actor, query: ListQuery): Promise<Result<Page<PartnershipDetails>, Problem>> =>
    look(env, actor, 'read', ({ tx, organization }) => {
      if (organization.programme !== 'indirect_reseller') {
        throw new Refused({ code: 'resellers_only', organization });
      }
      return listPartnerships(tx, 'reseller', organization.id, query);
    }),

  /** A provider's indirect resellers (R-IND-03). Refused with `providers_only`. */
  listResellers: (actor: Actor, query: ListQuery): Promise<Result<Page<PartnershipDetails>, Problem>> =>
    look(env, actor, 'read', ({ tx, organization }) => {
      if (organization.programme !== 'indirect_provider') {
        throw new Refused({ code: 'providers_only', organization });
      }
      return listPartnerships(tx, 'provider', organization.id, query);
    }),

  /**
   * The customers that a provider and its reseller both have now, as their own side sees them (R-REL-04): of what the
   * other has with each it says no more than that there is something. Refused with `partners_only`, `not_partnered` and, by
   * R-ROLE-01, `role_needed`.
   */
  listSharedCustomers: (
    actor: Actor,
    typed: string,
    query: ListQuery,
  ): Promise<Result<SharedCustomers, Problem>> =>
    look(env, actor, 'view_customers', async (act) => {
      const other = orRefuse(await resolveOrganization(act.tx, typed));
      if (!(await partnershipBetween(act, other.id))) {
        throw new Refused({ code: 'not_partnered', organization: other });
      }
      return { other, page: await listSharedCustomers(act.tx, act.organization.id, other.id, query) };
    }),

  /** All that the own organization may see of another, with the acts that this member may take (R-REL-06). */
  showOrganization: (actor: Actor, typed: string): Promise<Result<OrganizationOverview, Problem>> =>
    look(env, actor, 'read', async (act) =>
      overview(act, orRefuse(await resolveOrganization(act.tx, typed))),
    ),

  /**
   * Takes the admin roles of a partner; the relationship stays (R-DAP-02). Refused with `role_needed` (R-ROLE-04),
   * `not_related`, `no_roles_in_place`.
   */
  removePartnerRoles: (actor: Actor, typed: string): Promise<Result<RelationshipDetails, Problem>> =>
    transact(env, actor, 'remove_partner_roles', async (act) => {
      const partner = orRefuse(await resolveOrganization(act.tx, typed));
      const present = await lockActiveRelationship(act.tx, partner.id, act.organization.id);
      if (!present) throw new Refused({ code: 'not_related', organization: partner });
      if (!present.relationship.hasDap)
        throw new Refused({ code: 'no_roles_in_place', organization: partner });
      return removeRoles(act, present);
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
    transact(env, actor, 'read', async (act) => {
      const other = orRefuse(await resolveOrganization(act.tx, typed));
      // An answer takes the invitation before the relationship; in another order the two could wait for each other.
      const open = await lockOpenBetween(act.tx, act.organization.id, other.id);
      const mine = await lockActiveRelationship(act.tx, act.organization.id, other.id);
      if (mine) {
        await act.require('request_relationship');
        return { details: await end(act, mine, open), outcome: 'ended' };
      }
      const theirs = await lockActiveRelationship(act.tx, other.id, act.organization.id);
      if (!theirs) {
        const partnered = await partnershipBetween(act, other.id);
        const code = partnered ? 'partnership_cannot_end' : 'not_related';
        throw new Refused({ code, organization: other });
      }
      await act.require('work_with_partners');
      return { details: await askToEnd(act, theirs), outcome: 'asked' };
    }),

  /** The partner answers a customer's wish to end with why not (R-REL-02). Refused with `end_not_asked`. */
  refuseToEnd: (actor: Actor, typed: string, reason: string): Promise<Result<RelationshipDetails, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      const customer = orRefuse(await resolveOrganization(act.tx, typed));
      const present = await lockActiveRelationship(act.tx, act.organization.id, customer.id);
      if (!present) throw new Refused({ code: 'not_related', organization: customer });
      if (!present.relationship.endAskedAt)
        throw new Refused({ code: 'end_not_asked', organization: customer });
      const text = reason.trim();
      if (text === '') throw new Refused({ code: 'field_missing', field: 'reason' });
      requireLength('reason', text, mostOfNote);
      await act.tx
        .update(relationships)
        .set({ endAskedAt: null })
        .where(eq(relationships.id, present.relationship.id));
      act.record({
        kind: 'relationship.end_refused',
        ...aboutRelationship(act, present.relationship),
        after: { reason: text },
      });
      return { ...present, relationship: { ...present.relationship, endAskedAt: null } };
    }),

  /**
   * Takes a provider's administrator access; the partnership stays (R-IND-04). Refused with `resellers_only`,
   * `role_needed`, `not_a_provider`, `no_admin_access`.
   */
  removeAccess: (actor: Actor, typed: string): Promise<Result<PartnershipDetails, Problem>> =>
    transact(env, actor, 'accept_partnership', async (act) => {
      const provider = orRefuse(await resolveOrganization(act.tx, typed));
      const present = await activePartnership(act.tx, provider.id, act.organization.id);
      if (!present) throw new Refused({ code: 'not_a_provider', organization: provider });
      const removed = await act.tx
        .update(partnerships)
        .set({ adminAccess: false })
        .where(and(eq(partnerships.id, present.partnership.id), eq(partnerships.adminAccess, true)))
        .returning({ id: partnerships.id });
      if (removed.length === 0) throw new Refused({ code: 'no_admin_access', organization: provider });
      act.record({
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
    transact(env, actor, 'work_with_partners', async (act) => {
      const changed = await act.tx
        .update(organizations)
        .set({ sharesMpsaPurchases: shared })
        .where(and(eq(organizations.id, act.organization.id), eq(organizations.sharesMpsaPurchases, !shared)))
        .returning({ id: organizations.id });
      if (changed.length > 0) {
        act.record({
          kind: 'organization.changed',
          subject: { kind: 'organization', id: act.organization.id },
          counterpartId: null,
          before: { sharesMpsaPurchases: !shared },
          after: { sharesMpsaPurchases: shared },
        });
      }
      return shared;
    }),
});

async function end(
  act: Act,
  present: RelationshipDetails,
  open: readonly Invitation[],
): Promise<RelationshipDetails> {
  const { id, type, ofRecordSince } = present.relationship;
  act.record({
    kind: 'relationship.ended',
    ...aboutRelationship(act, present.relationship),
    before: { state: 'active', type, ...(ofRecordSince ? { ofRecord: true } : {}) },
    after: { state: 'ended', ...(ofRecordSince ? { ofRecord: false } : {}) },
  });
  await takeRoles(act, present);
  await act.tx
    .update(relationships)
    .set({ state: 'ended', endedAt: act.now, endAskedAt: null, ofRecordSince: null })
    .where(eq(relationships.id, id));
  await closeInvitations(
    act,
    open.filter(({ state }) => state === 'sent'),
  );
  return {
    ...present,
    roles: [],
    relationship: {
      ...present.relationship,
      state: 'ended',
      endedAt: act.now,
      endAskedAt: null,
      ofRecordSince: null,
      hasDap: false,
    },
  };
}

/** Ending closes the open invitations between the two (R-REL-03): sent ones are withdrawn, in the name of the act. */
async function closeInvitations(act: Act, sent: readonly Invitation[]): Promise<void> {
  if (sent.length === 0) return;
  await act.tx
    .update(invitations)
    .set({ state: 'withdrawn', ...answeredBy(act) })
    .where(
      inArray(
        invitations.id,
        sent.map(({ id }) => id),
      ),
    );
  for (const invitation of sent) {
    act.record({
      kind: 'invitation.withdrawn',
      ...about(invitation, act.organization.id),
      before: { state: 'sent' },
      after: { state: 'withdrawn' },
    });
  }
}

async function askToEnd(act: Act, present: RelationshipDetails): Promise<RelationshipDetails> {
  const earlier = present.relationship.endAskedAt;
  if (earlier) throw new Refused({ code: 'end_already_asked', at: earlier });
  await act.tx
    .update(relationships)
    .set({ endAskedAt: act.now })
    .where(eq(relationships.id, present.relationship.id));
  act.record({
    kind: 'relationship.end_asked',
    ...aboutRelationship(act, present.relationship),
    after: { at: act.now.toISOString() },
  });
  return { ...present, relationship: { ...present.relationship, endAskedAt: act.now } };
}

type Looking = Omit<Act, 'record'>;

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
async function overview(act: Looking, organization: OrganizationSummary): Promise<OrganizationOverview> {
  const mine = act.organization.id;
  const own = mine === organization.id;
  const viewsCustomers = may(act.member, act.organization, 'view_customers');
  const [isKnown, asCustomer, asPartner, partnership, between, agreement] = await Promise.all([
    isAcquainted(act.tx, mine, organization.id),
    viewsCustomers ? activeRelationship(act.tx, mine, organization.id) : undefined,
    activeRelationship(act.tx, organization.id, mine),
    partnershipBetween(act, organization.id),
    openBetween(act.tx, mine, organization.id),
    agreementStatus(act.tx, organization.id),
  ]);
  const open = between.filter(({ state, senderId }) => state === 'sent' || senderId === mine);
  const details = await Promise.all(open.map(({ id }) => loadInvitationDetails(act.tx, id, mine)));
  const parts = {
    viewer: act.organization,
    organization,
    related: own || isKnown,
    asCustomer: asCustomer ?? null,
    asPartner: asPartner ?? null,
    partnership: partnership ?? null,
    agreement: asCustomer || own ? agreement : null,
    openInvitations: details.filter((found) => found !== undefined),
  };
  return { ...parts, acts: own ? ['history'] : actsToward(act, parts) };
}

/** What this member may do about the other organization now. */
function actsToward(act: Looking, parts: Omit<OrganizationOverview, 'acts'>): readonly OrganizationAct[] {
  const { member, organization } = act;
  const { asCustomer, asPartner, partnership } = parts;
  const asks = may(member, organization, 'request_relationship');
  const ends = asks && asCustomer !== null;
  const sentKinds = parts.openInvitations
    .filter(({ invitation }) => invitation.senderId === organization.id)
    .map(({ invitation }) => invitation.kind);
  const acts: (OrganizationAct | false)[] = [
    asks &&
      !asCustomer &&
      !sentKinds.includes('reseller') &&
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
