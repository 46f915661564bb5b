import { eq, sql } from 'drizzle-orm';
import { invitations } from '../../../db/schema/invitations.ts';
import { mails } from '../../../db/schema/mails.ts';
import { personalLinks } from '../../../db/schema/personal-links.ts';
import {
  type ActContext,
  type Actor,
  ActRefusal,
  act,
  type ServiceContext,
  unwrap,
} from '../../kernel/act.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { hashOf, tokensIn } from '../../kernel/tokens.ts';
import { loadOrganization, makeKnown } from '../../organizations/store.ts';
import { activeRelationship } from '../../relationships/store.ts';
import { addressee, type Invitation, mayMove, type SendingWay } from '../model/invitation.ts';
import { writeAnswer } from '../store.ts';
import { addLink, type Draft } from './ask.ts';
import { about, answeredBy, lockOwn, requireLength, type ShownInvitation, shown } from './invitation.ts';

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
const maxSubject = 200;
const maxMail = 3000;
/** A reminder by hand goes out once in this many hours. */
const reminderPauseHours = 24;

/** What a partner does with an invitation of its own: send it, remind of it, take it back. */
export const sending = (context: ServiceContext) => ({
  /**
   * The draft again, for review, with a new personal link in place of the earlier one, which nobody keeps (R-INV-03,
   * R-INV-04). Refused with `invitation_not_found`, `invitation_answered`, `invitation_already_open` when it was sent.
   */
  reopenDraft: (actor: Actor, typed: string): Promise<Result<Draft, Problem>> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const invitation = await lockOwn(acting, typed);
      unwrap(mayMove(invitation, 'sent', acting.now));
      await acting.tx.delete(personalLinks).where(eq(personalLinks.invitationId, invitation.id));
      return {
        details: (await shown(acting, invitation.id)).details,
        link: await addLink(context, acting, invitation.id),
        days: acting.organization.invitationDays,
      };
    }),

  /**
   * Sends a reviewed draft: marks it sent and, by the way `system`, queues the mail where an address is known. A text
   * without the personal link is refused with `link_missing` (R-INV-04); the system's way without mail and without a
   * recipient in chat with `mail_not_configured` (R-INV-05); one that is out already with `invitation_already_open`.
   * Keeps R-INV-10, R-INV-15.
   */
  sendInvitation: (actor: Actor, typed: string, mail: Mail): Promise<Result<ShownInvitation, Problem>> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const invitation = await lockOwn(acting, typed);
      unwrap(mayMove(invitation, 'sent', acting.now));
      await requireGrounds(acting, invitation);
      await requireMail(context, acting, invitation, mail);
      const expiresAt = new Date(acting.now.getTime() + acting.organization.invitationDays * 86_400_000);
      await acting.tx
        .update(invitations)
        .set({ state: 'sent', sentAt: acting.now, sentBy: mail.way, expiresAt })
        .where(eq(invitations.id, invitation.id));
      if (invitation.recipientId) await makeKnown(acting.tx, acting.organization.id, invitation.recipientId);
      await queueMail(context, acting, invitation, mail);
      acting.record({
        kind: 'invitation.sent',
        ...about(invitation, acting.organization.id),
        before: { state: 'draft' },
        after: { state: 'sent', way: mail.way, expiresAt: expiresAt.toISOString(), ...addressee(invitation) },
      });
      return shown(acting, invitation.id);
    }),

  /** Withdraws a sent invitation (R-INV-10); its link dies with it. Refused with `invitation_answered`. */
  withdrawInvitation: (actor: Actor, typed: string): Promise<Result<ShownInvitation, Problem>> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const invitation = await lockOwn(acting, typed);
      unwrap(mayMove(invitation, 'withdrawn', acting.now));
      await writeAnswer(acting.tx, { id: invitation.id, state: 'withdrawn', ...answeredBy(acting) });
      acting.record({
        kind: 'invitation.withdrawn',
        ...about(invitation, acting.organization.id),
        before: { state: 'sent' },
        after: { state: 'withdrawn', ...addressee(invitation) },
      });
      return shown(acting, invitation.id);
    }),

  /**
   * Reminds the approvers of a sent invitation, once a day at most (`reminded_already`). While nobody has redeemed its
   * link there is nobody in chat to remind: then the mail comes back for review, with a further personal link, and
   * nothing has been sent (R-INV-13).
   */
  remindOfInvitation: (actor: Actor, typed: string): Promise<Result<Reminder, Problem>> =>
    act(context, actor, 'request_relationship', async (acting): Promise<Reminder> => {
      const invitation = await lockOwn(acting, typed);
      await requireRemindable(acting, invitation);
      if (invitation.recipientId !== null) {
        await recordReminder(acting, invitation, null);
        return { by: 'chat', shown: await shown(acting, invitation.id) };
      }
      const { details } = await shown(acting, invitation.id);
      const link = await addLink(context, acting, invitation.id);
      const left = (invitation.expiresAt ?? acting.now).getTime() - acting.now.getTime();
      return { by: 'mail', draft: { details, link, days: Math.ceil(left / 86_400_000) } };
    }),

  /**
   * Sends the reviewed mail that reminds of an invitation, or notes that the sender has (R-INV-05, R-INV-15). Refused with
   * `reminded_already`, `invitation_answered`, `link_missing` (R-INV-04), `text_too_long`, `mail_not_configured`.
   */
  remindByMail: (actor: Actor, typed: string, mail: Mail): Promise<Result<ShownInvitation, Problem>> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const invitation = await lockOwn(acting, typed);
      await requireRemindable(acting, invitation);
      await requireMail(context, acting, invitation, mail);
      await queueMail(context, acting, invitation, mail);
      await recordReminder(acting, invitation, mail.way);
      return shown(acting, invitation.id);
    }),
});

/** What the draft was allowed by has to be there still when it is sent: entitlement (R-DAP-09), relationship (R-DAP-07). */
async function requireGrounds(acting: ActContext, invitation: Invitation): Promise<void> {
  if (invitation.includesDap && !acting.organization.mayAskForDap) {
    throw new ActRefusal({ code: 'dap_not_entitled' });
  }
  if (invitation.kind !== 'delegated_administration' || invitation.recipientId === null) return;
  const customer = await loadOrganization(acting.tx, invitation.recipientId);
  const present = await activeRelationship(acting.tx, acting.organization.id, invitation.recipientId);
  if (customer && !present) throw new ActRefusal({ code: 'not_related', organization: customer });
}

async function requireLink(
  context: ServiceContext,
  acting: ActContext,
  invitation: Invitation,
  text: string,
): Promise<void> {
  const links = await acting.tx
    .select({ tokenHash: personalLinks.tokenHash })
    .from(personalLinks)
    .where(eq(personalLinks.invitationId, invitation.id));
  const hashes = tokensIn(text, context.publicUrl).map(hashOf);
  if (!links.some(({ tokenHash }) => hashes.some((hash) => tokenHash.equals(hash)))) {
    throw new ActRefusal({ code: 'link_missing' });
  }
}

/** Ends the act unless the reviewed mail has room, the personal link in it (R-INV-04), and a way to go (R-INV-05). */
async function requireMail(
  context: ServiceContext,
  acting: ActContext,
  invitation: Invitation,
  mail: Mail,
): Promise<void> {
  requireLength('subject', mail.subject, maxSubject);
  requireLength('text', mail.text, maxMail);
  await requireLink(context, acting, invitation, mail.text);
  if (mail.way === 'system' && !context.sendsMail && invitation.recipientId === null) {
    throw new ActRefusal({ code: 'mail_not_configured' });
  }
}

/** Queues the mail where the system is to send it and has an address. */
async function queueMail(
  context: ServiceContext,
  acting: ActContext,
  invitation: Invitation,
  mail: Mail,
): Promise<void> {
  const address = invitation.recipientEmail;
  if (mail.way !== 'system' || !context.sendsMail || address === null) return;
  const id = context.newId();
  const content = context.seal(
    JSON.stringify({ to: address, subject: mail.subject, text: mail.text }),
    `mail:${id}`,
  );
  await acting.tx.insert(mails).values({
    id,
    organizationId: acting.organization.id,
    invitationId: invitation.id,
    content,
    createdAt: acting.now,
  });
  await acting.tx.execute(sql`select accord_queue_mail(${id})`);
}

/** Ends the act for an invitation that is not open, or of which somebody reminded within the last day. */
async function requireRemindable(acting: ActContext, invitation: Invitation): Promise<void> {
  unwrap(mayMove(invitation, 'withdrawn', acting.now));
  const [row] = await acting.tx
    .select({ remindedAt: invitations.remindedAt })
    .from(invitations)
    .where(eq(invitations.id, invitation.id));
  const last = row?.remindedAt;
  if (last && acting.now.getTime() - last.getTime() < reminderPauseHours * 3_600_000) {
    throw new ActRefusal({ code: 'reminded_already', at: last });
  }
}

async function recordReminder(
  acting: ActContext,
  invitation: Invitation,
  way: SendingWay | null,
): Promise<void> {
  await acting.tx
    .update(invitations)
    .set({ remindedAt: acting.now })
    .where(eq(invitations.id, invitation.id));
  acting.record({
    kind: 'invitation.reminded',
    ...about(invitation, acting.organization.id),
    after: { at: acting.now.toISOString(), ...(way === null ? {} : { way }), ...addressee(invitation) },
  });
}
