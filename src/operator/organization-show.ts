import { asc, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/driver/client.ts';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { conversations } from '../../db/schema/conversations.ts';
import { members } from '../../db/schema/members.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { workspaces } from '../../db/schema/workspaces.ts';
import type { AgreementStatus } from '../agreements/model.ts';
import { agreementStatus } from '../agreements/store.ts';
import { rolesOf } from '../kernel/member.ts';
import { failed, type OperatorCommand, withStore } from './command.ts';
import { asOperator } from './operating.ts';
import { table } from './table.ts';

/** `organization show <domain>`: one organization with its workspaces and people. Tokens are never shown (R-SEC-04). */
export const organizationShow: OperatorCommand = {
  name: 'organization show',
  operand: '<domain>',
  does: 'Shows an organization with its workspaces and members.',
  run: (call) =>
    withStore(call, async ({ db }) => {
      const found = await asOperator(db, (tx) => readOrganization(tx, call.operand.trim().toLowerCase()));
      if (!found)
        return failed(`No organization has the domain ${call.operand}. All of them: organization list.`);
      return { ok: true, lines: linesOf(found), data: { organization: found } };
    }),
};

type Found = NonNullable<Awaited<ReturnType<typeof readOrganization>>>;

async function readOrganization(tx: Transaction, domain: string) {
  const [row] = await tx
    .select({ organization: organizations, approvals: conversations })
    .from(organizations)
    .leftJoin(conversations, eq(conversations.id, organizations.approvalsConversationId))
    .where(eq(organizations.domain, domain));
  if (!row) return undefined;
  const { id, approvalsConversationId: _, ...organization } = row.organization;
  const [places, people, identities, agreement] = await Promise.all([
    tx
      .select()
      .from(workspaces)
      .where(eq(workspaces.organizationId, id))
      .orderBy(asc(workspaces.connectedAt)),
    tx.select().from(members).where(eq(members.organizationId, id)).orderBy(asc(members.email)),
    tx.select().from(chatIdentities).where(eq(chatIdentities.organizationId, id)),
    agreementStatus(tx, id),
  ]);
  const { approvals } = row;
  return {
    id,
    ...organization,
    workspaces: places.map((place) => ({
      platform: place.platform,
      id: place.id,
      hasBotToken: place.botToken !== null,
    })),
    approvals: approvals && {
      platform: approvals.platform,
      workspace: approvals.workspace,
      conversation: approvals.externalId,
      pausedReason: approvals.pausedReason,
    },
    agreement,
    members: people.map((member) => ({
      name: member.name,
      email: member.email,
      roles: rolesOf(member),
      identities: identities
        .filter(({ memberId }) => memberId === member.id)
        .map(({ platform, tenant, user }) => ({ platform, tenant, user })),
    })),
  };
}

function linesOf(found: Found): readonly string[] {
  const { approvals } = found;
  const paused = approvals?.pausedReason ? `, paused: ${approvals.pausedReason}` : '';
  const workspaces = found.workspaces.map(
    ({ platform, id, hasBotToken }) => `${platform} ${id}${hasBotToken ? ' (bot token kept)' : ''}`,
  );
  const facts = table([
    ['  id', found.id],
    ['  tenant', found.tenantId],
    ['  country', found.country],
    ['  cloud', found.cloud],
    ['  language', found.language],
    ['  programme', found.programme ?? 'none: a customer'],
    ['  MPN id', found.mpnId ?? '–'],
    ['  may ask for DAP', found.mayAskForDap ? 'yes' : 'no'],
    ['  delegated administrators', found.delegatedAdministrators],
    ['  workspaces', workspaces.join(', ') || '–'],
    [
      '  approvals',
      approvals
        ? `${approvals.platform} ${approvals.workspace} ${approvals.conversation}${paused}`
        : 'direct messages',
    ],
    ['  agreement', agreementIn(found.agreement)],
  ]);
  const people = table(
    found.members.map(({ name, email, roles, identities }) => [
      `  ${name}`,
      email,
      roles.join(', ') || 'no roles',
      identities.map(({ platform, tenant, user }) => `${platform} ${tenant} ${user}`).join('; ') ||
        'has not joined',
    ]),
  );
  return [`${found.name} (${found.domain})`, ...facts, 'Members', ...(people.length > 0 ? people : ['  –'])];
}

function agreementIn({ current, acceptance }: AgreementStatus): string {
  if (!current) return 'none is published';
  return acceptance
    ? `${acceptance.version} accepted by ${acceptance.by.email} on ${acceptance.at.toISOString()}`
    : `${current.version} is not accepted`;
}
