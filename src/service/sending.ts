import { eq, sql } from 'drizzle-orm';
import { writeAnswer } from '../../db/invitations.ts';
import { introduce, loadOrganization } from '../../db/organizations.ts';
import { activeRelationship } from '../../db/relationships.ts';
import { invitations } from '../../db/schema/invitations.ts';
import { mails } from '../../db/schema/mails.ts';
import { personalLinks } from '../../db/schema/personal-links.ts';
import { addressee, type Invitation, mayMove, type SendingWay } from '../domain/invitation.ts';
import type { Problem } from '../domain/problem.ts';
import type { Result } from '../result.ts';
import { addLink, type Draft } from './asking.ts';
import { about, answeredBy, lockOwn, requireLength, type ShownInvitation, shown } from './invitation.ts';
import { hashOf, tokensIn } from './links.ts';
import { type Act, type Actor, orRefuse, Refused, type Surroundings, transact } from './transact.ts';

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

/** The most characters of a mail's subject and of its text. */
const mostOfSubject = 200;
const mostOfMail = 3000;
/** A reminder by hand goes out once in this many hours. */
const reminderPauseHours = 24;

/** What a partner does with an invitation of its own: send it, remind of it, take it back. */
export const sending = (env: Surroundings) => ({
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
   * recipient in chat with `mail_not_configured` (R-INV-05); one that is out already with `invitation_already_open`.
   * Keeps R-INV-10, R-INV-15.
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
