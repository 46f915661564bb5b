import type { Transaction } from '../../../db/driver/client.ts';
import { type Actor, act, publish, type ServiceContext } from '../../kernel/act.ts';
import { parseEmail } from '../../kernel/address.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Member } from '../../kernel/member.ts';
import type { Organization } from '../../kernel/organization.ts';
import { type Acted, ActRefusal } from '../../kernel/refusal.ts';
import { abilityToManage } from '../../kernel/rights.ts';
import { hashOf } from '../../kernel/tokens.ts';
import { loadOrganization, problems as organizationProblems } from '../../organizations/index.ts';
import { events } from '../events.ts';
import type { LinkCode } from '../model.ts';
import { problems } from '../problems.ts';
import { insertCode, memberLinkedBy, retireCodes, useCode } from '../store/codes.ts';
import { linkIdentity, memberByEmail, memberById } from '../store/members.ts';
import { countedTry, requireCode, requireStranger } from './tries.ts';

/** How long a link code is valid. */
const linkCodeHours = 24;

/** A person who has joined, and their organization. */
export interface Joined {
  readonly member: Member;
  readonly organization: Organization;
}

/** Writes a new code for a member and invalidates unused earlier ones. */
export async function issueLinkCode(
  { newToken }: Pick<ServiceContext, 'newToken'>,
  tx: Transaction,
  now: Date,
  member: Member,
): Promise<LinkCode> {
  const code = newToken();
  const expiresAt = new Date(now.getTime() + linkCodeHours * 3_600_000);
  await retireCodes(tx, member.id, now);
  await insertCode(tx, hashOf(code), member, expiresAt);
  return { code, expiresAt, member };
}

/**
 * Creates a one-time code with which a member links a chat identity (R-ID-04); the member's earlier unused codes stop
 * working. Refuses with `role_needed`, also if the member is a Global admin and the actor is not (R-ROLE-01),
 * `not_an_email`, `member_unknown`.
 */
export const createCode =
  (context: ServiceContext) =>
  (actor: Actor, email: string): Acted<LinkCode> =>
    act(context, actor, 'manage_members', async (acting) => {
      const address = parseEmail(email);
      if (address === undefined) throw new ActRefusal(organizationProblems.not_an_email({ typed: email }));
      const member = await memberByEmail(acting.tx, acting.organization.id, address);
      if (!member) throw new ActRefusal(problems.member_unknown({ email: address }));
      await acting.require(abilityToManage(member));
      const made = await issueLinkCode(context, acting.tx, acting.now, member);
      acting.record({
        event: events['member.code_created'],
        subject: { kind: 'member', id: member.id },
        counterpartId: null,
        after: { name: member.name, expiresAt: made.expiresAt.toISOString() },
      });
      return made;
    });

/**
 * Links the person's chat identity to the member of a one-time code (R-ID-04, R-ID-05). The same code again from the
 * same person gives the same result (R-SEC-03). Refuses with `code_not_valid`, `no_code`, `several_codes`,
 * `too_many_tries` (R-SEC-08), `already_a_member` for a member of another organization.
 */
export const join =
  (context: ServiceContext) =>
  (caller: Caller, typed: string): Acted<Joined> =>
    countedTry(context, caller, async (tx, now) => {
      const hash = requireCode(typed);
      const code = await useCode(tx, hash, now);
      if (!code) return joinedBefore(tx, caller, hash);
      const organization = await loadOrganization(tx, code.organizationId);
      const member = await memberById(tx, code.memberId);
      if (!organization || !member) throw new ActRefusal(problems.code_not_valid());
      await requireStranger(tx, caller.identity);
      await linkIdentity(tx, caller.identity, member, now, caller.address);
      const { platform } = caller.identity;
      const { workspace, conversation } = caller;
      const origin = { kind: 'chat', platform, workspace, conversation } as const;
      const author = { memberId: member.id, organizationId: organization.id, name: member.name, origin };
      await publish(tx, now, author, [
        {
          event: events['member.joined'],
          subject: { kind: 'member', id: member.id },
          counterpartId: null,
          after: { platform, name: member.name },
        },
      ]);
      return { member, organization };
    });

/** The result of a used code for the person who used it; for everybody else the code is invalid. */
async function joinedBefore(tx: Transaction, { identity }: Caller, hash: Buffer): Promise<Joined> {
  const member = await memberLinkedBy(tx, hash, identity);
  const organization = member && (await loadOrganization(tx, member.organizationId));
  if (!organization) throw new ActRefusal(problems.code_not_valid());
  return { member, organization };
}
