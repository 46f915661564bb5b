import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { type Transaction, transaction } from '../../db/client.ts';
import { invitationOf, openInvitation } from '../../db/invitations.ts';
import { introduce, loadOrganization, ownersOfChat } from '../../db/organizations.ts';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { invitations } from '../../db/schema/invitations.ts';
import { codeTries, linkCodes } from '../../db/schema/link-codes.ts';
import { members } from '../../db/schema/members.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { personalLinks } from '../../db/schema/personal-links.ts';
import { workspaces } from '../../db/schema/workspaces.ts';
import { mayAsk } from '../domain/asking.ts';
import { hasExpired, type Invitation } from '../domain/invitation.ts';
import type { ChatIdentity, Member } from '../domain/member.ts';
import { type Cloud, domainOf, isWebmailDomain, type Organization } from '../domain/organization.ts';
import type { Problem } from '../domain/problem.ts';
import { type Result, refuse } from '../result.ts';
import { about, requireLength } from './invitation.ts';
import { hashOf, tokenFrom } from './links.ts';
import { mostOfName } from './members.ts';
import { type Actor, orRefuse, publish, Refused, refusalAsValue, type Surroundings } from './transact.ts';

/** Somebody in a chat, member or not, who holds a code. */
export interface Visitor {
  readonly identity: ChatIdentity;
  readonly address: string | null;
  /** Where the app is installed that the person uses. */
  readonly workspace: string;
  readonly conversation: string;
  /** Null for a person whom no organization knows. */
  readonly actor: Actor | null;
}

/** In Teams the tenant is Microsoft's word, and nobody registers with another (R-ID-01); Slack vouches for none. */
export const vouchedTenant = ({ identity }: Visitor): string | undefined =>
  identity.platform === 'teams' ? identity.tenant : undefined;

/** What came of a redeemed link: the invitation, now that of the person's organization; or what must come first. */
export type Redeemed =
  | { readonly kind: 'invitation'; readonly invitationId: string }
  /** The workspace belongs to no organization: the customer registers first (R-ID-04, R-INV-13). */
  | {
      readonly kind: 'register';
      readonly domain: string;
      readonly email: string;
      readonly senderName: string;
    };

/** What registers a customer. */
export interface Registration {
  readonly name: string;
  readonly country: string;
  readonly cloud: Cloud;
  readonly language: string;
  /** As typed: counts only where the platform vouches for none (`vouchedTenant`). */
  readonly tenantId: string;
  readonly memberName: string;
  readonly memberEmail: string;
}

/** Ten wrong codes an hour for a person (R-SEC-08). */
const mostTries = 10;
const hour = 3_600_000;
/** The kind of the advisory locks by which a person's tries take turns; the other half is the person. */
const turnOfPerson = 0xacc0;

export const redeeming = (env: Surroundings) => ({
  /**
   * Redeems a personal link for an identified person (R-SEC-07, R-INV-13): binds an invitation that was sent to an
   * address to the person's organization, after region and cloud were checked. Refused with `code_not_valid` for an
   * unknown as for a dead code, `too_many_tries` (R-SEC-08), `wrong_organization_for_link`, `not_a_member` for a
   * stranger in a workspace that belongs to somebody, and what `mayAsk` says.
   */
  redeemLink: (visitor: Visitor, typed: string): Promise<Result<Redeemed, Problem>> =>
    guarded(env, visitor, async (tx, now) => {
      const invitation = await byToken(tx, typed, now);
      if (!visitor.actor) return requireRegistration(tx, visitor, invitation);
      const organization = await loadOrganization(tx, visitor.actor.organizationId);
      if (!organization) throw new Refused({ code: 'code_not_valid' });
      if (invitation.recipientId === null) {
        await bind(tx, now, visitor.actor, organization, invitation);
      } else if (invitation.recipientId !== organization.id) {
        throw new Refused({ code: 'wrong_organization_for_link', domain: organization.domain, organization });
      }
      return { kind: 'invitation', invitationId: invitation.id };
    }),

  /**
   * Registers the customer that a link was mailed to, with the person as its first Global admin, in the workspace that
   * belonged to nobody, and binds the invitation: all or nothing (R-ID-04). Only for the domain that the e-mail went to,
   * of which the person's address is too. Refused with `domain_not_invited`, `text_too_long`, `webmail_domain`, `organization_exists`,
   * `tenant_taken`, `workspace_taken`, `already_a_member`, and what `redeemLink` refuses with.
   */
  registerByLink: (
    visitor: Visitor,
    typed: string,
    registration: Registration,
  ): Promise<Result<{ actor: Actor; invitationId: string }, Problem>> =>
    guarded(env, visitor, async (tx, now) => {
      await requireStranger(tx, visitor);
      const invitation = await byToken(tx, typed, now);
      const invited = await requireRegistration(tx, visitor, invitation);
      const { name, memberName, memberEmail } = registration;
      requireLength('name', name, mostOfName);
      requireLength('your_name', memberName, mostOfName);
      if (domainOf(memberEmail) !== invited.domain) {
        throw new Refused({ code: 'domain_not_invited', typed: memberEmail, domain: invited.domain });
      }
      const { organization, member } = await register(env, tx, now, visitor, invited.domain, registration);
      const actor: Actor = {
        memberId: member.id,
        organizationId: organization.id,
        platform: visitor.identity.platform,
        workspace: visitor.workspace,
        conversation: visitor.conversation,
        deliveryId: '',
      };
      await publish(tx, now, { ...actor, name: member.name }, [
        {
          kind: 'organization.registered',
          subject: { kind: 'organization', id: organization.id },
          counterpartId: null,
          after: { name: organization.name, domain: organization.domain, country: organization.country },
        },
      ]);
      await bind(tx, now, actor, organization, invitation);
      return { actor, invitationId: invitation.id };
    }),

  /**
   * Links the person's chat identity to the member whom a one-time code was made for (R-ID-04, R-ID-05). The same code
   * again from whom it has linked comes to the same (R-SEC-03). Refused with `code_not_valid`, `too_many_tries` (R-SEC-08), `already_a_member` for a person who is one in another organization.
   */
  joinByCode: (
    visitor: Visitor,
    typed: string,
  ): Promise<Result<{ member: Member; organization: Organization }, Problem>> =>
    guarded(env, visitor, async (tx, now) => {
      const [code] = await tx
        .update(linkCodes)
        .set({ usedAt: now })
        .where(
          and(
            eq(linkCodes.hash, hashOf(tokenFrom(typed))),
            gt(linkCodes.expiresAt, now),
            sql`${linkCodes.usedAt} is null`,
          ),
        )
        .returning();
      if (!code) return joinedBefore(tx, visitor, typed);
      const organization = await loadOrganization(tx, code.organizationId);
      const [member] = await tx.select().from(members).where(eq(members.id, code.memberId));
      if (!organization || !member) throw new Refused({ code: 'code_not_valid' });
      await requireStranger(tx, visitor);
      await tx.insert(chatIdentities).values({
        ...visitor.identity,
        address: visitor.address,
        memberId: member.id,
        organizationId: organization.id,
        linkedAt: now,
      });
      await publish(
        tx,
        now,
        {
          memberId: member.id,
          organizationId: organization.id,
          platform: visitor.identity.platform,
          workspace: visitor.workspace,
          conversation: visitor.conversation,
          deliveryId: '',
          name: member.name,
        },
        [
          {
            kind: 'member.joined',
            subject: { kind: 'member', id: member.id },
            counterpartId: null,
            after: { platform: visitor.identity.platform, name: member.name },
          },
        ],
      );
      return { member, organization };
    }),
});

/**
 * Runs what takes a code, as the system, and counts the wrong ones: the count is kept although the rest is undone. One
 * try of a person at a time, so that many at once are counted too.
 */
async function guarded<T>(
  env: Surroundings,
  visitor: Visitor,
  work: (tx: Transaction, now: Date) => Promise<T>,
): Promise<Result<T, Problem>> {
  const now = env.now();
  const { platform, tenant, user } = visitor.identity;
  const person = `${platform}:${tenant}:${user}`;
  return transaction(env.db, { system: 'redeem' }, async (tx) => {
    const [, tries] = await Promise.all([
      tx.execute(sql`select pg_advisory_xact_lock(${turnOfPerson}, hashtext(${person}))`),
      tx
        .select({ at: codeTries.at })
        .from(codeTries)
        .where(and(eq(codeTries.person, person), gt(codeTries.at, new Date(now.getTime() - hour))))
        .orderBy(codeTries.at),
    ]);
    const oldest = tries.at(-mostTries);
    if (oldest) {
      const minutes = Math.ceil((oldest.at.getTime() + hour - now.getTime()) / 60_000);
      return refuse({ code: 'too_many_tries', minutes });
    }
    const outcome = await refusalAsValue(() => tx.transaction((inner) => work(inner, now)));
    if (!outcome.ok && outcome.problem.code === 'code_not_valid') {
      await tx.insert(codeTries).values({ id: env.newId(), person, at: now });
    }
    return outcome;
  });
}

/** What a used code came to, for whom it was used; to everybody else it is dead. */
async function joinedBefore(tx: Transaction, { identity }: Visitor, typed: string) {
  const { platform, tenant, user } = identity;
  const [joined] = await tx
    .select({ member: members })
    .from(linkCodes)
    .innerJoin(members, eq(members.id, linkCodes.memberId))
    .innerJoin(chatIdentities, eq(chatIdentities.memberId, members.id))
    .where(
      and(
        eq(linkCodes.hash, hashOf(tokenFrom(typed))),
        eq(chatIdentities.platform, platform),
        eq(chatIdentities.tenant, tenant),
        eq(chatIdentities.user, user),
      ),
    );
  const organization = joined && (await loadOrganization(tx, joined.member.organizationId));
  if (!organization) throw new Refused({ code: 'code_not_valid' });
  return { member: joined.member, organization };
}

/** Ends the act with `already_a_member`, and of what, unless nobody knows the person (R-ID-01). */
async function requireStranger(tx: Transaction, { identity }: Visitor): Promise<void> {
  const { platform, tenant, user } = identity;
  const [known] = await tx
    .select({ id: organizations.id, name: organizations.name, domain: organizations.domain })
    .from(chatIdentities)
    .innerJoin(organizations, eq(organizations.id, chatIdentities.organizationId))
    .where(
      and(
        eq(chatIdentities.platform, platform),
        eq(chatIdentities.tenant, tenant),
        eq(chatIdentities.user, user),
      ),
    );
  if (known) throw new Refused({ code: 'already_a_member', organization: known });
}

/** The live invitation behind a code; unknown and dead are one answer (R-SEC-08). */
async function byToken(tx: Transaction, typed: string, now: Date): Promise<Invitation> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(
      inArray(
        invitations.id,
        tx
          .select({ id: personalLinks.invitationId })
          .from(personalLinks)
          .where(eq(personalLinks.tokenHash, hashOf(tokenFrom(typed)))),
      ),
    )
    .for('update');
  const invitation = row && invitationOf(row);
  if (invitation?.state !== 'sent' || hasExpired(invitation, now)) {
    throw new Refused({ code: 'code_not_valid' });
  }
  return invitation;
}

/** Whose the chat is that the person comes from; undefined while it is nobody's. */
async function ownerOfChat(tx: Transaction, { identity: { platform, tenant }, workspace }: Visitor) {
  const [owner] = await ownersOfChat(tx, platform, [tenant, workspace]);
  return owner;
}

/** A stranger registers only in a workspace of nobody's, for a new customer, for the domain of the mail (R-ID-04). */
async function requireRegistration(tx: Transaction, visitor: Visitor, invitation: Invitation) {
  const owner = await ownerOfChat(tx, visitor);
  const { platform } = visitor.identity;
  if (owner) throw new Refused({ code: 'not_a_member', platform, organization: owner });
  const email = invitation.recipientEmail;
  if (email === null || invitation.recipientId !== null) throw new Refused({ code: 'code_not_valid' });
  const domain = domainOf(email);
  if (isWebmailDomain(domain)) throw new Refused({ code: 'webmail_domain', domain });
  const [taken] = await tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.domain, domain));
  if (taken) throw new Refused({ code: 'organization_exists', domain });
  const sender = await loadOrganization(tx, invitation.senderId);
  return { kind: 'register', domain, email, senderName: sender?.name ?? '' } as const;
}

async function register(
  env: Surroundings,
  tx: Transaction,
  now: Date,
  visitor: Visitor,
  domain: string,
  registration: Registration,
): Promise<{ organization: Organization; member: { id: string; name: string } }> {
  const id = env.newId();
  const tenantId = vouchedTenant(visitor) ?? registration.tenantId;
  if ((await ownersOfChat(tx, 'teams', [tenantId])).length > 0) throw new Refused({ code: 'tenant_taken' });
  const [row] = await tx
    .insert(organizations)
    .values({
      id,
      name: registration.name,
      domain,
      tenantId,
      country: registration.country,
      cloud: registration.cloud,
      language: registration.language,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: organizations.id });
  if (!row) throw new Refused({ code: 'organization_exists', domain });
  const connected = await tx
    .insert(workspaces)
    .values({
      platform: visitor.identity.platform,
      id: visitor.identity.tenant,
      organizationId: id,
      connectedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: workspaces.id });
  const earlier = connected.length === 0 ? await ownerOfChat(tx, visitor) : undefined;
  if (earlier) throw new Refused({ code: 'workspace_taken', organization: earlier });
  const member = { id: env.newId(), name: registration.memberName };
  await tx.insert(members).values({
    ...member,
    organizationId: id,
    email: registration.memberEmail,
    agentRole: 'not_an_agent',
    adminRoles: ['global_admin'],
    createdAt: now,
  });
  await tx.insert(chatIdentities).values({
    ...visitor.identity,
    address: visitor.address,
    memberId: member.id,
    organizationId: id,
    linkedAt: now,
  });
  const organization = await loadOrganization(tx, id);
  if (!organization) throw new Error('an organization is not there although it was just written');
  return { organization, member };
}

/** Ties the invitation to the organization that redeemed it, once the rules between the two hold (R-INV-13). */
async function bind(
  tx: Transaction,
  now: Date,
  actor: Actor,
  organization: Organization,
  invitation: Invitation,
): Promise<void> {
  const sender = await loadOrganization(tx, invitation.senderId);
  if (!sender) throw new Refused({ code: 'code_not_valid' });
  if (organization.cloud === 'china') {
    throw new Refused({ code: 'partner_features_unavailable', cloud: organization.cloud });
  }
  orRefuse(mayAsk(sender, organization));
  if (invitation.kind === 'indirect_provider' && organization.programme !== 'indirect_reseller') {
    throw new Refused({ code: 'resellers_only', organization });
  }
  const open = await openInvitation(tx, invitation.kind, sender.id, { recipientId: organization.id });
  if (open && open.id !== invitation.id) {
    throw new Refused({ code: 'invitation_already_open', invitation: open });
  }
  await tx
    .update(invitations)
    .set({ recipientId: organization.id, redeemedAt: now })
    .where(eq(invitations.id, invitation.id));
  await introduce(tx, sender.id, organization.id);
  const [member] = await tx
    .select({ name: members.name })
    .from(members)
    .where(eq(members.id, actor.memberId));
  await publish(tx, now, { ...actor, name: member?.name ?? organization.name }, [
    {
      kind: 'invitation.redeemed',
      ...about({ ...invitation, recipientId: organization.id }, organization.id),
      after: { organization: organization.name },
    },
  ]);
}
