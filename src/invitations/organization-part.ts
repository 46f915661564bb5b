import { RecentValues, readAssuming } from '../kernel/recent-values.ts';
import type { OrganizationPart } from '../kernel/subject.ts';
import type { InvitationsBetween, OnOrganization } from './model/request-rules.ts';
import { loadDetails } from './service/details.ts';
import { openBetween } from './store/between.ts';
import { openInvitations } from './views/list.ts';
import type { Words } from './words.en.ts';

/** The ids of the open invitations between two organizations. */
const recent = new RecentValues<readonly string[]>();

/** The open invitations between the two, newest first, without the other side's drafts. */
export const organizationPart: OrganizationPart<InvitationsBetween, OnOrganization, Words> = {
  async load({ tx, organization: { id: mine } }, other) {
    const look = async (): Promise<readonly string[]> => {
      const between = await openBetween(tx, mine, other.id);
      return between
        .filter(({ state, senderId }) => state === 'sent' || senderId === mine)
        .map(({ id }) => id);
    };
    const load = (ids: readonly string[]) => Promise.all(ids.map((id) => loadDetails(tx, id, mine)));
    const details = await readAssuming(recent, `${mine} ${other.id}`, look, load);
    return { open: details.filter((found) => found !== undefined) };
  },
  draw: openInvitations,
};
