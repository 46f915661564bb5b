import { type ActContext, type Actor, act, type ServiceContext } from '../../kernel/act.ts';
import { type Acted, ActRefusal } from '../../kernel/refusal.ts';
import { requireRule } from '../../kernel/rule.ts';
import { events } from '../events.ts';
import {
  aboutInvitation,
  addressee,
  type Invitation,
  type SendingWay,
  type ShownInvitation,
} from '../model/invitation.ts';
import { remindRule } from '../model/rules.ts';
import { problems } from '../problems.ts';
import { markReminded, remindedAt } from '../store/invitation.ts';
import { replaceLinks } from '../store/links.ts';
import { addLink, type Draft } from './draft.ts';
import { lockOwn, situationOf } from './lock.ts';
import { type ReviewedMail, requireMail, sendMail } from './mail.ts';
import { shown } from './shown.ts';

/** How somebody can be reminded: done in chat, or a mail to review. */
export type Reminder =
  | { readonly by: 'chat'; readonly shown: ShownInvitation }
  | { readonly by: 'mail'; readonly draft: Draft };

/** At most one reminder by hand in this time. */
const pauseMs = 24 * 3_600_000;
const dayMs = 86_400_000;

/**
 * Reminds the approvers of a sent invitation, once a day at most (`reminded_already`). If nobody has redeemed its link,
 * nobody can be reminded in chat: returns the mail for review with another personal link, and sends nothing (R-INV-13).
 */
export const remindOfInvitation =
  (context: ServiceContext) =>
  (actor: Actor, typed: string): Acted<Reminder> =>
    act(context, actor, 'request_relationship', async (acting): Promise<Reminder> => {
      const invitation = await lockOwn(acting, typed);
      await requireRemindable(acting, invitation);
      if (invitation.recipientId !== null) {
        await recordReminder(acting, invitation, null);
        return { by: 'chat', shown: await shown(acting, invitation.id) };
      }
      const { details } = await shown(acting, invitation.id);
      const link = await addLink(context, acting, invitation);
      const left = (invitation.expiresAt ?? acting.now).getTime() - acting.now.getTime();
      return { by: 'mail', draft: { details, link, days: Math.ceil(left / dayMs) } };
    });

/**
 * Sends the reviewed reminder mail, or records that the sender sent it (R-INV-05, R-INV-15). Its link replaces the
 * earlier one (R-INV-03). Refuses with
 * `reminded_already`, `invitation_answered`, `link_missing` (R-INV-04), `text_too_long`, `mail_not_configured`.
 */
export const remindByMail =
  (context: ServiceContext) =>
  (actor: Actor, typed: string, mail: ReviewedMail): Acted<ShownInvitation> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const invitation = await lockOwn(acting, typed);
      await requireRemindable(acting, invitation);
      const link = await requireMail(context, acting, invitation, mail);
      await replaceLinks(acting.tx, invitation.id, link, acting.now);
      await sendMail(context, acting, invitation, mail);
      await recordReminder(acting, invitation, mail.way);
      return shown(acting, invitation.id);
    });

/**
 * Refuses if the invitation is not open, or if somebody reminded within the last day. The button stays on the card
 * meanwhile; pressing it says when the last reminder was.
 */
async function requireRemindable(acting: ActContext, invitation: Invitation): Promise<void> {
  requireRule(remindRule, situationOf(acting, invitation));
  const last = await remindedAt(acting.tx, invitation.id);
  if (last && acting.now.getTime() - last.getTime() < pauseMs) {
    throw new ActRefusal(problems.reminded_already({ at: last }));
  }
}

async function recordReminder(
  { tx, now, organization, record }: ActContext,
  invitation: Invitation,
  way: SendingWay | null,
): Promise<void> {
  await markReminded(tx, invitation.id, now);
  record({
    event: events['invitation.reminded'],
    ...aboutInvitation(invitation, organization.id),
    after: { at: now.toISOString(), ...(way === null ? {} : { way }), ...addressee(invitation) },
  });
}
