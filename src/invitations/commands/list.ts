import { listCommand } from '../../kernel/define-list.ts';
import type { Page } from '../../kernel/page.ts';
import { type InvitationListItem, type InvitationState, invitationStates } from '../model/invitation.ts';
import type { InvitationServices } from '../service/index.ts';
import { invitationsCard } from '../views/list.ts';
import type { InvitationsKey } from '../words.en.ts';

const directions = ['sent', 'received'] as const;

/** The filters of a list; each is undefined if it was not typed. */
interface Scope {
  readonly direction: (typeof directions)[number] | null;
  readonly state: InvitationState | null;
}

/** Reads the leading words of the typed text, e.g. `sent accepted` in `sent accepted contoso`. */
function scopeIn(text: string): Scope {
  const words = text.toLowerCase().split(' ');
  const direction = directions.find((one) => one === words[0]) ?? null;
  const state = invitationStates.find((one) => one === words[direction ? 1 : 0]) ?? null;
  return { direction, state };
}

/** `invitations [sent|received] [state] [words]`: lists invitations with state, age and expiry (R-INV-15). */
export const list = listCommand<InvitationServices, InvitationsKey, Page<InvitationListItem>>({
  verb: 'invitations',
  topic: 'look',
  shownTo: 'member',
  scope(text) {
    const { direction, state } = scopeIn(text);
    return [direction, state].filter((word) => word !== null).join(' ');
  },
  read: ({ service, actor }, query, scope) =>
    service.invitations.list(actor, { ...query, ...scopeIn(scope) }),
  draw: invitationsCard,
});
