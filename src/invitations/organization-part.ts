import type { OrganizationPart } from '../kernel/subject.ts';
import type { InvitationsBetween, OnOrganization } from './model/request-rules.ts';
import { loadDetails } from './service/details.ts';
import { openBetween } from './store/between.ts';
import { openInvitations } from './views/list.ts';
import type { Words } from './words.en.ts';

/** The open invitations between the two, newest first, without the other side's drafts. */
export const organizationPart: OrganizationPart<InvitationsBetween, OnOrganization, Words> = {
  async load({ tx, organization: { id: mine } }, other) {
    const between = await openBetween(tx, mine, other.id);
    const visible = between.filter(({ state, senderId }) => state === 'sent' || senderId === mine);
    const details = await Promise.all(visible.map(({ id }) => loadDetails(tx, id, mine)));
    return { open: details.filter((found) => found !== undefined) };
  },
  draw: openInvitations,
};
