import type { Transaction } from '../../../db/driver/client.ts';
import { type ChatActor, publish, type ServiceContext } from '../../kernel/act.ts';
import { domainOf } from '../../kernel/address.ts';
import type { Caller } from '../../kernel/caller.ts';
import { requireLength } from '../../kernel/check.ts';
import { directoryPlatform, type Member } from '../../kernel/member.ts';
import type { Organization } from '../../kernel/organization.ts';
import { type Acted, ActRefusal } from '../../kernel/refusal.ts';
import { countedTry, insertMember, linkIdentity, maxName, requireStranger } from '../../members/index.ts';
import {
  connectWorkspace,
  insertOrganization,
  events as organizationEvents,
  problems as organizationProblems,
  ownersOfChat,
} from '../../organizations/index.ts';
import { type Registration, verifiedTenantId } from '../model/registration.ts';
import { problems } from '../problems.ts';
import { chatOwner } from './chat-owner.ts';
import { bindInvitation, lockLinked, requireRegistration } from './link.ts';

/** Who registered, and for which invitation. */
export interface Registered {
  readonly actor: ChatActor;
  readonly invitationId: string;
}

/**
 * Registers the customer whose link was mailed, makes the person its first Global admin and the workspace its own, and
 * binds the invitation; all or nothing (R-ID-04). The customer's domain and the person's address must match the domain
 * of the mail. Refuses with `domain_not_invited`, `text_too_long`, `webmail_domain`, `organization_exists`,
 * `tenant_taken`, `workspace_taken`, `already_a_member`, and like `redeemLink`.
 */
export const registerByLink =
  (context: ServiceContext) =>
  (caller: Caller, typed: string, registration: Registration): Acted<Registered> =>
    countedTry(context, caller, async (tx, now) => {
      await requireStranger(tx, caller.identity);
      const invitation = await lockLinked(tx, typed, now);
      const { domain } = await requireRegistration(tx, caller, invitation);
      const { name, memberName, memberEmail } = registration;
      requireLength('name', name, maxName);
      requireLength('your_name', memberName, maxName);
      if (domainOf(memberEmail) !== domain) {
        throw new ActRefusal(problems.domain_not_invited({ typed: memberEmail, domain }));
      }
      const organization = await registerOrganization(context, tx, now, caller, domain, registration);
      const member = await addFirstAdmin(context, tx, now, caller, organization, registration);
      const actor: ChatActor = {
        memberId: member.id,
        organizationId: organization.id,
        origin: {
          kind: 'chat',
          platform: caller.identity.platform,
          workspace: caller.workspace,
          conversation: caller.conversation,
        },
        deliveryId: '',
      };
      const author = { ...actor, name: member.name };
      await publish(tx, now, author, [
        {
          event: organizationEvents['organization.registered'],
          subject: { kind: 'organization', id: organization.id },
          counterpartId: null,
          after: { name: organization.name, domain, country: organization.country },
        },
      ]);
      await bindInvitation(tx, now, author, organization, invitation);
      return { actor, invitationId: invitation.id };
    });

/** Writes the organization and makes the person's workspace its own (R-ID-03). */
async function registerOrganization(
  { newId }: ServiceContext,
  tx: Transaction,
  now: Date,
  caller: Caller,
  domain: string,
  { name, country, cloud, language, tenantId: typedTenantId }: Registration,
): Promise<Organization> {
  const tenantId = verifiedTenantId(caller) ?? typedTenantId;
  if ((await ownersOfChat(tx, directoryPlatform, [tenantId])).length > 0) {
    throw new ActRefusal(organizationProblems.tenant_taken());
  }
  const wanted = { id: newId(), name, domain, tenantId, country, cloud, language };
  const organization = await insertOrganization(tx, wanted, now);
  if (!organization) throw new ActRefusal(organizationProblems.organization_exists({ domain }));
  const { platform, tenant } = caller.identity;
  const connected = await connectWorkspace(tx, platform, tenant, organization.id, now);
  const earlier = connected ? undefined : await chatOwner(tx, caller, organization);
  if (earlier) throw new ActRefusal(organizationProblems.workspace_taken({ organization: earlier }));
  return organization;
}

async function addFirstAdmin(
  { newId }: ServiceContext,
  tx: Transaction,
  now: Date,
  { identity, address }: Caller,
  organization: Organization,
  { memberName, memberEmail }: Registration,
): Promise<Member> {
  const wanted = {
    id: newId(),
    organizationId: organization.id,
    name: memberName,
    email: memberEmail,
    agentRole: 'not_an_agent',
    adminRoles: ['global_admin'],
  } as const;
  const member = await insertMember(tx, wanted, now);
  if (!member) throw new Error('the address of the first member is taken in a new organization');
  // The person may have been linked after the check for a stranger.
  if (!(await linkIdentity(tx, identity, member, now, address))) await requireStranger(tx, identity);
  return member;
}
