import type { Transaction } from '../../db/driver/client.ts';
import { type AgreementStatus, agreementStatus } from '../agreements/index.ts';
import { rolesOf } from '../kernel/member.ts';
import { asOperator } from './as-operator.ts';
import { failed, type OperatorCommand, withStore } from './command.ts';
import { readOrganization } from './store/organizations.ts';
import { table } from './table.ts';

/** `organization show <domain>`: one organization with its workspaces and members. Never shows tokens (R-SEC-04). */
export const organizationShow: OperatorCommand = {
  name: 'organization show',
  operand: '<domain>',
  does: 'Shows an organization with its workspaces and members.',
  run: (call) =>
    withStore(call, async ({ db }) => {
      const found = await asOperator(db, (tx) => organizationAt(tx, call.operand.trim().toLowerCase()));
      if (!found)
        return failed(`No organization has the domain ${call.operand}. All of them: organization list.`);
      return { ok: true, lines: linesOf(found), data: { organization: found } };
    }),
};

type Found = NonNullable<Awaited<ReturnType<typeof organizationAt>>>;

async function organizationAt(tx: Transaction, domain: string) {
  const found = await readOrganization(tx, domain);
  if (!found) return undefined;
  const { approvals, workspaces, people, identities } = found;
  const { id, approvalsConversationId: _, ...organization } = found.organization;
  return {
    id,
    ...organization,
    workspaces: workspaces.map(({ platform, id: workspace, botToken }) => ({
      platform,
      id: workspace,
      hasBotToken: botToken !== null,
    })),
    approvals: approvals && {
      platform: approvals.platform,
      workspace: approvals.workspace,
      conversation: approvals.externalId,
      pausedReason: approvals.pausedReason,
    },
    agreement: await agreementStatus(tx, id),
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
