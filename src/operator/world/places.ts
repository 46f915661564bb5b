import { and, eq, ne } from 'drizzle-orm';
import { conversations } from '../../../db/schema/conversations.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { workspaces } from '../../../db/schema/workspaces.ts';
import { type ConversationKey, ensureConversation, resumeConversations } from '../../conversations/store.ts';
import type { Platform } from '../../kernel/member.ts';
import type { Organization } from '../../kernel/organization.ts';
import { loadBotToken, sealBotToken } from '../../organizations/bot-tokens.ts';
import { ownersOfChat } from '../../organizations/store.ts';
import { type Applying, type Difference, differenceOf, isDifferent } from './applying.ts';
import type { Path } from './faults.ts';
import type { WorldOrganization } from './file.ts';

type Workspace = WorldOrganization['workspaces'][number];

/** The workspaces and tenants of an organization, as `slack T…` and `teams …`. */
export type Places = ReadonlySet<string>;
export const placeName = (platform: Platform, id: string): string => `${platform} ${id}`;

/** Connects the workspaces that the file names; each is one organization's (R-ID-03). */
export async function settleWorkspaces(
  on: Applying,
  owner: Organization,
  wanted: readonly Workspace[],
  path: Path,
): Promise<Difference> {
  const changed: string[] = [];
  for (const [at, workspace] of wanted.entries()) {
    const { platform, id } = workspace;
    const other = await otherOwner(on, platform, id, owner.id);
    if (other !== undefined) {
      on.refuse([...path, at, 'id'], `belongs to ${other}, and a workspace belongs to one organization`);
    } else if (await connect(on, owner, workspace)) {
      changed.push(placeName(platform, id));
    }
  }
  return differenceOf({}, changed.length > 0 ? { workspaces: changed } : {});
}

/** Whether the workspace was not connected yet, or not with this bot token. */
async function connect(on: Applying, owner: Organization, workspace: Workspace): Promise<boolean> {
  const { platform, id } = workspace;
  const token = workspace.platform === 'slack' ? workspace.botToken : undefined;
  const botToken = token === undefined ? null : sealBotToken(on.secrets, id, token);
  const added = await on.tx
    .insert(workspaces)
    .values({ platform, id, organizationId: owner.id, botToken, connectedAt: on.now })
    .onConflictDoNothing()
    .returning({ id: workspaces.id });
  if (added.length > 0) return true;
  // A token that a lost key has sealed is as good as none.
  const readToken = () => loadBotToken(on.db, on.secrets, id).catch(() => undefined);
  if (token === undefined || token === (await readToken())) return false;
  await on.tx
    .update(workspaces)
    .set({ botToken })
    .where(and(eq(workspaces.platform, platform), eq(workspaces.id, id)));
  await resumeConversations(on.tx, { platform, workspace: id, externalId: null });
  return true;
}

/** The domain of another organization whose workspace or tenant it is. */
export async function otherOwner(
  { tx }: Applying,
  platform: Platform,
  id: string,
  ownerId: string | null,
): Promise<string | undefined> {
  const owners = await ownersOfChat(tx, platform, [id]);
  return owners.find((owner) => owner.id !== ownerId)?.domain;
}

/** Where the organization is, by the database and by the file, whatever is wrong with the latter. */
export async function placesOf(
  { tx }: Applying,
  owner: Organization,
  wanted: readonly Workspace[],
): Promise<Places> {
  const connected = await tx
    .select({ platform: workspaces.platform, id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.organizationId, owner.id));
  return new Set([
    placeName('teams', owner.tenantId),
    ...[...connected, ...wanted].map(({ platform, id }) => placeName(platform, id)),
  ]);
}

/** Sets the approvals channel that the file names (R-NOTE-04). */
export async function settleApprovals(
  on: Applying,
  owner: Organization,
  { platform, workspace, conversation: externalId }: NonNullable<WorldOrganization['approvals']>,
  places: Places,
  path: Path,
): Promise<Difference> {
  const [present] = await on.tx
    .select({
      platform: conversations.platform,
      workspace: conversations.workspace,
      id: conversations.externalId,
    })
    .from(organizations)
    .innerJoin(conversations, eq(conversations.id, organizations.approvalsConversationId))
    .where(eq(organizations.id, owner.id));
  const difference = differenceOf(
    { approvals: present ? `${placeName(present.platform, present.workspace)} ${present.id}` : null },
    { approvals: `${placeName(platform, workspace)} ${externalId}` },
  );
  if (!isDifferent(difference)) return difference;
  const stranger = await otherSpeaker(on, { platform, workspace, externalId }, owner.id);
  if (!places.has(placeName(platform, workspace))) {
    on.refuse([...path, 'workspace'], `is not a workspace of ${owner.domain}`);
  } else if (stranger !== undefined) {
    on.refuse([...path, 'conversation'], `is a conversation of ${stranger}`);
  } else {
    const seen = {
      platform,
      workspace,
      externalId,
      organizationId: owner.id,
      serviceUrl: null,
      direct: null,
    };
    const approvalsConversationId = await ensureConversation(on.tx, seen);
    await on.tx.update(organizations).set({ approvalsConversationId }).where(eq(organizations.id, owner.id));
  }
  return difference;
}

/** The domain of another organization whose channel it is. */
async function otherSpeaker(
  { tx }: Applying,
  { platform, workspace, externalId }: ConversationKey,
  ownerId: string,
): Promise<string | undefined> {
  const [stranger] = await tx
    .select({ domain: organizations.domain })
    .from(conversations)
    .innerJoin(organizations, eq(organizations.id, conversations.organizationId))
    .where(
      and(
        eq(conversations.kind, 'channel'),
        eq(conversations.platform, platform),
        eq(conversations.workspace, workspace),
        eq(conversations.externalId, externalId),
        ne(conversations.organizationId, ownerId),
      ),
    );
  return stranger?.domain;
}
