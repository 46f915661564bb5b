import { loadInvitationDetails, lockInvitation } from '../../db/invitations.ts';
import {
  abilityFor,
  actsLeftTo,
  type Invitation,
  type InvitationAct,
  type InvitationDetails,
} from '../domain/invitation.ts';
import { may } from '../domain/permissions.ts';
import { resolveInvitation } from './resolve.ts';
import { type Act, orRefuse, Refused } from './transact.ts';

/** An invitation as a member sees it, with what this member may do about it now. */
export interface ShownInvitation {
  readonly details: InvitationDetails;
  readonly acts: readonly InvitationAct[];
}

/** The most characters of a note or a reason. */
export const mostOfNote = 500;

/** Ends the act with `text_too_long` for a text of more than so many characters. */
export function requireLength(field: string, text: string, most: number): void {
  if (text.length > most) throw new Refused({ code: 'text_too_long', field, length: text.length, most });
}

/** What every entry about an invitation says of it, from the side of the organization that acts. */
export const about = (invitation: Invitation, organizationId: string) => {
  const provider = invitation.kind === 'indirect_provider';
  return {
    subject: { kind: 'invitation', id: invitation.id },
    counterpartId: organizationId === invitation.senderId ? invitation.recipientId : invitation.senderId,
    partnerId: invitation.senderId,
    customerId: provider ? null : invitation.recipientId,
    invitationKind: invitation.kind,
  } as const;
};

/** The member as the one who answered, in the columns of the invitation. */
export const answeredBy = (act: Act, reason: string | null = null) => ({
  answeredById: act.member.id,
  answeredByName: act.member.name,
  answeredByEmail: act.member.email,
  answeredOn: act.actor.platform,
  answeredAt: act.now,
  reason,
});

/** The invitation as the act's member sees it now. */
export async function shown(
  act: Omit<Act, 'record'>,
  id: string,
  load = loadInvitationDetails,
): Promise<ShownInvitation> {
  const details = await load(act.tx, id, act.organization.id);
  if (!details) throw new Refused({ code: 'invitation_not_found', typed: id });
  const { invitation } = details;
  return {
    details,
    acts: actsLeftTo(act.organization.id, invitation, act.now).filter((one) =>
      may(act.member, act.organization, abilityFor(one, invitation.kind)),
    ),
  };
}

/** An invitation that the organization itself sent, kept as it is until the act ends. */
export async function lockOwn(act: Act, typed: string): Promise<Invitation> {
  const { id } = orRefuse(await resolveInvitation(act.tx, typed, act.organization.id));
  const invitation = await lockInvitation(act.tx, id);
  if (invitation?.senderId !== act.organization.id)
    throw new Refused({ code: 'invitation_not_found', typed });
  return invitation;
}
