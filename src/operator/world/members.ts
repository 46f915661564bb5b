import { and, asc, eq, sql } from 'drizzle-orm';
import { chatIdentities } from '../../../db/schema/chat-identities.ts';
import { conversations } from '../../../db/schema/conversations.ts';
import { members } from '../../../db/schema/members.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import type { Change } from '../../kernel/act.ts';
import { adminRoles, agentRoles, type ChatIdentity } from '../../kernel/member.ts';
import type { Organization } from '../../kernel/organization.ts';
import { type Applying, type Difference, differenceOf, isDifferent, together } from './applying.ts';
import type { Path } from './faults.ts';
import type { WorldMember } from './file.ts';
import { type Places, placeName } from './places.ts';

/** An organization and where it is. */
interface Group {
  readonly organization: Organization;
  readonly places: Places;
}

/** Adds or changes the members that the file names, with their chat identities. Nobody is removed. */
export async function settleMembers(
  on: Applying,
  group: Group,
  wanted: readonly WorldMember[],
  path: Path,
): Promise<readonly Change[]> {
  const { id, domain } = group.organization;
  const before = await countGlobalAdmins(on, id);
  const changes: Change[] = [];
  for (const member of wanted) await letGo(on, id, member);
  for (const [at, member] of wanted.entries()) {
    changes.push(...(await settleMember(on, group, member, [...path, at])));
  }
  if (before > 0 && (await countGlobalAdmins(on, id)) === 0) {
    on.refuse(path, `would leave ${domain} without a Global admin`);
  }
  return changes;
}

/** Where there was a Global admin there is always one left (R-ROLE-06). */
const countGlobalAdmins = ({ tx }: Applying, organizationId: string): Promise<number> =>
  tx.$count(
    members,
    and(eq(members.organizationId, organizationId), sql`'global_admin' = any (${members.adminRoles})`),
  );

async function settleMember(
  on: Applying,
  group: Group,
  wanted: WorldMember,
  path: Path,
): Promise<readonly Change[]> {
  const organizationId = group.organization.id;
  const fields = {
    name: wanted.name,
    agentRole: agentRoles.find((role) => wanted.roles.some((held) => held === role)) ?? 'not_an_agent',
    adminRoles: adminRoles.filter((role) => wanted.roles.includes(role)),
  };
  const [present] = await on.tx
    .select()
    .from(members)
    .where(
      and(
        eq(members.organizationId, organizationId),
        sql`lower(${members.email}) = ${wanted.email.toLowerCase()}`,
      ),
    );
  const id = present?.id ?? on.newId();
  const ofFields = differenceOf(present ? inOrder(present) : fields, fields);
  if (!present) {
    const row = { id, organizationId, email: wanted.email, createdAt: on.now, ...fields };
    await on.tx.insert(members).values(row);
  } else if (isDifferent(ofFields)) {
    await on.tx.update(members).set(ofFields.after).where(eq(members.id, id));
  }
  const ofIdentities = await settleIdentities(on, group, { ...wanted, id }, path);
  const { before, after } = together(ofFields, ofIdentities);
  on.settle('member', wanted.email, !present, { before, after });
  const about = { subject: { kind: 'member', id }, counterpartId: null } as const;
  if (!present) return [{ ...about, kind: 'member.added', after: { ...fields, ...after } }];
  if (!isDifferent({ before, after })) return [];
  return [{ ...about, kind: 'organization.changed', before, after: { name: wanted.name, ...after } }];
}

/** With its roles in this program's order: the one in the database means nothing. */
const inOrder = (row: typeof members.$inferSelect) => ({
  ...row,
  adminRoles: adminRoles.filter((role) => row.adminRoles.includes(role)),
});

/** The identities that the file names, and where in it. */
function identitiesOf({ slack, teams }: Pick<WorldMember, 'slack' | 'teams'>) {
  const named: (ChatIdentity & { readonly at: string })[] = [];
  if (slack) named.push({ platform: 'slack', at: 'workspace', tenant: slack.workspace, user: slack.user });
  if (teams) named.push({ platform: 'teams', at: 'tenant', tenant: teams.tenant, user: teams.user });
  return named;
}

const placeOf = ({ platform, tenant }: ChatIdentity) =>
  and(eq(chatIdentities.platform, platform), eq(chatIdentities.tenant, tenant));

/**
 * A person is one user of a workspace, so another user there is a slip that the file puts right. It is let go of first, as
 * it may be the one that the file names for somebody else.
 */
async function letGo({ tx }: Applying, organizationId: string, wanted: WorldMember): Promise<void> {
  for (const identity of identitiesOf(wanted)) {
    const held = await tx
      .select({ memberId: members.id, user: chatIdentities.user })
      .from(chatIdentities)
      .innerJoin(members, eq(members.id, chatIdentities.memberId))
      .where(
        and(
          placeOf(identity),
          eq(members.organizationId, organizationId),
          sql`lower(${members.email}) = ${wanted.email.toLowerCase()}`,
        ),
      )
      .orderBy(asc(chatIdentities.linkedAt));
    const [slip] = held;
    if (!slip || held.some(({ user }) => user === identity.user)) continue;
    await tx
      .update(chatIdentities)
      .set({ user: `let go by ${slip.memberId}` })
      .where(and(placeOf(identity), eq(chatIdentities.user, slip.user)));
  }
}

/** Links the identities that the file names (R-ID-01, R-ID-05). */
async function settleIdentities(
  on: Applying,
  { organization, places }: Group,
  { id: memberId, slack, teams }: Pick<WorldMember, 'slack' | 'teams'> & { readonly id: string },
  path: Path,
): Promise<Difference> {
  const linked: Record<string, string> = {};
  for (const { at, ...identity } of identitiesOf({ slack, teams })) {
    const { platform, tenant, user } = identity;
    if (!places.has(placeName(platform, tenant))) {
      on.refuse([...path, platform, at], `is not a ${at} of ${organization.domain}`);
      continue;
    }
    const person = { organizationId: organization.id, memberId };
    if (await settleIdentity(on, person, identity, path)) linked[platform] = `${tenant} ${user}`;
  }
  return differenceOf({}, linked);
}

/** Whether the identity had to be linked; what was let go of for it becomes it, and the user's direct messages come along. */
async function settleIdentity(
  on: Applying,
  person: { readonly organizationId: string; readonly memberId: string },
  identity: ChatIdentity,
  path: Path,
): Promise<boolean> {
  const { platform, tenant, user } = identity;
  const [holder] = await on.tx
    .select({ memberId: members.id, email: members.email, domain: organizations.domain })
    .from(chatIdentities)
    .innerJoin(members, eq(members.id, chatIdentities.memberId))
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(and(placeOf(identity), eq(chatIdentities.user, user)));
  if (holder?.memberId === person.memberId) return false;
  if (holder) {
    on.refuse([...path, platform, 'user'], `is linked to ${holder.email} of ${holder.domain} already`);
    return false;
  }
  const fresh = { user, address: null, locale: null, timeZone: null, linkedAt: on.now };
  const [renamed] = await on.tx
    .update(chatIdentities)
    .set(fresh)
    .where(and(placeOf(identity), eq(chatIdentities.user, `let go by ${person.memberId}`)))
    .returning({ user: chatIdentities.user });
  if (!renamed) await on.tx.insert(chatIdentities).values({ platform, tenant, ...person, ...fresh });
  await on.tx
    .update(conversations)
    .set(person)
    .where(
      and(
        eq(conversations.kind, 'direct'),
        eq(conversations.platform, platform),
        eq(conversations.workspace, tenant),
        eq(conversations.user, user),
      ),
    );
  return true;
}
