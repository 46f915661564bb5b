import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type Database, type Transaction, transaction } from '../../db/driver/client.ts';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { members } from '../../db/schema/members.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { workspaces } from '../../db/schema/workspaces.ts';
import type { AdminRole, AgentRole } from '../../src/kernel/member.ts';

export type Role = AdminRole | Exclude<AgentRole, 'not_an_agent'>;
export type People = Readonly<Record<string, readonly Role[]>>;

/** The four organizations of the scenarios; each has a Slack workspace and a tenant, and everybody is on both. */
export const cast = {
  Fabrikam: {
    domain: 'fabrikam.com',
    programme: 'indirect_reseller',
    people: { Ana: ['admin_agent'], Hugo: ['helpdesk_agent'], Gina: ['global_admin'] },
  },
  Litware: {
    domain: 'litware.com',
    programme: 'direct_reseller',
    people: { Leo: ['admin_agent'] },
  },
  Northwind: {
    domain: 'northwind.com',
    programme: 'indirect_provider',
    people: { Nora: ['admin_agent', 'global_admin'] },
  },
  Contoso: {
    domain: 'contoso.com',
    programme: null,
    people: { Gil: ['global_admin'], Bea: ['billing_admin'], Rob: [] },
  },
} as const satisfies Record<string, { domain: string; programme: string | null; people: People }>;

export type Organization = keyof typeof cast;
export const names = Object.keys(cast) as readonly Organization[];

/** Where an organization of the cast is: its tenant, its Slack workspace, and its people's ids. */
export interface Premises {
  readonly tenantId: string;
  readonly team: { readonly id: string };
  /** The bot's token in that workspace, as stored. */
  readonly sealedToken: string;
  readonly people: People;
  readonly slackUser: (person: string) => string;
  readonly teamsUser: (person: string) => string;
}

const levels = (roles: readonly Role[]): { agentRole: AgentRole; adminRoles: AdminRole[] } => ({
  agentRole: roles.find((role) => role === 'admin_agent' || role === 'helpdesk_agent') ?? 'not_an_agent',
  adminRoles: roles.filter((role) => role !== 'admin_agent' && role !== 'helpdesk_agent'),
});

const facts = (name: Organization, tenantId: string) =>
  ({
    name,
    domain: cast[name].domain,
    tenantId,
    country: 'US',
    cloud: 'public',
    language: 'en',
    programme: cast[name].programme,
    mayAskForDap: cast[name].programme !== null,
    delegatedAdministrators: 'single',
    invitationDays: 90,
    sharesMpsaPurchases: false,
    approvalsConversationId: null,
  }) as const;

/** Inserts an organization with its people, each linked on both platforms; returns its id. */
export async function addOrganization(db: Database, name: Organization, at: Premises): Promise<string> {
  const id = randomUUID();
  await transaction(db, { system: 'test' }, async (tx) => {
    await tx.insert(organizations).values({ id, ...facts(name, at.tenantId) });
    await tx.insert(workspaces).values([
      { platform: 'slack', id: at.team.id, organizationId: id, botToken: at.sealedToken },
      { platform: 'teams', id: at.tenantId, organizationId: id },
    ]);
    for (const [person, roles] of Object.entries(at.people)) {
      const memberId = randomUUID();
      const email = `${person.toLowerCase()}@${cast[name].domain}`;
      await tx
        .insert(members)
        .values({ id: memberId, organizationId: id, name: person, email, ...levels(roles) });
      await tx.insert(chatIdentities).values([
        {
          platform: 'slack',
          tenant: at.team.id,
          user: at.slackUser(person),
          memberId,
          organizationId: id,
        },
        {
          platform: 'teams',
          tenant: at.tenantId,
          user: at.teamsUser(person),
          memberId,
          organizationId: id,
        },
      ]);
    }
  });
  return id;
}

/**
 * Resets the database: deletes invitations, relationships, subscriptions, cards and later people, and restores the
 * cast's rights and settings.
 */
export async function forget(db: Database, known: Known): Promise<void> {
  try {
    await putBack(db, known);
  } catch (error) {
    // Deadlock with the worker, which may be looking for work; try again.
    if ((error as { cause?: { code?: string } }).cause?.code !== '40P01') throw error;
    await forget(db, known);
  }
}

/** The tables of the cast; tests fill all others. */
const premises = ['organizations', 'members', 'chat_identities', 'workspaces', 'conversations', 'agreements'];

/** Empties every other table, row by row: they are small, and TRUNCATE would create new files for each. */
async function emptyTables(tx: Transaction): Promise<void> {
  const tables = await tx.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const written = tables.filter(({ name }) => !premises.includes(name));
  await Promise.all(written.map(({ name }) => tx.execute(sql`delete from ${sql.identifier(name)}`)));
}

type Known = ReadonlyMap<Organization, { readonly id: string; readonly at: Premises }>;

async function putBack(db: Database, known: Known): Promise<void> {
  const ids = sql.join(
    [...known.values()].map(({ id }) => sql`${id}`),
    sql`, `,
  );
  await db.transaction(async (tx) => {
    // Waits for running deliveries, which first lock their conversation.
    await tx.execute(sql`lock table conversations in exclusive mode`);
    // Switches off the triggers that protect unchangeable rows, and the foreign keys.
    await tx.execute(sql`set local session_replication_role = replica`);
    await emptyTables(tx);
    await tx.execute(sql`delete from agreements`);
    await tx.execute(sql`update organizations set approvals_conversation_id = null`);
    await tx.execute(sql`delete from conversations`);
    await tx.execute(sql`update chat_identities set address = null, locale = null, time_zone = null`);
    for (const [name, { id, at }] of known) {
      const { name: _, ...kept } = facts(name, at.tenantId);
      await tx
        .update(organizations)
        .set({ name, ...kept })
        .where(sql`id = ${id}`);
      const emails = Object.keys(at.people).map((person) => `${person.toLowerCase()}@${cast[name].domain}`);
      await tx.execute(sql`
        delete from members where organization_id = ${id}
          and email not in (select json_array_elements_text(${JSON.stringify(emails)}::json))`);
      for (const [person, roles] of Object.entries(at.people)) {
        await tx.update(members).set(levels(roles)).where(sql`organization_id = ${id} and name = ${person}`);
      }
    }
    const linked = [...known.values()].flatMap(({ at }) =>
      Object.keys(at.people).flatMap((person) => [at.slackUser(person), at.teamsUser(person)]),
    );
    await tx.execute(sql`
      delete from chat_identities
      where "user" not in (select json_array_elements_text(${JSON.stringify(linked)}::json))`);
    await tx.execute(sql`delete from members where organization_id not in (${ids})`);
    const places = [...known.values()].flatMap(({ at }) => [at.team.id, at.tenantId]);
    await tx.execute(sql`
      delete from workspaces
      where id not in (select json_array_elements_text(${JSON.stringify(places)}::json))`);
    await tx.execute(sql`delete from organizations where id not in (${ids})`);
    // Their triggers, which keep the names to search, are on again.
    await tx.execute(sql`set local session_replication_role = origin`);
    await tx.execute(sql`update organizations set name = name`);
  });
}
