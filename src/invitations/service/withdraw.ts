import { type ActContext, type Actor, act, type Hooks, type ServiceContext } from '../../kernel/act.ts';
import type { Acted } from '../../kernel/refusal.ts';
import { requireRule } from '../../kernel/rule.ts';
import { events } from '../events.ts';
import { aboutInvitation, addressee, type Invitation, type ShownInvitation } from '../model/invitation.ts';
import { withdrawRule } from '../model/rules.ts';
import { lockOpenBetween } from '../store/between.ts';
import { writeAnswer } from '../store/invitation.ts';
import { answeredBy } from './answered.ts';
import { lockOwn, situationOf } from './lock.ts';
import { shown } from './shown.ts';

/** Withdraws a sent invitation (R-INV-10); its link stops working. Refuses with `invitation_answered`. */
export const withdrawInvitation =
  (context: ServiceContext) =>
  (actor: Actor, typed: string): Acted<ShownInvitation> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const invitation = await lockOwn(acting, typed);
      requireRule(withdrawRule, situationOf(acting, invitation));
      await withdraw(acting, invitation);
      return shown(acting, invitation.id);
    });

/** Records that the acting member withdrew a locked invitation. */
async function withdraw(acting: ActContext, invitation: Invitation): Promise<void> {
  await writeAnswer(acting.tx, { id: invitation.id, state: 'withdrawn', ...answeredBy(acting) });
  acting.record({
    event: events['invitation.withdrawn'],
    ...aboutInvitation(invitation, acting.organization.id),
    before: { state: 'sent' },
    after: { state: 'withdrawn', ...addressee(invitation) },
  });
}

/**
 * Ending a relationship closes the open invitations between the two (R-REL-03): the sent ones are withdrawn in the name
 * of whoever ends it, regardless of the sender. Drafts stay.
 */
export const relationshipEnding: Hooks['relationshipEnding'] = async (acting, { one, other }) => {
  const open = await lockOpenBetween(acting.tx, one, other);
  return async () => {
    for (const invitation of open) {
      if (invitation.state === 'sent') await withdraw(acting, invitation);
    }
  };
};
