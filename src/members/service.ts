import { and, desc, eq, ilike, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/driver/client.ts';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { linkCodes } from '../../db/schema/link-codes.ts';
import { members } from '../../db/schema/members.ts';
import { requireLength } from '../invitations/service/invitation.ts';
import { type Actor, ActRefusal, act, query, type ServiceContext } from '../kernel/act.ts';
import type { AdminRole, AgentRole, ChatIdentity, Member } from '../kernel/member.ts';
import { isPartner, type Organization, parseEmail } from '../kernel/organization.ts';
import type { Page } from '../kernel/page.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Result } from '../kernel/result.ts';
import { abilityToManage, may } from '../kernel/rights.ts';
import { after, pageOf, placeOf, rowsOfPage } from '../kernel/store/pages.ts';
import { identitiesOf, memberOf } from '../kernel/store/people.ts';
import { hashOf } from '../kernel/tokens.ts';
import { containing } from '../organizations/store.ts';
import type { MemberListItem } from '../overview/model.ts';
import { count, type ListQuery } from '../relationships/store.ts';

/** Somebody's own place: member, organization, and the chats that know the member. */
export interface Self {
  readonly member: Member;
  readonly organization: Organization;
  readonly identities: readonly ChatIdentity[];
}

/** A one-time code, shown once and privately. */
export interface LinkCode {
  readonly code: string;
  readonly expiresAt: Date;
  readonly member: Member;
}

/** Who is added: with both levels stated (ROLE). */
export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly agentRole: AgentRole;
  readonly adminRoles: readonly AdminRole[];
  /** The person in the actor's own chat, if that is who is meant. */
  readonly identity: ChatIdentity | null;
}

/** Where a member is added, and as what. */
interface MemberChoice {
  readonly organization: Organization;
  readonly mayNameGlobalAdmin: boolean;
}

/** The most characters of a person's or an organization's name. */
export const maxName = 200;
/** A link code lives this long. */
const linkCodeHours = 24;

export const people = (context: ServiceContext) => ({
  /** Who the member is now, as far as rights depend on it. */
  showStanding: (actor: Actor): Promise<Result<Omit<Self, 'identities'>, Problem>> =>
    query(context, actor, 'self', async ({ member, organization }) => ({ member, organization })),

  /** The member's own place. */
  showSelf: (actor: Actor): Promise<Result<Self, Problem>> =>
    query(context, actor, 'self', async ({ tx, member, organization }) => ({
      member,
      organization,
      identities: await identitiesOf(tx, { memberId: member.id }),
    })),

  /**
   * The members of the own organization, newest first, with the platforms on which each is known; searched by name and
   * address (R-CMD-05).
   */
  listMembers: (
    actor: Actor,
    list: ListQuery,
  ): Promise<Result<{ readonly page: Page<MemberListItem>; readonly mayManage: boolean }, Problem>> =>
    query(context, actor, 'self', async ({ tx, member, organization }) => {
      const pattern = list.text === null ? null : containing(list.text);
      const mine = and(
        eq(members.organizationId, organization.id),
        pattern === null ? undefined : or(ilike(members.name, pattern), ilike(members.email, pattern)),
      );
      // The database's own clock is finer than the keys of pages.
      const joined = sql`date_trunc('milliseconds', ${members.createdAt})`;
      const [rows, total, identities] = await Promise.all([
        tx
          .select()
          .from(members)
          .where(and(mine, after(placeOf(list.after), joined, members.id)))
          .orderBy(desc(joined), desc(members.id))
          .limit(rowsOfPage),
        count(tx, sql`select 1 from ${members} where ${mine}`),
        tx
          .selectDistinct({ memberId: chatIdentities.memberId, platform: chatIdentities.platform })
          .from(chatIdentities)
          .where(eq(chatIdentities.organizationId, organization.id)),
      ]);
      const page = pageOf(rows, total, ({ createdAt, id }) => ({ at: createdAt, id }));
      const items = page.items.map((row) => ({
        member: memberOf(row),
        mayGiveCode: may(member, organization, abilityToManage(row)),
        platforms: identities.filter(({ memberId }) => memberId === row.id).map(({ platform }) => platform),
      }));
      return { page: { ...page, items }, mayManage: may(member, organization, 'manage_members') };
    }),

  /** What the form of a new member has to know; refused at once for somebody who may not add one. */
  prepareMember: (actor: Actor): Promise<Result<MemberChoice, Problem>> =>
    query(context, actor, 'manage_members', async ({ member, organization }) => ({
      organization,
      mayNameGlobalAdmin: may(member, organization, 'manage_global_admins'),
    })),

  /**
   * Makes a one-time code with which a member links a chat identity (R-ID-04); earlier unused ones of the member die.
   * Refused with `role_needed`, for a Global admin to anybody but another (R-ROLE-01), `not_an_email`, `member_unknown`.
   */
  createLinkCode: (actor: Actor, email: string): Promise<Result<LinkCode, Problem>> =>
    act(context, actor, 'manage_members', async (acting) => {
      const address = parseEmail(email);
      if (address === undefined) throw new ActRefusal({ code: 'not_an_email', typed: email });
      const [row] = await acting.tx
        .select()
        .from(members)
        .where(
          and(
            eq(members.organizationId, acting.organization.id),
            sql`lower(${members.email}) = ${address.toLowerCase()}`,
          ),
        );
      if (!row) throw new ActRefusal({ code: 'member_unknown', email: address });
      await acting.require(abilityToManage(row));
      const made = await issueLinkCode(context, acting.tx, acting.now, memberOf(row));
      acting.record({
        kind: 'member.code_created',
        subject: { kind: 'member', id: row.id },
        counterpartId: null,
        after: { name: row.name, expiresAt: made.expiresAt.toISOString() },
      });
      return made;
    }),

  /**
   * Adds a member with both levels (R-ID-04), linked at once when a person of this chat was chosen. Refused with
   * `role_needed`, also where a Global admin is named by anybody but another (R-ROLE-01), `not_an_email`, `field_missing`, `text_too_long`, `email_taken`, `identity_taken`, `roles_not_fitting`.
   */
  addMember: (actor: Actor, input: NewMember): Promise<Result<Member, Problem>> =>
    act(context, actor, 'manage_members', async (acting) => {
      const email = parseEmail(input.email);
      if (email === undefined) throw new ActRefusal({ code: 'not_an_email', typed: input.email });
      const name = input.name.trim();
      if (name === '') throw new ActRefusal({ code: 'field_missing', field: 'name' });
      requireLength('name', name, maxName);
      requireFittingRoles(acting.organization, input);
      await acting.require(abilityToManage(input));
      const id = context.newId();
      const [row] = await acting.tx
        .insert(members)
        .values({
          id,
          organizationId: acting.organization.id,
          name,
          email,
          agentRole: input.agentRole,
          adminRoles: [...input.adminRoles],
          createdAt: acting.now,
        })
        .onConflictDoNothing()
        .returning();
      if (!row) throw new ActRefusal({ code: 'email_taken', email });
      if (input.identity) {
        const linked = await acting.tx
          .insert(chatIdentities)
          .values({
            ...input.identity,
            memberId: id,
            organizationId: acting.organization.id,
            linkedAt: acting.now,
          })
          .onConflictDoNothing()
          .returning({ user: chatIdentities.user });
        if (linked.length === 0) throw new ActRefusal({ code: 'identity_taken', name });
      }
      acting.record({
        kind: 'member.added',
        subject: { kind: 'member', id },
        counterpartId: null,
        after: { name, agentRole: input.agentRole, adminRoles: input.adminRoles },
      });
      return memberOf(row);
    }),
});

/** Writes a new code for a member in place of unused earlier ones. */
export async function issueLinkCode(
  context: Pick<ServiceContext, 'newToken'>,
  tx: Transaction,
  now: Date,
  member: Member,
): Promise<LinkCode> {
  const code = context.newToken();
  const expiresAt = new Date(now.getTime() + linkCodeHours * 3_600_000);
  await tx
    .update(linkCodes)
    .set({ usedAt: now })
    .where(and(eq(linkCodes.memberId, member.id), sql`${linkCodes.usedAt} is null`));
  await tx.insert(linkCodes).values({
    hash: hashOf(code),
    organizationId: member.organizationId,
    memberId: member.id,
    expiresAt,
  });
  return { code, expiresAt, member };
}

/** Agents are partners' people, and billing admins are customers' (ROLE). */
function requireFittingRoles(
  organization: Organization,
  roles: Pick<NewMember, 'agentRole' | 'adminRoles'>,
): void {
  if (!isPartner(organization) && roles.agentRole !== 'not_an_agent') {
    throw new ActRefusal({ code: 'roles_not_fitting', reason: 'customer_agent' });
  }
  if (isPartner(organization) && roles.adminRoles.includes('billing_admin')) {
    throw new ActRefusal({ code: 'roles_not_fitting', reason: 'partner_billing' });
  }
}
