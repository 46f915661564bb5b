import { type Actor, act, type ServiceContext } from '../../kernel/act.ts';
import { requireLength } from '../../kernel/check.ts';
import type { Acted } from '../../kernel/refusal.ts';
import { events } from '../events.ts';
import { aboutInvitation, maxNote, type ShownInvitation } from '../model/invitation.ts';
import { declineRule } from '../model/rules.ts';
import { writeAnswer } from '../store/invitation.ts';
import { answeredBy } from './answered.ts';
import { lockReceived, requireToAnswer } from './lock.ts';
import { shown } from './shown.ts';

/** Declines, with an optional reason; grants nothing (R-INV-09). Refuses with `invitation_answered`. */
export const declineInvitation =
  (context: ServiceContext) =>
  (actor: Actor, typed: string, reason: string | null): Acted<ShownInvitation> =>
    act(context, actor, 'read', async (acting) => {
      const { invitation } = await lockReceived(acting, typed);
      await requireToAnswer(acting, declineRule, invitation);
      const text = reason?.trim() || null;
      requireLength('reason', text ?? '', maxNote);
      await writeAnswer(acting.tx, { id: invitation.id, state: 'declined', ...answeredBy(acting, text) });
      acting.record({
        event: events['invitation.declined'],
        ...aboutInvitation(invitation, acting.organization.id),
        before: { state: 'sent' },
        after: { state: 'declined', reason: text },
      });
      return shown(acting, invitation.id);
    });
