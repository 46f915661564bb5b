import type { Block, Card, ListItem } from '../../kernel/card.ts';
import { countValues, type Listing, listCard } from '../../kernel/list.ts';
import type { Page } from '../../kernel/page.ts';
import type { HomeSection } from '../../kernel/subject.ts';
import { hasExpired, type Invitation, type InvitationListItem } from '../model/invitation.ts';
import type { OnOrganization } from '../model/toward.ts';
import type { Words } from '../words.en.ts';

const dayMs = 86_400_000;

/** One invitation on one line. */
function invitationItem(words: Words, item: InvitationListItem, now: Date): ListItem {
  const { invitation, counterpart, direction } = item;
  const { standing, since } = standingOf(invitation, now);
  const days = Math.max(0, Math.floor((now.getTime() - since.getTime()) / dayMs));
  return {
    title: words.text('list.invitation.title', {
      direction,
      name: counterpart?.name ?? invitation.recipientEmail ?? '',
    }),
    detail: words.rich(`list.invitation.${standing}`, {
      kind: words.text(`kind.${invitation.kind}`),
      age: words.text('list.age', { days }),
      expires: { kind: 'time', at: invitation.expiresAt ?? since, style: 'date' },
    }),
    button: { label: words.text('act.show'), command: `show ${invitation.id}` },
  };
}

/** Drafted, sent by own mail and sent by the system are different facts (R-INV-15). */
function standingOf(invitation: Invitation, now: Date) {
  const { state, draftedAt, sentAt, sentBy, answer, expiresAt } = invitation;
  if (hasExpired(invitation, now)) return { standing: 'expired', since: expiresAt ?? draftedAt } as const;
  if (state === 'sent') {
    return { standing: sentBy === 'own_mail' ? 'own_mail' : 'system', since: sentAt ?? draftedAt } as const;
  }
  return { standing: state, since: answer?.at ?? draftedAt } as const;
}

/** Invitations sent and received: how far each is, how it was sent and since when (R-INV-15). */
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

/** On the card of another organization: the open invitations between the two. */
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

/** On a member's home: some of its organization's invitations, and the way to all of them. */
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
