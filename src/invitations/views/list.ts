import type { Block, Card, ListItem } from '../../kernel/card.ts';
import { countValues, type Listing, listCard } from '../../kernel/list.ts';
import type { Page } from '../../kernel/page.ts';
import type { HomeSection } from '../../kernel/subject.ts';
import { hasExpired, type Invitation, type InvitationListItem } from '../model/invitation.ts';
import type { OnOrganization } from '../model/request-rules.ts';
import type { Words } from '../words.en.ts';

const dayMs = 86_400_000;

/** One invitation on one line. */
function invitationItem(words: Words, item: InvitationListItem, now: Date): ListItem {
  const { invitation, counterpart, direction } = item;
  const { state, since } = stateOf(invitation, now);
  const days = Math.max(0, Math.floor((now.getTime() - since.getTime()) / dayMs));
  return {
    title: words.text('list.invitation.title', {
      direction,
      name: counterpart?.name ?? invitation.recipientEmail ?? '',
    }),
    detail: words.rich(`list.invitation.${state}`, {
      kind: words.text(`kind.${invitation.kind}`),
      age: words.text('list.age', { days }),
      expires: { kind: 'time', at: invitation.expiresAt ?? since, style: 'date' },
    }),
    button: { label: words.text('act.show'), command: `show ${invitation.id}` },
  };
}

/** A draft, one sent by own mail, and one sent by the system are shown differently (R-INV-15). */
function stateOf(invitation: Invitation, now: Date) {
  const { state, draftedAt, sentAt, sentBy, answer, expiresAt } = invitation;
  if (hasExpired(invitation, now)) return { state: 'expired', since: expiresAt ?? draftedAt } as const;
  if (state === 'sent') {
    return { state: sentBy === 'own_mail' ? 'own_mail' : 'system', since: sentAt ?? draftedAt } as const;
  }
  return { state, since: answer?.at ?? draftedAt } as const;
}

/** A list of sent and received invitations: the state, how each was sent and when (R-INV-15). */
export const invitationsCard = (
  words: Words,
  page: Page<InvitationListItem>,
  listing: Listing,
  now: Date,
): Card =>
  listCard(words, {
    title: words.text('list.invitations.title'),
    summary: words.text('list.invitations.summary', countValues(page.total)),
    items: page.items.map((item) => invitationItem(words, item, now)),
    page,
    ...listing,
    empty: {
      sentence: words.text('list.invitations.empty'),
      next: [{ label: words.text('act.home'), command: 'home' }],
    },
  });

/** The open invitations between the two, for the organization's card. */
export function openInvitations(
  words: Words,
  { organization, other, invitations }: OnOrganization,
  now: Date,
): readonly Block[] {
  if (invitations.open.length === 0) return [];
  const items = invitations.open.map(({ invitation }) => {
    const direction = invitation.senderId === organization.id ? 'sent' : 'received';
    return invitationItem(words, { invitation, direction, counterpart: other }, now);
  });
  return [
    { kind: 'text', text: words.text('organization.open_invitations'), tone: 'strong' },
    { kind: 'list', items },
  ];
}

/** Some of the organization's invitations for a member's home, and a button to all of them. */
export const homeSection = (
  words: Words,
  { items, total }: Pick<Page<InvitationListItem>, 'items' | 'total'>,
  of: 'sent' | 'received',
  now: Date,
): HomeSection => ({
  items: items.map((item) => invitationItem(words, item, now)),
  total,
  more: { label: words.text(`act.${of}`), command: `invitations ${of}` },
});
