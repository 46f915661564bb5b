import type { Transaction } from '../../../db/driver/client.ts';
import { type Author, publish } from '../../kernel/act.ts';
import { domainOf } from '../../kernel/address.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Organization } from '../../kernel/organization.ts';
import { problems as kernelProblems } from '../../kernel/problems.ts';
import { ActRefusal, unwrap } from '../../kernel/refusal.ts';
import { problems as memberProblems, requireCode } from '../../members/index.ts';
import {
  findByDomain,
  isWebmailDomain,
  loadOrganization,
  makeKnown,
  mayAsk,
  problems as organizationProblems,
} from '../../organizations/index.ts';
import { events } from '../events.ts';
import { aboutInvitation, hasExpired, type Invitation } from '../model/invitation.ts';
import type { Invited } from '../model/registration.ts';
import { problems } from '../problems.ts';
import { openInvitation } from '../store/between.ts';
import { bindRecipient } from '../store/invitation.ts';
import { lockInvitationByLink } from '../store/links.ts';
import { chatOwner } from './chat-owner.ts';

/** The open invitation of a code, locked. Unknown and expired codes get the same refusal (R-SEC-08). */
export async function lockLinked(tx: Transaction, typed: string, now: Date): Promise<Invitation> {
  const invitation = await lockInvitationByLink(tx, requireCode(typed));
  if (invitation?.state !== 'sent' || hasExpired(invitation, now)) {
    throw new ActRefusal(memberProblems.code_not_valid());
  }
  return invitation;
}

/**
 * A stranger may register only in a workspace without an owner, for a new customer, with the domain of the mail
 * (R-ID-04).
 */
export async function requireRegistration(
  tx: Transaction,
  caller: Caller,
  { recipientEmail, recipientId, senderId }: Invitation,
): Promise<Invited> {
  const owner = await chatOwner(tx, caller);
  const { platform } = caller.identity;
  if (owner) throw new ActRefusal(kernelProblems.not_a_member({ platform, organization: owner }));
  if (recipientEmail === null || recipientId !== null) throw new ActRefusal(memberProblems.code_not_valid());
  const domain = domainOf(recipientEmail);
  if (isWebmailDomain(domain)) throw new ActRefusal(organizationProblems.webmail_domain({ domain }));
  const taken = await findByDomain(tx, domain);
  if (taken) throw new ActRefusal(organizationProblems.organization_exists({ domain }));
  const sender = await loadOrganization(tx, senderId);
  return { domain, senderName: sender?.name ?? '' };
}

/** Binds the invitation to the organization that redeemed it, after checking the rules between the two (R-INV-13). */
export async function bindInvitation(
  tx: Transaction,
  now: Date,
  author: Author,
  organization: Organization,
  invitation: Invitation,
): Promise<void> {
  const { id, kind, senderId } = invitation;
  const sender = await loadOrganization(tx, senderId);
  if (!sender) throw new ActRefusal(memberProblems.code_not_valid());
  if (organization.cloud === 'china') {
    throw new ActRefusal(kernelProblems.partner_features_unavailable({ cloud: organization.cloud }));
  }
  unwrap(mayAsk(sender, organization));
  if (kind === 'indirect_provider' && organization.programme !== 'indirect_reseller') {
    throw new ActRefusal(organizationProblems.resellers_only({ organization }));
  }
  const open = await openInvitation(tx, kind, senderId, { recipientId: organization.id });
  if (open && open.id !== id) throw new ActRefusal(problems.invitation_already_open({ invitation: open }));
  await bindRecipient(tx, id, organization.id, now);
  await makeKnown(tx, senderId, organization.id);
  await publish(tx, now, author, [
    {
      event: events['invitation.redeemed'],
      ...aboutInvitation({ ...invitation, recipientId: organization.id }, organization.id),
      after: { organization: organization.name },
    },
  ]);
}
