import type { Change } from '../../kernel/act.ts';
import { adminRoles, agentRoles, type ChatIdentity } from '../../kernel/member.ts';
import type { Organization } from '../../kernel/organization.ts';
import { events as memberEvents } from '../../members/index.ts';
import { events as organizationEvents } from '../../organizations/index.ts';
import {
  changeIdentity,
  countGlobalAdmins,
  identityOwner,
  insertIdentity,
  insertMemberRow,
  memberRow,
  moveDirectMessages,
  updateMember,
  usersOf,
} from '../store/world.ts';
import {
  type ApplyContext,
  type Difference,
  differenceOf,
  isDifferent,
  mergeDifferences,
} from './apply-context.ts';
import type { Path } from './faults.ts';
import type { WorldMember } from './file.ts';
import { type WorkspaceNames, workspaceName } from './workspaces.ts';

/** An organization and its path in the file. */
interface Group {
  readonly organization: Organization;
  readonly workspaceNames: WorkspaceNames;
}

/** Adds or changes the members in the file, with their chat identities. Removes nobody. */
export async function applyMembers(
  on: ApplyContext,
  group: Group,
  wanted: readonly WorldMember[],
  path: Path,
): Promise<readonly Change[]> {
  const { id, domain } = group.organization;
  const before = await countGlobalAdmins(on.tx, id);
  const changes: Change[] = [];
  for (const member of wanted) await releaseIdentity(on, id, member);
  for (const [at, member] of wanted.entries()) {
    changes.push(...(await applyMember(on, group, member, [...path, at])));
  }
  if (before > 0 && (await countGlobalAdmins(on.tx, id)) === 0) {
    on.refuse(path, `would leave ${domain} without a Global admin`);
  }
  return changes;
}

async function applyMember(
  on: ApplyContext,
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
  const present = await memberRow(on.tx, organizationId, wanted.email);
  const id = present?.id ?? on.newId();
  const ofFields = differenceOf(present ? inOrder(present) : fields, fields);
  if (!present) {
    const row = { id, organizationId, email: wanted.email, createdAt: on.now, ...fields };
    await insertMemberRow(on.tx, row);
  } else if (isDifferent(ofFields)) {
    await updateMember(on.tx, id, ofFields.after);
  }
  const ofIdentities = await applyIdentities(on, group, { ...wanted, id }, path);
  const { before, after } = mergeDifferences(ofFields, ofIdentities);
  on.report('member', wanted.email, !present, { before, after });
  const about = { subject: { kind: 'member', id }, counterpartId: null } as const;
  if (!present) return [{ ...about, event: memberEvents['member.added'], after: { ...fields, ...after } }];
  if (!isDifferent({ before, after })) return [];
  return [
    {
      ...about,
      event: organizationEvents['organization.changed'],
      before,
      after: { name: wanted.name, ...after },
    },
  ];
}

/** With the roles in this program's order; their order in the database has no meaning. */
const inOrder = (row: NonNullable<Awaited<ReturnType<typeof memberRow>>>) => ({
  ...row,
  adminRoles: adminRoles.filter((role) => row.adminRoles.includes(role)),
});

/** The identities in the file, with their paths. */
function identitiesOf({ slack, teams }: Pick<WorldMember, 'slack' | 'teams'>) {
  const named: (ChatIdentity & { readonly at: string })[] = [];
  if (slack) named.push({ platform: 'slack', at: 'workspace', tenant: slack.workspace, user: slack.user });
  if (teams) named.push({ platform: 'teams', at: 'tenant', tenant: teams.tenant, user: teams.user });
  return named;
}

/** A placeholder user for a member whose identity is about to move to another member. */
const releasedUser = (memberId: string): string => `let go by ${memberId}`;

/**
 * A person is one user of a workspace, so a different user in the database is an error that the file corrects. That
 * identity is released first, because the file may give it to another member.
 */
async function releaseIdentity(
  { tx }: ApplyContext,
  organizationId: string,
  wanted: WorldMember,
): Promise<void> {
  for (const identity of identitiesOf(wanted)) {
    const held = await usersOf(tx, organizationId, wanted.email, identity);
    const [slip] = held;
    if (!slip || held.some(({ user }) => user === identity.user)) continue;
    await changeIdentity(tx, { ...identity, user: slip.user }, { user: releasedUser(slip.memberId) });
  }
}

/** Links the identities in the file (R-ID-01, R-ID-05). */
async function applyIdentities(
  on: ApplyContext,
  { organization, workspaceNames }: Group,
  { id: memberId, slack, teams }: Pick<WorldMember, 'slack' | 'teams'> & { readonly id: string },
  path: Path,
): Promise<Difference> {
  const linked: Record<string, string> = {};
  for (const { at, ...identity } of identitiesOf({ slack, teams })) {
    const { platform, tenant, user } = identity;
    if (!workspaceNames.has(workspaceName(platform, tenant))) {
      on.refuse([...path, platform, at], `is not a ${at} of ${organization.domain}`);
      continue;
    }
    const person = { organizationId: organization.id, memberId };
    if (await applyIdentity(on, person, identity, path)) linked[platform] = `${tenant} ${user}`;
  }
  return differenceOf({}, linked);
}

/**
 * Links one identity, reusing a released one, and moves the user's direct messages. Returns whether anything changed.
 */
async function applyIdentity(
  on: ApplyContext,
  person: { readonly organizationId: string; readonly memberId: string },
  identity: ChatIdentity,
  path: Path,
): Promise<boolean> {
  const { platform, tenant, user } = identity;
  const holder = await identityOwner(on.tx, identity);
  if (holder?.memberId === person.memberId) return false;
  if (holder) {
    on.refuse([...path, platform, 'user'], `is linked to ${holder.email} of ${holder.domain} already`);
    return false;
  }
  const fresh = { user, address: null, locale: null, timeZone: null, linkedAt: on.now };
  const renamed = await changeIdentity(on.tx, { ...identity, user: releasedUser(person.memberId) }, fresh);
  if (!renamed) await insertIdentity(on.tx, { platform, tenant, ...person, ...fresh });
  await moveDirectMessages(on.tx, identity, person);
  return true;
}
