import type { Page } from '../kernel/page.ts';
import { may } from '../kernel/rights.ts';
import type { HomePart } from '../kernel/subject.ts';
import type { InvitationListItem } from './model/invitation.ts';
import { abilitiesToAnswer } from './model/rules.ts';
import { type InvitationQuery, listInvitations } from './store/lists.ts';
import { homeSection } from './views/list.ts';
import type { Words } from './words.en.ts';

type Counted = Pick<Page<InvitationListItem>, 'items' | 'total'>;

/** The invitations on a member's home. */
interface InvitationsAtHome {
  /** Received invitations that wait for an answer; none for a member who cannot answer. */
  readonly toAnswer: Counted;
  /** Sent by the own organization: first drafts, then those that wait for the other side's answer. */
  readonly asked: Counted;
}

const none: Counted = { items: [], total: 0 };

/** Invitations to answer, and invitations that the own organization drafted or sent. */
export const home: HomePart<InvitationsAtHome, Words> = {
  async load({ tx, organization, member }) {
    const list = (of: Pick<InvitationQuery, 'direction' | 'state'>): Promise<Counted> =>
      listInvitations(tx, organization.id, { ...of, text: null, after: null });
    const answers = abilitiesToAnswer.some((ability) => may(member, organization, ability));
    const [toAnswer, drafts, sent] = await Promise.all([
      answers ? list({ direction: 'received', state: 'sent' }) : none,
      list({ direction: 'sent', state: 'draft' }),
      list({ direction: 'sent', state: 'sent' }),
    ]);
    return {
      toAnswer,
      asked: { items: [...drafts.items, ...sent.items], total: drafts.total + sent.total },
    };
  },
  waiting: (words, { toAnswer }, now) => homeSection(words, toAnswer, 'received', now),
  asked: (words, { asked }, now) => homeSection(words, asked, 'sent', now),
};
