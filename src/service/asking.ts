import { eq, sql } from 'drizzle-orm';
import {
  invitationOf,
  loadInvitationDetails,
  lockInvitation,
  openInvitation,
  writeAnswer,
} from '../../db/invitations.ts';
import { introduce, loadOrganization } from '../../db/organizations.ts';
import { activePartnership, activeRelationship } from '../../db/relationships.ts';
import { invitations } from '../../db/schema/invitations.ts';
import { mails } from '../../db/schema/mails.ts';
import { personalLinks } from '../../db/schema/personal-links.ts';
import { type DapChoice, dapChoiceOf, mayAsk, settleType } from '../domain/asking.ts';
import {
  abilityFor,
  actsLeftTo,
  addressee,
  type Invitation,
  type InvitationAct,
  type InvitationDetails,
  type InvitationKind,
  isOpen,
  mayMove,
  type SendingWay,
} from '../domain/invitation.ts';
import type { Cloud } from '../domain/organization.ts';
import { may } from '../domain/permissions.ts';
import type { Problem } from '../domain/problem.ts';
import { type RelationshipType, typeWithDap } from '../domain/relationship-types.ts';
import type { Result } from '../result.ts';
import { hashOf, linkOf, tokensIn } from './links.ts';
import { type Recipient, resolveInvitation, resolveInvitee, resolveRecipient } from './resolve.ts';
import { type Act, type Actor, look, orRefuse, Refused, type Surroundings, transact } from './transact.ts';

/** What a partner asks a customer for. */
export interface Asking {
  /** Domain, name, id or mail address, as typed. */
  readonly customer: string;
  readonly type: RelationshipType;
  /** Undefined: the partner left the choice to the rules. */
  readonly includesDap: boolean | undefined;
  readonly note: string | null;
}

/** A draft with its personal link, which is shown now and kept nowhere (R-INV-03). */
export interface Draft {
  readonly details: InvitationDetails;
  readonly link: string;
  /** How many days the invitation will be open once it is sent. */
  readonly days: number;
}

/** An e-mail as the sender reviewed it, and how it goes. */
interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly way: SendingWay;
}

/** How somebody can be reminded: it was done in chat, or there is a mail to review. */
export type Reminder =
  | { readonly by: 'chat'; readonly shown: ShownInvitation }
  | { readonly by: 'mail'; readonly draft: Draft };

/** An invitation as a member sees it, with what this member may do about it now. */
export interface ShownInvitation {
  readonly details: InvitationDetails;
  readonly acts: readonly InvitationAct[];
}

/** The most characters of a note or a reason, and of a draft e-mail. */
export const mostOfNote = 500;
const mostOfSubject = 200;
const mostOfMail = 3000;
/** A reminder by hand goes out once in this many hours. */
const reminderPauseHours = 24;

export const asking = (env: Surroundings) => ({
  /** What the form of a request has to know; refused at once for somebody who may not ask (R-ROLE-01, R-ORG-02). */
  prepareRequest: (
    actor: Actor,
  ): Promise<Result<{ readonly dapChoice: DapChoice; readonly cloud: Cloud }, Problem>> =>
    look(env, actor, 'request_relationship', async ({ organization }) => ({
      dapChoice: dapChoiceOf(organization),
      cloud: organization.cloud,
    })),

  /** The same for a provider's request; refused with `providers_only`. */
  prepareProviderInvitation: (actor: Actor): Promise<Result<void, Problem>> =>
    look(env, actor, 'request_relationship', async ({ organization }) => {
      if (organization.programme !== 'indirect_provider') {
        throw new Refused({ code: 'providers_only', organization });
      }
    }),

  /**
   * Drafts a request of a relationship (R-INV-02, `reseller`): the type and the privileges are settled, the customer is
   * found, region and cloud are checked. Asking again rewrites the draft, or shows the open invitation with
   * `invitation_already_open` (R-INV-11). Refused also with what `settleType` and `mayAsk` say, `already_related`,
   * and what `resolveInvitee` says. Keeps R-ORG-04, R-ORG-05, R-INV-03, R-INV-06, R-INV-07, R-DAP-09.
   */
  draftRequest: (actor: Actor, input: Asking): Promise<Result<Draft, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      const settled = orRefuse(settleType(act.organization, input.type, input.includesDap));
      const recipient = orRefuse(await resolveInvitee(act.tx, 'customer', input.customer));
      if (recipient.organization) {
        const customer = recipient.organization;
        orRefuse(mayAsk(act.organization, customer));
        const present = await activeRelationship(act.tx, act.organization.id, customer.id);
        // Roles in place stay in place, whatever else is asked for.
        const { type, hasDap } = present?.relationship ?? { type: null, hasDap: false };
        if (type !== null && type === typeWithDap(settled.type, settled.includesDap || hasDap)) {
          throw new Refused({ code: 'already_related', organization: customer, type });
        }
      }
      return draft(env, act, { kind: 'reseller', recipient, ...settled, note: noted(input.note) });
    }),

  /**
   * Drafts a request for the admin roles that a customer removed, or never granted (R-DAP-07). Refused with
   * `not_related`, `dap_not_entitled`, `roles_already_in_place`.
   */
  draftRolesRequest: (actor: Actor, customer: string): Promise<Result<Draft, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      const recipient = orRefuse(await resolveRecipient(act.tx, customer));
      const organization = recipient.organization;
      if (!organization) throw new Refused({ code: 'organization_not_found', typed: customer });
      orRefuse(mayAsk(act.organization, organization));
      if (!act.organization.mayAskForDap) throw new Refused({ code: 'dap_not_entitled' });
      const present = await activeRelationship(act.tx, act.organization.id, organization.id);
      if (!present) throw new Refused({ code: 'not_related', organization });
      if (present.relationship.hasDap) throw new Refused({ code: 'roles_already_in_place', organization });
      return draft(env, act, {
        kind: 'delegated_administration',
        recipient,
        type: typeWithDap(present.relationship.type, true),
        includesDap: true,
        note: null,
      });
    }),

  /**
   * Drafts a provider's request that a reseller authorizes it (R-IND-01). Refused with `providers_only`,
   * `not_a_reseller`, `already_partnered`, and what `mayAsk` and `resolveInvitee` say.
   */
  draftProviderInvitation: (
    actor: Actor,
    input: { readonly reseller: string; readonly note: string | null },
  ): Promise<Result<Draft, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      if (act.organization.programme !== 'indirect_provider') {
        throw new Refused({ code: 'providers_only', organization: act.organization });
      }
      const recipient = orRefuse(await resolveInvitee(act.tx, 'reseller', input.reseller));
      if (recipient.organization) {
        const reseller = recipient.organization;
        orRefuse(mayAsk(act.organization, reseller));
        if (reseller.programme !== 'indirect_reseller') {
          throw new Refused({ code: 'not_a_reseller', organization: reseller });
        }
        const present = await activePartnership(act.tx, act.organization.id, reseller.id);
        if (present?.partnership.adminAccess) {
          throw new Refused({ code: 'already_partnered', organization: reseller });
        }
      }
      return draft(env, act, {
        kind: 'indirect_provider',
        recipient,
        type: null,
        includesDap: false,
        note: noted(input.note),
      });
    }),

  /**
   * The draft again, for review, with a new personal link in place of the earlier one, which nobody keeps (R-INV-03,
   * R-INV-04). Refused with `invitation_not_found`, `invitation_answered`, `invitation_already_open` when it was sent.
   */
  reopenDraft: (actor: Actor, typed: string): Promise<Result<Draft, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      const invitation = await lockOwn(act, typed);
      orRefuse(mayMove(invitation, 'sent', act.now));
      await act.tx.delete(personalLinks).where(eq(personalLinks.invitationId, invitation.id));
      return {
        details: (await shown(act, invitation.id)).details,
        link: await addLink(env, act, invitation.id),
        days: act.organization.invitationDays,
      };
    }),

  /**
   * Sends a reviewed draft: marks it sent and, by the way `system`, queues the mail where an address is known. A text
   * without the personal link is refused with `link_missing` (R-INV-04); the system's way without mail and without a
   * recipient in chat with `mail_not_configured` (R-INV-05); one that is out already with `invitation_already_open`. Keeps R-INV-10, R-INV-15.
   */
  sendInvitation: (actor: Actor, typed: string, mail: Mail): Promise<Result<ShownInvitation, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      const invitation = await lockOwn(act, typed);
      orRefuse(mayMove(invitation, 'sent', act.now));
      await requireGrounds(act, invitation);
      await requireMail(env, act, invitation, mail);
      const expiresAt = new Date(act.now.getTime() + act.organization.invitationDays * 86_400_000);
      await act.tx
        .update(invitations)
        .set({ state: 'sent', sentAt: act.now, sentBy: mail.way, expiresAt })
        .where(eq(invitations.id, invitation.id));
      if (invitation.recipientId) await introduce(act.tx, act.organization.id, invitation.recipientId);
      await queueMail(env, act, invitation, mail);
      act.record({
        kind: 'invitation.sent',
        ...about(invitation, act.organization.id),
        before: { state: 'draft' },
        after: { state: 'sent', way: mail.way, expiresAt: expiresAt.toISOString(), ...addressee(invitation) },
      });
      return shown(act, invitation.id);
    }),

  /** Withdraws a sent invitation (R-INV-10); its link dies with it. Refused with `invitation_answered`. */
  withdrawInvitation: (actor: Actor, typed: string): Promise<Result<ShownInvitation, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      const invitation = await lockOwn(act, typed);
      orRefuse(mayMove(invitation, 'withdrawn', act.now));
      await writeAnswer(act.tx, { id: invitation.id, state: 'withdrawn', ...answeredBy(act) });
      act.record({
        kind: 'invitation.withdrawn',
        ...about(invitation, act.organization.id),
        before: { state: 'sent' },
        after: { state: 'withdrawn', ...addressee(invitation) },
      });
      return shown(act, invitation.id);
    }),

  /**
   * Reminds the approvers of a sent invitation, once a day at most (`reminded_already`). While nobody has redeemed its
   * link there is nobody in chat to remind: then the mail comes back for review, with a further personal link, and
   * nothing has been sent (R-INV-13).
   */
  remindOfInvitation: (actor: Actor, typed: string): Promise<Result<Reminder, Problem>> =>
    transact(env, actor, 'request_relationship', async (act): Promise<Reminder> => {
      const invitation = await lockOwn(act, typed);
      await requireRemindable(act, invitation);
      if (invitation.recipientId !== null) {
        await recordReminder(act, invitation, null);
        return { by: 'chat', shown: await shown(act, invitation.id) };
      }
      const { details } = await shown(act, invitation.id);
      const link = await addLink(env, act, invitation.id);
      const left = (invitation.expiresAt ?? act.now).getTime() - act.now.getTime();
      return { by: 'mail', draft: { details, link, days: Math.ceil(left / 86_400_000) } };
    }),

  /**
   * Sends the reviewed mail that reminds of an invitation, or notes that the sender has (R-INV-05, R-INV-15). Refused with
   * `reminded_already`, `invitation_answered`, `link_missing` (R-INV-04), `text_too_long`, `mail_not_configured`.
   */
  remindByMail: (actor: Actor, typed: string, mail: Mail): Promise<Result<ShownInvitation, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      const invitation = await lockOwn(act, typed);
      await requireRemindable(act, invitation);
      await requireMail(env, act, invitation, mail);
      await queueMail(env, act, invitation, mail);
      await recordReminder(act, invitation, mail.way);
      return shown(act, invitation.id);
    }),
});

const noted = (note: string | null): string | null => {
  const text = note?.trim() ?? '';
  requireLength('note', text, mostOfNote);
  return text === '' ? null : text;
};

/** Ends the act with `text_too_long` for a text of more than so many characters. */
export function requireLength(field: string, text: string, most: number): void {
  if (text.length > most) throw new Refused({ code: 'text_too_long', field, length: text.length, most });
}

/** What every entry about an invitation says of it, from the side of the organization that acts. */
export const about = (invitation: Invitation, organizationId: string) => {
  const provider = invitation.kind === 'indirect_provider';
  return {
    subject: { kind: 'invitation', id: invitation.id },
    counterpartId: organizationId === invitation.senderId ? invitation.recipientId : invitation.senderId,
    partnerId: invitation.senderId,
    customerId: provider ? null : invitation.recipientId,
    invitationKind: invitation.kind,
  } as const;
};

/** The member as the one who answered, in the columns of the invitation. */
export const answeredBy = (act: Act, reason: string | null = null) => ({
  answeredById: act.member.id,
  answeredByName: act.member.name,
  answeredByEmail: act.member.email,
  answeredOn: act.actor.platform,
  answeredAt: act.now,
  reason,
});

/** The invitation as the act's member sees it now. */
export async function shown(
  act: Omit<Act, 'record'>,
  id: string,
  load = loadInvitationDetails,
): Promise<ShownInvitation> {
  const details = await load(act.tx, id, act.organization.id);
  if (!details) throw new Refused({ code: 'invitation_not_found', typed: id });
  const { invitation } = details;
  return {
    details,
    acts: actsLeftTo(act.organization.id, invitation, act.now).filter((one) =>
      may(act.member, act.organization, abilityFor(one, invitation.kind)),
    ),
  };
}

/** An invitation that the organization itself sent, kept as it is until the act ends. */
async function lockOwn(act: Act, typed: string): Promise<Invitation> {
  const { id } = orRefuse(await resolveInvitation(act.tx, typed, act.organization.id));
  const invitation = await lockInvitation(act.tx, id);
  if (invitation?.senderId !== act.organization.id)
    throw new Refused({ code: 'invitation_not_found', typed });
  return invitation;
}

interface NewDraft {
  readonly kind: InvitationKind;
  readonly recipient: Recipient;
  readonly type: RelationshipType | null;
  readonly includesDap: boolean;
  readonly note: string | null;
}

/** Writes the draft, over an earlier one to the same recipient. The unique indexes hold R-INV-11 in a race. */
async function draft(env: Surroundings, act: Act, input: NewDraft): Promise<Draft> {
  const { organization, email } = input.recipient;
  const to = organization ? { recipientId: organization.id } : { email: email ?? '' };
  const open = await openInvitation(act.tx, input.kind, act.organization.id, to);
  const earlier = open && (await lockInvitation(act.tx, open.id));
  if (earlier?.state === 'sent') throw new Refused({ code: 'invitation_already_open', invitation: earlier });
  const values = {
    type: input.type,
    includesDap: input.includesDap,
    note: input.note,
    recipientEmail: email,
    draftedById: act.member.id,
    draftedByName: act.member.name,
    draftedByEmail: act.member.email,
    draftedAt: act.now,
  };
  const [row] =
    earlier && isOpen(earlier.state)
      ? await act.tx.update(invitations).set(values).where(eq(invitations.id, earlier.id)).returning()
      : await act.tx
          .insert(invitations)
          .values({
            ...values,
            id: env.newId(),
            kind: input.kind,
            state: 'draft',
            senderId: act.organization.id,
            recipientId: organization?.id ?? null,
          })
          .onConflictDoNothing()
          .returning();
  if (!row) {
    const winner = await openInvitation(act.tx, input.kind, act.organization.id, to);
    if (winner) throw new Refused({ code: 'invitation_already_open', invitation: winner });
    throw new Error('a draft was refused by the database although no open invitation stands');
  }
  const invitation = invitationOf(row);
  if (earlier) await act.tx.delete(personalLinks).where(eq(personalLinks.invitationId, invitation.id));
  const link = await addLink(env, act, invitation.id);
  act.record({
    kind: 'invitation.drafted',
    ...about(invitation, act.organization.id),
    // A draft is nobody's business but the sender's.
    counterpartId: null,
    after: {
      kind: input.kind,
      type: input.type,
      includesDap: input.includesDap,
      to: organization?.name ?? email,
    },
  });
  return {
    details: {
      invitation,
      sender: act.organization,
      recipient: organization,
      agreement: null,
      delegation: null,
    },
    link,
    days: act.organization.invitationDays,
  };
}

/** What the draft was allowed by has to be there still when it is sent: entitlement (R-DAP-09), relationship (R-DAP-07). */
async function requireGrounds(act: Act, invitation: Invitation): Promise<void> {
  if (invitation.includesDap && !act.organization.mayAskForDap) {
    throw new Refused({ code: 'dap_not_entitled' });
  }
  if (invitation.kind !== 'delegated_administration' || invitation.recipientId === null) return;
  const customer = await loadOrganization(act.tx, invitation.recipientId);
  const present = await activeRelationship(act.tx, act.organization.id, invitation.recipientId);
  if (customer && !present) throw new Refused({ code: 'not_related', organization: customer });
}

async function requireLink(env: Surroundings, act: Act, invitation: Invitation, text: string): Promise<void> {
  const links = await act.tx
    .select({ tokenHash: personalLinks.tokenHash })
    .from(personalLinks)
    .where(eq(personalLinks.invitationId, invitation.id));
  const hashes = tokensIn(text, env.publicUrl).map(hashOf);
  if (!links.some(({ tokenHash }) => hashes.some((hash) => tokenHash.equals(hash)))) {
    throw new Refused({ code: 'link_missing' });
  }
}

/** A new personal link of the invitation, which is shown now and kept as a hash alone (R-INV-03). */
async function addLink(env: Surroundings, act: Act, invitationId: string): Promise<string> {
  const token = env.newToken();
  await act.tx
    .insert(personalLinks)
    .values({ tokenHash: hashOf(token), invitationId, senderId: act.organization.id });
  return linkOf(env.publicUrl, token);
}

/** Ends the act unless the reviewed mail has room, the personal link in it (R-INV-04), and a way to go (R-INV-05). */
async function requireMail(env: Surroundings, act: Act, invitation: Invitation, mail: Mail): Promise<void> {
  requireLength('subject', mail.subject, mostOfSubject);
  requireLength('text', mail.text, mostOfMail);
  await requireLink(env, act, invitation, mail.text);
  if (mail.way === 'system' && !env.sendsMail && invitation.recipientId === null) {
    throw new Refused({ code: 'mail_not_configured' });
  }
}

/** Queues the mail where the system is to send it and has an address. */
async function queueMail(env: Surroundings, act: Act, invitation: Invitation, mail: Mail): Promise<void> {
  const address = invitation.recipientEmail;
  if (mail.way !== 'system' || !env.sendsMail || address === null) return;
  const id = env.newId();
  const content = env.seal(
    JSON.stringify({ to: address, subject: mail.subject, text: mail.text }),
    `mail:${id}`,
  );
  await act.tx.insert(mails).values({
    id,
    organizationId: act.organization.id,
    invitationId: invitation.id,
    content,
    createdAt: act.now,
  });
  await act.tx.execute(sql`select accord_queue_mail(${id})`);
}

/** Ends the act for an invitation that is not open, or of which somebody reminded within the last day. */
async function requireRemindable(act: Act, invitation: Invitation): Promise<void> {
  orRefuse(mayMove(invitation, 'withdrawn', act.now));
  const [row] = await act.tx
    .select({ remindedAt: invitations.remindedAt })
    .from(invitations)
    .where(eq(invitations.id, invitation.id));
  const last = row?.remindedAt;
  if (last && act.now.getTime() - last.getTime() < reminderPauseHours * 3_600_000) {
    throw new Refused({ code: 'reminded_already', at: last });
  }
}

async function recordReminder(act: Act, invitation: Invitation, way: SendingWay | null): Promise<void> {
  await act.tx.update(invitations).set({ remindedAt: act.now }).where(eq(invitations.id, invitation.id));
  act.record({
    kind: 'invitation.reminded',
    ...about(invitation, act.organization.id),
    after: { at: act.now.toISOString(), ...(way === null ? {} : { way }), ...addressee(invitation) },
  });
}
