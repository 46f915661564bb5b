import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/driver/client.ts';
import { prepared } from '../../db/driver/prepared.ts';
import type { ChatActor } from '../../src/kernel/act.ts';
import { pageSize } from '../../src/kernel/page.ts';
import { createServices, type Services } from '../../src/subjects.ts';
import { createDatabase } from '../kit/database.ts';
import { many, manyId, seedMany } from '../kit/many.ts';
import { rolesOfTemplate } from '../kit/roles.ts';
import { must } from '../kit/scene.ts';

const customers = 100_000;

/** A node of a plan, as PostgreSQL writes it. */
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly Plans?: readonly Node[];
}

let database: Awaited<ReturnType<typeof createDatabase>>;
let client: postgres.Sql;
let service: Services;
let plans: { readonly text: string; readonly plan: Node }[] = [];

beforeAll(async () => {
  database = await createDatabase();
  await seedMany(database.url, customers);
  const owner = postgres(database.url, { max: 1, onnotice: () => {} });
  const name = new URL(database.url).pathname.slice(1);
  // The server itself logs the plan of every statement, also inside functions.
  for (const setting of [
    `session_preload_libraries = 'auto_explain'`,
    'auto_explain.log_min_duration = 0',
    'auto_explain.log_analyze = on',
    'auto_explain.log_timing = off',
    'auto_explain.log_nested_statements = on',
    `auto_explain.log_format = 'json'`,
    `auto_explain.log_level = 'notice'`,
  ]) {
    await owner.unsafe(`alter database ${name} set ${setting}`);
  }
  await owner.end();
  const { user, password } = rolesOfTemplate(database.url).acts;
  const acts = Object.assign(new URL(database.url), { username: user, password });
  client = postgres(acts.href, {
    max: 1,
    fetch_types: false,
    onnotice: ({ message = '' }) => {
      const at = message.indexOf('{');
      if (!message.includes('plan:') || at < 0) return;
      const told = JSON.parse(message.slice(at));
      plans.push({ text: told['Query Text'], plan: told.Plan });
    },
  });
  const layer = drizzle(prepared(client));
  const db: Database = {
    execute: (query) => layer.execute(query),
    transaction: (work) => layer.transaction(work),
    read: ({ enter, work }) => layer.transaction((tx) => work(tx, enter(tx))),
  };
  service = createServices({
    db,
    now: () => new Date(),
    newId: () => manyId('invitation', 0),
    newToken: () => '',
    seal: (text) => text,
    publicUrl: 'https://accord.example',
    sendsMail: false,
    announce: () => {},
  });
}, 600_000);
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const ana: ChatActor = {
  memberId: many.member,
  organizationId: many.partner,
  origin: { kind: 'chat', platform: 'slack', workspace: many.workspace, conversation: 'C1' },
  deliveryId: '',
};
const gil = (n: number): ChatActor => ({
  ...ana,
  memberId: manyId('admin', n),
  organizationId: manyId('customer', n),
});

const every = { text: null, after: null } as const;
const all = { ...every, direction: null, state: null } as const;

/** Tables that grow with the data. */
const large = new Set([
  'audit_entries',
  'chat_identities',
  'invitations',
  'known_organizations',
  'members',
  'organization_names',
  'organizations',
  'relationships',
]);

const nodesOf = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
const rowsOf = (node: Node): number => (node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 1);

/** Plans that read a whole table, or sort more than a page (for each direction, before merging). */
const faultsIn = ({ text, plan }: (typeof plans)[number]): readonly string[] =>
  nodesOf(plan).flatMap((node) => {
    const table = node['Relation Name'] ?? '';
    if (node['Node Type'] === 'Seq Scan' && large.has(table)) return [`reads all of ${table}: ${text}`];
    const sorted = node['Node Type'].includes('Sort') ? (node.Plans ?? []).map(rowsOf) : [];
    return sorted.some((rows) => rows > 4 * (pageSize + 1))
      ? [`sorts ${Math.max(...sorted)} rows: ${text}`]
      : [];
  });

describe(`R-CMD-05: with ${customers} relationships nothing that is read looks at all of them`, () => {
  const reads: Readonly<Record<string, () => Promise<unknown>>> = {
    customers: async () => must(await service.relationships.customers(ana, every)),
    'customers, a later page': async () => {
      const { next } = must(await service.relationships.customers(ana, every));
      must(await service.relationships.customers(ana, { text: null, after: next }));
    },
    'customers <word that all have>': async () =>
      must(await service.relationships.customers(ana, { ...every, text: 'customer' })),
    'customers <rare word>': async () =>
      must(await service.relationships.customers(ana, { ...every, text: 'rareword5000' })),
    'customers <word that nobody has>': async () =>
      must(await service.relationships.customers(ana, { ...every, text: 'nobodyhasthis' })),
    partners: async () => must(await service.relationships.partners(gil(7), every)),
    'partners <word>': async () =>
      must(await service.relationships.partners(gil(7), { ...every, text: 'fabri' })),
    invitations: async () => must(await service.invitations.list(ana, all)),
    'invitations sent': async () => must(await service.invitations.list(ana, { ...all, direction: 'sent' })),
    'invitations of a state': async () =>
      must(await service.invitations.list(ana, { ...all, state: 'sent' })),
    'invitations <rare word>': async () =>
      must(await service.invitations.list(ana, { ...all, text: 'rareword5000' })),
    'invitations of a customer': async () => must(await service.invitations.list(gil(customers + 1), all)),
    members: async () => must(await service.members.list(ana, every)),
    history: async () => must(await service.overview.history(ana, '', null)),
    'history <domain>': async () => must(await service.overview.history(ana, 'customer70.example', null)),
    'home of the partner': async () => must(await service.overview.home(ana)),
    'home of a customer': async () => must(await service.overview.home(gil(customers + 1))),
    'show <name>': async () => must(await service.overview.showOrganization(ana, 'Customer 70')),
    'show <part of a name>': async () => must(await service.overview.showOrganization(ana, 'rareword99000')),
    'show <domain>': async () => must(await service.overview.showOrganization(ana, 'customer70.example')),
    'show <name that nobody has>': async () => {
      expect(await service.overview.showOrganization(ana, 'nobodyhasthis')).toMatchObject({ ok: false });
    },
    'show <invitation>': async () => must(await service.invitations.show(ana, manyId('invitation', 70))),
  };

  test.each(Object.entries(reads))('%s', async (_, read) => {
    plans = [];
    await read();
    expect(plans.length).toBeGreaterThan(2);
    expect(plans.flatMap(faultsIn)).toEqual([]);
  });
});
