import { hasExpired, type Invitation, type InvitationListItem } from '../../invitations/model/invitation.ts';
import type { Button, ListItem } from '../../kernel/card.ts';
import { type Platform, rolesOf } from '../../kernel/member.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { kindName, roleName, typeName } from '../../kernel/terms.ts';
import type { Words } from '../../kernel/words.ts';
import type { PartnershipDetails, RelationshipDetails } from '../../relationships/model/relationship.ts';
import type { MemberListItem } from '../model.ts';

/** Opens what a line is about. */
export const show = (words: Words, what: string): Button => ({
  label: words.text('act.show'),
  command: `show ${what}`,
});

/** A relationship on one line, by the other side of it. */
export const relationshipItem = (
  words: Words,
  { relationship }: RelationshipDetails,
  other: OrganizationSummary,
  lacksAgreement = false,
): ListItem => ({
  title: other.name,
  detail: words.rich('list.relationship', {
    domain: other.domain,
    type: typeName(words, relationship.type),
    roles: relationship.hasDap ? 'yes' : 'no',
    ending: relationship.endAskedAt ? 'yes' : 'no',
    record: relationship.ofRecordSince ? 'yes' : 'no',
    agreement: lacksAgreement ? 'lacking' : 'none',
    since: { kind: 'time', at: relationship.since, style: 'date' },
  }),
  button: show(words, other.domain),
});

/** A partnership on one line, by the other side of it. */
export const partnershipItem = (
  words: Words,
  { partnership }: PartnershipDetails,
  other: OrganizationSummary,
): ListItem => ({
  title: other.name,
  detail: words.rich('list.partnership', {
    domain: other.domain,
    access: partnership.adminAccess ? 'yes' : 'no',
    since: { kind: 'time', at: partnership.since, style: 'date' },
  }),
  button: show(words, other.domain),
});

/** One invitation on one line. */
export function invitationItem(words: Words, item: InvitationListItem, now: Date): ListItem {
  const { invitation, counterpart, direction } = item;
  const { standing, since } = standingOf(invitation, now);
  const days = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 86_400_000));
  return {
    title: words.text('list.invitation.title', {
      direction,
      name: counterpart?.name ?? invitation.recipientEmail ?? '',
    }),
    detail: words.rich(`list.invitation.${standing}`, {
      kind: kindName(words, invitation.kind),
      age: words.text('list.age', { days }),
      expires: { kind: 'time', at: invitation.expiresAt ?? since, style: 'date' },
    }),
    button: show(words, invitation.id),
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

export const platformName = (words: Words, platform: Platform): string =>
  words.text(`people.platform.${platform}`);

/** A member on one line; to one who has not joined, somebody who manages members can give a code. */
export function memberItem(words: Words, { member, platforms, mayGiveCode }: MemberListItem): ListItem {
  const roles = rolesOf(member);
  const joined = platforms.length > 0;
  return {
    title: member.name,
    detail: words.text('members.member', {
      email: member.email,
      roles: roles.length > 0 ? words.list(roles.map((role) => roleName(words, role))) : '',
      has_roles: roles.length > 0 ? 'yes' : 'no',
      platforms: words.list(platforms.map((platform) => platformName(words, platform))),
      joined: joined ? 'yes' : 'no',
    }),
    ...(mayGiveCode && !joined
      ? { button: { label: words.text('act.new_code'), command: `member code ${member.email}` } }
      : {}),
  };
}
