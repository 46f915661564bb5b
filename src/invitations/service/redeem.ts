import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { type Transaction, transaction } from '../../../db/driver/client.ts';
import { chatIdentities } from '../../../db/schema/chat-identities.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { codeTries, linkCodes } from '../../../db/schema/link-codes.ts';
import { members } from '../../../db/schema/members.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { personalLinks } from '../../../db/schema/personal-links.ts';
import { workspaces } from '../../../db/schema/workspaces.ts';
import {
  type Actor,
  ActRefusal,
  publish,
  refusalAsValue,
  type ServiceContext,
  unwrap,
} from '../../kernel/act.ts';
import type { ChatIdentity, Member } from '../../kernel/member.ts';
import { type Cloud, domainOf, isWebmailDomain, type Organization } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import { type Result, refuse } from '../../kernel/result.ts';
import { hashOf, tokenFrom } from '../../kernel/tokens.ts';
import { maxName } from '../../members/service.ts';
import { loadOrganization, makeKnown, ownersOfChat } from '../../organizations/store.ts';
import { mayAsk } from '../model/asking.ts';
import { hasExpired, type Invitation } from '../model/invitation.ts';
import { invitationOf, openInvitation } from '../store.ts';
import { about, requireLength } from './invitation.ts';

/** Somebody in a chat, member or not, who holds a code. */
export interface Caller {
  readonly identity: ChatIdentity;
  readonly address: string | null;
  /** Where the app is installed that the person uses. */
  readonly workspace: string;
  readonly conversation: string;
  /** Null for a person whom no organization knows. */
  readonly actor: Actor | null;
}

/** In Teams the tenant is Microsoft's word, and nobody registers with another (R-ID-01); Slack vouches for none. */
export const verifiedTenantId = ({ identity }: Caller): string | undefined =>
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
const maxTries = 10;
const hour = 3_600_000;
/** The kind of the advisory locks by which a person's tries take turns; the other half is the person. */
const turnOfPerson = 0xacc0;

export const redeeming = (context: ServiceContext) => ({
  /**
   * Redeems a personal link for an identified person (R-SEC-07, R-INV-13): binds an invitation that was sent to an
   * address to the person's organization, after region and cloud were checked. Refused with `code_not_valid` for an
   * unknown as for a dead code, `too_many_tries` (R-SEC-08), `wrong_organization_for_link`, `not_a_member` for a
   * stranger in a workspace that belongs to somebody, and what `mayAsk` says.
   */
  redeemLink: (caller: Caller, typed: string): Promise<Result<Redeemed, Problem>> =>
    guarded(context, caller, async (tx, now) => {
      const invitation = await byToken(tx, typed, now);
      if (!caller.actor) return requireRegistration(tx, caller, invitation);
      const organization = await loadOrganization(tx, caller.actor.organizationId);
      if (!organization) throw new ActRefusal({ code: 'code_not_valid' });
      if (invitation.recipientId === null) {
        await bind(tx, now, caller.actor, organization, invitation);
      } else if (invitation.recipientId !== organization.id) {
        throw new ActRefusal({
          code: 'wrong_organization_for_link',
          domain: organization.domain,
          organization,
        });
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
    caller: Caller,
    typed: string,
    registration: Registration,
  ): Promise<Result<{ actor: Actor; invitationId: string }, Problem>> =>
    guarded(context, caller, async (tx, now) => {
      await requireStranger(tx, caller);
      const invitation = await byToken(tx, typed, now);
      const invited = await requireRegistration(tx, caller, invitation);
      const { name, memberName, memberEmail } = registration;
      requireLength('name', name, maxName);
      requireLength('your_name', memberName, maxName);
      if (domainOf(memberEmail) !== invited.domain) {
        throw new ActRefusal({ code: 'domain_not_invited', typed: memberEmail, domain: invited.domain });
      }
      const { organization, member } = await register(context, tx, now, caller, invited.domain, registration);
      const actor: Actor = {
        memberId: member.id,
        organizationId: organization.id,
        platform: caller.identity.platform,
        workspace: caller.workspace,
        conversation: caller.conversation,
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
    caller: Caller,
    typed: string,
  ): Promise<Result<{ member: Member; organization: Organization }, Problem>> =>
    guarded(context, caller, async (tx, now) => {
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
      if (!code) return joinedBefore(tx, caller, typed);
      const organization = await loadOrganization(tx, code.organizationId);
      const [member] = await tx.select().from(members).where(eq(members.id, code.memberId));
      if (!organization || !member) throw new ActRefusal({ code: 'code_not_valid' });
      await requireStranger(tx, caller);
      await tx.insert(chatIdentities).values({
        ...caller.identity,
        address: caller.address,
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
          platform: caller.identity.platform,
          workspace: caller.workspace,
          conversation: caller.conversation,
          deliveryId: '',
          name: member.name,
        },
        [
          {
            kind: 'member.joined',
            subject: { kind: 'member', id: member.id },
            counterpartId: null,
            after: { platform: caller.identity.platform, name: member.name },
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
  context: ServiceContext,
  caller: Caller,
  work: (tx: Transaction, now: Date) => Promise<T>,
): Promise<Result<T, Problem>> {
  const now = context.now();
  const { platform, tenant, user } = caller.identity;
  const person = `${platform}:${tenant}:${user}`;
  return transaction(context.db, { system: 'redeem' }, async (tx) => {
    const [, tries] = await Promise.all([
      tx.execute(sql`select pg_advisory_xact_lock(${turnOfPerson}, hashtext(${person}))`),
      tx
        .select({ at: codeTries.at })
        .from(codeTries)
        .where(and(eq(codeTries.person, person), gt(codeTries.at, new Date(now.getTime() - hour))))
        .orderBy(codeTries.at),
    ]);
    const oldest = tries.at(-maxTries);
    if (oldest) {
      const minutes = Math.ceil((oldest.at.getTime() + hour - now.getTime()) / 60_000);
      return refuse({ code: 'too_many_tries', minutes });
    }
    const outcome = await refusalAsValue(() => tx.transaction((inner) => work(inner, now)));
    if (!outcome.ok && outcome.problem.code === 'code_not_valid') {
      await tx.insert(codeTries).values({ id: context.newId(), person, at: now });
    }
    return outcome;
  });
}

/** What a used code came to, for whom it was used; to everybody else it is dead. */
async function joinedBefore(tx: Transaction, { identity }: Caller, typed: string) {
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
  if (!organization) throw new ActRefusal({ code: 'code_not_valid' });
  return { member: joined.member, organization };
}

/** Ends the act with `already_a_member`, and of what, unless nobody knows the person (R-ID-01). */
async function requireStranger(tx: Transaction, { identity }: Caller): Promise<void> {
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
  if (known) throw new ActRefusal({ code: 'already_a_member', organization: known });
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
    throw new ActRefusal({ code: 'code_not_valid' });
  }
  return invitation;
}

/** Whose the chat is that the person comes from; undefined while it is nobody's. */
async function ownerOfChat(tx: Transaction, { identity: { platform, tenant }, workspace }: Caller) {
  const [owner] = await ownersOfChat(tx, platform, [tenant, workspace]);
  return owner;
}

/** A stranger registers only in a workspace of nobody's, for a new customer, for the domain of the mail (R-ID-04). */
async function requireRegistration(tx: Transaction, caller: Caller, invitation: Invitation) {
  const owner = await ownerOfChat(tx, caller);
  const { platform } = caller.identity;
  if (owner) throw new ActRefusal({ code: 'not_a_member', platform, organization: owner });
  const email = invitation.recipientEmail;
  if (email === null || invitation.recipientId !== null) throw new ActRefusal({ code: 'code_not_valid' });
  const domain = domainOf(email);
  if (isWebmailDomain(domain)) throw new ActRefusal({ code: 'webmail_domain', domain });
  const [taken] = await tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.domain, domain));
  if (taken) throw new ActRefusal({ code: 'organization_exists', domain });
  const sender = await loadOrganization(tx, invitation.senderId);
  return { kind: 'register', domain, email, senderName: sender?.name ?? '' } as const;
}

async function register(
  context: ServiceContext,
  tx: Transaction,
  now: Date,
  caller: Caller,
  domain: string,
  registration: Registration,
): Promise<{ organization: Organization; member: { id: string; name: string } }> {
  const id = context.newId();
  const tenantId = verifiedTenantId(caller) ?? registration.tenantId;
  if ((await ownersOfChat(tx, 'teams', [tenantId])).length > 0)
    throw new ActRefusal({ code: 'tenant_taken' });
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
  if (!row) throw new ActRefusal({ code: 'organization_exists', domain });
  const connected = await tx
    .insert(workspaces)
    .values({
      platform: caller.identity.platform,
      id: caller.identity.tenant,
      organizationId: id,
      connectedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: workspaces.id });
  const earlier = connected.length === 0 ? await ownerOfChat(tx, caller) : undefined;
  if (earlier) throw new ActRefusal({ code: 'workspace_taken', organization: earlier });
  const member = { id: context.newId(), name: registration.memberName };
  await tx.insert(members).values({
    ...member,
    organizationId: id,
    email: registration.memberEmail,
    agentRole: 'not_an_agent',
    adminRoles: ['global_admin'],
    createdAt: now,
  });
  await tx.insert(chatIdentities).values({
    ...caller.identity,
    address: caller.address,
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
  if (!sender) throw new ActRefusal({ code: 'code_not_valid' });
  if (organization.cloud === 'china') {
    throw new ActRefusal({ code: 'partner_features_unavailable', cloud: organization.cloud });
  }
  unwrap(mayAsk(sender, organization));
  if (invitation.kind === 'indirect_provider' && organization.programme !== 'indirect_reseller') {
    throw new ActRefusal({ code: 'resellers_only', organization });
  }
  const open = await openInvitation(tx, invitation.kind, sender.id, { recipientId: organization.id });
  if (open && open.id !== invitation.id) {
    throw new ActRefusal({ code: 'invitation_already_open', invitation: open });
  }
  await tx
    .update(invitations)
    .set({ recipientId: organization.id, redeemedAt: now })
    .where(eq(invitations.id, invitation.id));
  await makeKnown(tx, sender.id, organization.id);
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
