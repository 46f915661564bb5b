import { ensureConversation, resumeConversations } from '../../conversations/index.ts';
import type { Platform } from '../../kernel/member.ts';
import type { Organization } from '../../kernel/organization.ts';
import { loadBotToken, ownersOfChat, sealBotToken } from '../../organizations/index.ts';
import {
  approvalsOf,
  channelOwner,
  insertWorkspace,
  setBotToken,
  updateOrganization,
  workspacesOf,
} from '../store/world.ts';
import { type ApplyContext, type Difference, differenceOf, isDifferent } from './apply-context.ts';
import type { Path } from './faults.ts';
import type { WorldOrganization } from './file.ts';

type Workspace = WorldOrganization['workspaces'][number];

/** The workspaces and tenants of an organization, as `slack T…` and `teams …`. */
export type WorkspaceNames = ReadonlySet<string>;
export const workspaceName = (platform: Platform, id: string): string => `${platform} ${id}`;

/** Connects the workspaces in the file; each belongs to one organization (R-ID-03). */
export async function applyWorkspaces(
  on: ApplyContext,
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
      changed.push(workspaceName(platform, id));
    }
  }
  return differenceOf({}, changed.length > 0 ? { workspaces: changed } : {});
}

/** Returns whether the workspace was newly connected or got another bot token. */
async function connect(on: ApplyContext, owner: Organization, workspace: Workspace): Promise<boolean> {
  const { platform, id } = workspace;
  const token = workspace.platform === 'slack' ? workspace.botToken : undefined;
  const botToken = token === undefined ? null : sealBotToken(on.secrets, { platform, id }, token);
  const added = await insertWorkspace(on.tx, {
    platform,
    id,
    organizationId: owner.id,
    botToken,
    connectedAt: on.now,
  });
  if (added) return true;
  // A token sealed with a lost key counts as missing.
  const readToken = () => loadBotToken(on.db, on.secrets, { platform, id }).catch(() => undefined);
  if (token === undefined || token === (await readToken())) return false;
  await setBotToken(on.tx, { platform, id }, botToken);
  await resumeConversations(on.tx, { platform, workspace: id, externalId: null });
  return true;
}

/** The domain of the other organization that owns a workspace or tenant. */
export async function otherOwner(
  { tx }: ApplyContext,
  platform: Platform,
  id: string,
  ownerId: string | null,
): Promise<string | undefined> {
  const owners = await ownersOfChat(tx, platform, [id]);
  return owners.find((owner) => owner.id !== ownerId)?.domain;
}

/** The organization's workspaces in the database and in the file, including invalid ones. */
export async function workspaceNamesOf(
  { tx }: ApplyContext,
  owner: Organization,
  wanted: readonly Workspace[],
): Promise<WorkspaceNames> {
  const connected = await workspacesOf(tx, owner.id);
  return new Set([
    workspaceName('teams', owner.tenantId),
    ...[...connected, ...wanted].map(({ platform, id }) => workspaceName(platform, id)),
  ]);
}

/** Sets the approvals channel in the file (R-NOTE-04). */
export async function applyApprovals(
  on: ApplyContext,
  owner: Organization,
  { platform, workspace, conversation: externalId }: NonNullable<WorldOrganization['approvals']>,
  workspaceNames: WorkspaceNames,
  path: Path,
): Promise<Difference> {
  const present = await approvalsOf(on.tx, owner.id);
  const difference = differenceOf(
    { approvals: present ? `${workspaceName(present.platform, present.workspace)} ${present.id}` : null },
    { approvals: `${workspaceName(platform, workspace)} ${externalId}` },
  );
  if (!isDifferent(difference)) return difference;
  const stranger = await channelOwner(on.tx, { platform, workspace, externalId }, owner.id);
  if (!workspaceNames.has(workspaceName(platform, workspace))) {
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
    await updateOrganization(on.tx, owner.id, { approvalsConversationId });
  }
  return difference;
}
