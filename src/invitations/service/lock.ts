import type { ActContext, QueryContext } from '../../kernel/act.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Organization } from '../../kernel/organization.ts';
import { ActRefusal, unwrap } from '../../kernel/refusal.ts';
import { abilityFor, type Rule, requireRule } from '../../kernel/rule.ts';
import { lockOrganization } from '../../organizations/index.ts';
import type { Invitation } from '../model/invitation.ts';
import type { InvitationSituation } from '../model/rules.ts';
import { problems } from '../problems.ts';
import { lockInvitation } from '../store/invitation.ts';
import { resolveInvitation } from './resolve.ts';

/** The input of the invitation's rules for the acting organization. */
export const situationOf = (
  { organization, now }: Pick<ActContext, 'organization' | 'now'>,
  invitation: Invitation,
): InvitationSituation => ({ organizationId: organization.id, invitation, now });

/** Refuses unless the invitation allows this answer and the member has the ability for it (R-ROLE-03). */
export async function requireToAnswer(
  acting: QueryContext,
  rule: Rule<InvitationSituation>,
  invitation: Invitation,
): Promise<void> {
  const situation = situationOf(acting, invitation);
  requireRule(rule, situation);
  const ability = abilityFor(rule, situation);
  if (ability !== 'read') await acting.require(ability);
}

/** An invitation of the own organization, locked until the act ends. */
export async function lockOwn({ tx, organization }: ActContext, typed: string): Promise<Invitation> {
  const { id } = unwrap(await resolveInvitation(tx, typed, organization.id));
  const invitation = await lockInvitation(tx, id);
  if (invitation?.senderId !== organization.id)
    throw new ActRefusal(problems.invitation_not_found({ typed }));
  return invitation;
}

/**
 * A received invitation; locks its row and the organization's. Decisions that depend on the organization's policy (who
 * has delegated administration) then happen one at a time.
 */
export async function lockReceived(
  { tx, organization: { id: mine } }: ActContext,
  typed: string,
): Promise<{ readonly invitation: Invitation; readonly organization: Organization }> {
  const name = typed.trim().toLowerCase();
  const id = isUuid(name) ? name : unwrap(await resolveInvitation(tx, typed, mine)).id;
  const [organization, invitation] = await Promise.all([lockOrganization(tx, mine), lockInvitation(tx, id)]);
  if (!organization || invitation?.recipientId !== mine) {
    throw new ActRefusal(problems.invitation_not_found({ typed }));
  }
  return { invitation, organization };
}
