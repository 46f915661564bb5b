import { type Actor, act, query, type ServiceContext } from '../../kernel/act.ts';
import { parseEmail } from '../../kernel/address.ts';
import { requireLength } from '../../kernel/check.ts';
import type { Member } from '../../kernel/member.ts';
import type { Organization } from '../../kernel/organization.ts';
import type { ListQuery, Page } from '../../kernel/page.ts';
import { problems as kernelProblems } from '../../kernel/problems.ts';
import { type Acted, ActRefusal, unwrap } from '../../kernel/refusal.ts';
import { abilityToManage, may } from '../../kernel/rights.ts';
import { type IdentityKey, type KnownIdentity, recognize } from '../../kernel/store/people.ts';
import { type OrganizationServices, problems as organizationProblems } from '../../organizations/index.ts';
import { events } from '../events.ts';
import {
  fittingRoles,
  type MemberChoice,
  type MemberListItem,
  maxName,
  type NewMember,
  type Self,
} from '../model.ts';
import { problems } from '../problems.ts';
import { identitiesOf, insertMember, linkIdentity, listMembers, platformsOf } from '../store/members.ts';
import { createCode, join } from './code.ts';

/** A page of members, and whether the viewer may change them. */
interface MemberPage {
  readonly page: Page<MemberListItem>;
  readonly mayManage: boolean;
}

export const memberService = (context: ServiceContext) => ({
  createCode: createCode(context),
  join: join(context),

  /** The member behind a chat identity (R-ID-01); undefined for a stranger. */
  recognize: (key: IdentityKey): Promise<KnownIdentity | undefined> => recognize(context.db, key),

  /** The actor's current member and organization, for checking rights. */
  current: (actor: Actor): Acted<{ readonly member: Member; readonly organization: Organization }> =>
    query(context, actor, 'self', async ({ member, organization }) => ({ member, organization })),

  /** The actor's own data. */
  self: (actor: Actor): Acted<Self> =>
    query(context, actor, 'self', async ({ tx, member, organization }) => ({
      member,
      organization,
      identities: await identitiesOf(tx, { memberId: member.id }),
    })),

  /**
   * The members of the own organization, newest first, with the platforms of each; searched by name and address
   * (R-CMD-05).
   */
  list: (actor: Actor, list: ListQuery): Acted<MemberPage> =>
    query(context, actor, 'self', async ({ tx, member: viewer, organization }) => {
      const [page, identities] = await Promise.all([
        listMembers(tx, organization.id, list),
        platformsOf(tx, organization.id),
      ]);
      const items = page.items.map((member) => ({
        member,
        mayGiveCode: may(viewer, organization, abilityToManage(member)),
        platforms: identities
          .filter(({ memberId }) => memberId === member.id)
          .map(({ platform }) => platform),
      }));
      return { page: { ...page, items }, mayManage: may(viewer, organization, 'manage_members') };
    }),

  /** The data for the form of a new member; refuses if the actor may not add one. */
  prepare: (actor: Actor): Acted<MemberChoice> =>
    query(context, actor, 'manage_members', async ({ member, organization }) => ({
      organization,
      mayNameGlobalAdmin: may(member, organization, 'manage_global_admins'),
    })),

  /**
   * Adds a member with both role levels (R-ID-04), and links a chosen person of this chat at once. Refuses with
   * `role_needed`, also if a Global admin is added by anybody but a Global admin (R-ROLE-01), `not_an_email`,
   * `field_missing`, `text_too_long`, `email_taken`, `identity_taken`, `roles_not_fitting`.
   */
  add: (
    actor: Actor,
    input: NewMember,
  ): Acted<{ readonly member: Member; readonly organization: Organization }> =>
    act(context, actor, 'manage_members', async (acting) => {
      const { tx, now, organization } = acting;
      const email = parseEmail(input.email);
      if (email === undefined)
        throw new ActRefusal(organizationProblems.not_an_email({ typed: input.email }));
      const name = input.name.trim();
      if (name === '') throw new ActRefusal(kernelProblems.field_missing({ field: 'name' }));
      requireLength('name', name, maxName);
      unwrap(fittingRoles(organization, input));
      await acting.require(abilityToManage(input));
      const { agentRole, adminRoles, identity } = input;
      const wanted = {
        id: context.newId(),
        organizationId: organization.id,
        name,
        email,
        agentRole,
        adminRoles,
      };
      const member = await insertMember(tx, wanted, now);
      if (!member) throw new ActRefusal(problems.email_taken({ email }));
      if (identity && !(await linkIdentity(tx, identity, member, now))) {
        throw new ActRefusal(problems.identity_taken({ name }));
      }
      acting.record({
        event: events['member.added'],
        subject: { kind: 'member', id: member.id },
        counterpartId: null,
        after: { name, agentRole, adminRoles },
      });
      return { member, organization };
    }),
});

export type MemberServices = OrganizationServices & { readonly members: ReturnType<typeof memberService> };
