import { type ActContext, ActRefusal, unwrap } from '../../kernel/act.ts';
import { may } from '../../kernel/rights.ts';
import { resolveInvitation } from '../../overview/resolve.ts';
import {
  abilityFor,
  actsLeftTo,
  type Invitation,
  type InvitationAct,
  type InvitationDetails,
} from '../model/invitation.ts';
import { loadInvitationDetails, lockInvitation } from '../store.ts';

/** An invitation as a member sees it, with what this member may do about it now. */
export interface ShownInvitation {
  readonly details: InvitationDetails;
  readonly acts: readonly InvitationAct[];
}

/** The most characters of a note or a reason. */
export const maxNote = 500;

/** Ends the act with `text_too_long` for a text of more than so many characters. */
export function requireLength(field: string, text: string, most: number): void {
  if (text.length > most) throw new ActRefusal({ code: 'text_too_long', field, length: text.length, most });
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
export const answeredBy = (acting: ActContext, reason: string | null = null) => ({
  answeredById: acting.member.id,
  answeredByName: acting.member.name,
  answeredByEmail: acting.member.email,
  answeredOn: acting.actor.platform,
  answeredAt: acting.now,
  reason,
});

/** The invitation as the act's member sees it now. */
export async function shown(
  acting: Omit<ActContext, 'record'>,
  id: string,
  load = loadInvitationDetails,
): Promise<ShownInvitation> {
  const details = await load(acting.tx, id, acting.organization.id);
  if (!details) throw new ActRefusal({ code: 'invitation_not_found', typed: id });
  const { invitation } = details;
  return {
    details,
    acts: actsLeftTo(acting.organization.id, invitation, acting.now).filter((one) =>
      may(acting.member, acting.organization, abilityFor(one, invitation.kind)),
    ),
  };
}

/** An invitation that the organization itself sent, kept as it is until the act ends. */
export async function lockOwn(acting: ActContext, typed: string): Promise<Invitation> {
  const { id } = unwrap(await resolveInvitation(acting.tx, typed, acting.organization.id));
  const invitation = await lockInvitation(acting.tx, id);
  if (invitation?.senderId !== acting.organization.id)
    throw new ActRefusal({ code: 'invitation_not_found', typed });
  return invitation;
}
