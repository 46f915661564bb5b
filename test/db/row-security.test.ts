import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, type SQL, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { requireAddress } from '../../db/driver/address.ts';
import {
  openDatabase,
  type Transaction,
  type TransactionScope,
  transaction,
} from '../../db/driver/client.ts';
import { migrateDatabase } from '../../db/driver/migrate.ts';
import { type DatabaseRoles, ensureRoles } from '../../db/driver/roles.ts';
import { openEmbedded } from '../../db/embedded/index.ts';
import { members } from '../../db/schema/members.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { createAnswers } from '../../src/delivery/answers.ts';
import { publish } from '../../src/kernel/act.ts';
import { enterAsIdentity, knownIdentityOf, loadMember } from '../../src/kernel/store/people.ts';
import { organizations as organizationsSubject } from '../../src/organizations/index.ts';
import { findByDomain } from '../../src/organizations/store.ts';
import { rolesOfTemplate } from '../kit/roles.ts';
import { type Customer, consent, createScene, everything, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

/** Tables that hold no organization's data: what is published for all, and which requests were handled. */
const shared = ['agreements', 'handled_requests'];
/** Tables that the system alone reads and writes. */
const ofTheSystem = ['code_tries', 'deliveries', 'outbox', 'posts'];

let stage: Stage;
let scene: Scene;
let roles: DatabaseRoles;
let tables: readonly string[];
/** Two pairs that have nothing to do with each other: a partner and its customer. */
let mine: { readonly partner: string; readonly customer: Customer };
let theirs: { readonly partner: string; readonly customer: Customer };

beforeAll(async () => {
  stage = await createStage();
  roles = rolesOfTemplate(stage.url);
  scene = createScene(stage);
  await stage.publishAgreement(version);
  await stage.add({ name: 'Northwind', programme: 'indirect_provider', people: { Nora: ['admin_agent'] } });
  mine = await pair('Fabrikam');
  theirs = await pair('Litware');
  const found = await stage.env.db.execute<{ name: string }>(sql`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`);
  tables = found.map(({ name }) => name).sort();
});

afterAll(() => stage?.close());

/** A partner and a customer with a row of theirs in every table. */
async function pair(name: string) {
  const { service } = stage;
  const people = { Ana: ['admin_agent'], Gina: ['global_admin'] } as const;
  const partner = await stage.add({ name, programme: 'indirect_reseller', people });
  const domain = `${name.toLowerCase()}.com`;
  const from = `ana@${domain}`;
  const ana = () => stage.as(from);
  const customer = await scene.customer();
  must(
    await service.notifications.subscribe(ana(), { kind: 'channel', serviceUrl: null }, 'invitations, roles'),
  );
  await scene.relate(customer, { from, dap: true });
  must(await service.support.assignContact(ana(), customer.domain, `gina@${domain}`));
  await scene.accept(`gina@${domain}`, await scene.inviteReseller('nora@northwind.com', domain));
  await scene.invite(`boss@${name.toLowerCase()}-customer.example`, { from, way: 'system' });
  await scene.draft(customer.domain, { from, type: 'line_of_business' });
  must(await service.members.createCode(stage.as(customer.gil), customer.bea));
  await service.invitations.redeem(scene.visitor(customer.gil), 'wrong'.repeat(5));
  await stage.env.db.execute(sql`delete from agreements`);
  await stage.publishAgreement(`${version}-${name}`);
  must(await service.relationships.askForAgreement(ana(), customer.domain));
  await stage.env.db.execute(sql`delete from agreements`);
  await stage.publishAgreement(version);
  const subject = { kind: 'organization', id: partner } as const;
  const place = { platform: 'slack', workspace: `slack-${domain}`, conversation: 'C1' } as const;
  await createAnswers(stage.env).remember({ ...place, kind: 'channel' }, { ref: `ref-${name}`, subject });
  return { partner, customer };
}

const as = <T>(scope: TransactionScope, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  transaction(stage.env.db, scope, work);
const scopeOf = (organization: string): TransactionScope => ({ organization });

/** The rows of a table as texts, as somebody sees them. */
const seenBy = (scope: TransactionScope, table: string): Promise<readonly string[]> =>
  as(scope, async (tx) => {
    const rows = await tx.execute<{ row: string }>(
      sql`select to_jsonb(t)::text as row from ${sql.identifier(table)} t`,
    );
    return rows.map(({ row }) => row);
  });

/** What the database answers to a statement: the SQLSTATE of the refusal, or how many rows it changed. */
async function attempt(scope: TransactionScope, statement: SQL): Promise<string | number> {
  try {
    return await as(scope, async (tx) => (await tx.execute(statement)).count);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return cause instanceof postgres.PostgresError ? cause.code : String(error);
  }
}
const forbidden = '42501';

describe('the tables', () => {
  test('R-SEC-06 R-SEC-11: every one has row-level security, forced, and a policy', async () => {
    const found = await stage.env.db.execute<{
      name: string;
      on: boolean;
      forced: boolean;
      policies: number;
    }>(sql`
      select relname as name, relrowsecurity as on, relforcerowsecurity as forced,
        (select count(*)::int from pg_policy where polrelid = c.oid) as policies
      from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`);
    const open = found.filter(({ on, forced, policies }) => !(on && forced && policies > 0));
    expect(open).toEqual([]);
    expect(tables.length).toBeGreaterThan(15);
  });

  test('R-SEC-06: what looks across organizations is for the program’s roles alone', async () => {
    const functions = await stage.env.db.execute<{ name: string; open: boolean }>(sql`
      select proname as name, has_function_privilege('public', oid, 'execute') as open
      from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`);
    expect(functions.map(({ name }) => name)).toEqual([
      'accord_announce',
      'accord_enter',
      'accord_find_known',
      'accord_find_organization',
      'accord_keep_name',
      'accord_search',
      'accord_search_invitations',
      'accord_shared_customers',
    ]);
    expect(functions.filter(({ open }) => open)).toEqual([]);
  });

  test('R-SEC-06: whatever comes first in a transaction runs as that role already', async () => {
    const scope = scopeOf(mine.partner);
    const who = sql<string>`current_user`;
    const byExecute = await as(scope, (tx) => tx.execute(sql`select current_user as who`));
    const bySelect = await as(scope, (tx) => tx.select({ who }).from(organizations).limit(1));
    const byMany = await as(scope, (tx) =>
      Promise.all([1, 2, 3].map(() => tx.select({ who }).from(members).limit(1))),
    );
    const byInsert = await attempt(scope, sql`insert into agreements default values`);
    expect([...byExecute, ...bySelect, ...byMany.flat()].every((row) => row.who === roles.acts.user)).toBe(
      true,
    );
    expect(byInsert).not.toBe(1);
    const byUpdate = await as(scope, (tx) =>
      tx.update(organizations).set({ name: 'Taken' }).where(eq(organizations.id, theirs.partner)).returning(),
    );
    expect(byUpdate).toEqual([]);
  });
});

describe('reading', () => {
  test('R-SEC-06: every table of the two pairs has rows, so that there is something to hide', async () => {
    for (const table of tables) {
      const all = await seenBy({ system: 'test' }, table);
      expect([table, all.length > 0]).toEqual([table, true]);
    }
  });

  test('R-SEC-06: a transaction sees none of another organization’s rows, in any table', async () => {
    const strangers = [mine.partner, mine.customer.id];
    const others = [theirs.partner, theirs.customer.id];
    for (const table of tables.filter((name) => !shared.includes(name) && !ofTheSystem.includes(name))) {
      const foreign = (await seenBy({ system: 'test' }, table)).filter(
        (row) => others.some((id) => row.includes(id)) && !strangers.some((id) => row.includes(id)),
      );
      expect([table, foreign.length > 0]).toEqual([table, true]);
      for (const organization of strangers) {
        const seen = new Set(await seenBy(scopeOf(organization), table));
        expect([table, foreign.filter((row) => seen.has(row))]).toEqual([table, []]);
      }
    }
  });

  test('R-SEC-06: each side sees its own, so the line is not drawn around everything', async () => {
    for (const table of [
      'relationships',
      'admin_grants',
      'invitations',
      'audit_entries',
      'agreement_acceptances',
    ]) {
      const [byPartner, byCustomer] = await Promise.all(
        [mine.partner, mine.customer.id].map((organization) => seenBy(scopeOf(organization), table)),
      );
      const both = byPartner?.filter((row) => byCustomer?.includes(row));
      expect([table, (both?.length ?? 0) > 0]).toEqual([table, true]);
    }
  });

  test.each([
    ['no organization', sql`select 1`],
    ['an empty one', sql`select set_config('accord.organization', '', true)`],
    ['one that is not there', sql`select set_config('accord.organization', gen_random_uuid()::text, true)`],
  ])('R-SEC-06: a transaction that states %s sees nothing', async (_, stating) => {
    const acts = openDatabase(roles.acts, 1);
    onTestFinished(acts.close);
    await acts.db.transaction(async (tx) => {
      await tx.execute(stating);
      for (const table of tables.filter((name) => !shared.includes(name))) {
        const [row] = await tx.execute(sql`select count(*)::int as n from ${sql.identifier(table)}`);
        expect([table, row?.n]).toEqual([table, 0]);
      }
    });
  });

  test('R-SEC-06: what the system keeps for itself no organization sees', async () => {
    for (const table of ofTheSystem) {
      expect(await seenBy(scopeOf(mine.partner), table)).toEqual([]);
      expect((await seenBy({ system: 'test' }, table)).length).toBeGreaterThan(0);
    }
  });

  test('R-INV-01 R-SEC-06: a draft is invisible to its recipient', async () => {
    const drafts = async (scope: TransactionScope) =>
      (await seenBy(scope, 'invitations')).filter((row) => row.includes('"draft"')).length;
    expect(await drafts(scopeOf(mine.partner))).toBe(1);
    expect(await drafts(scopeOf(mine.customer.id))).toBe(0);
  });

  test('R-REL-06 R-SEC-06: an acceptance is the customer’s and its partners’; a sender alone does not see it', async () => {
    const customer = theirs.customer.id;
    const seen = async (organization: string) =>
      (await seenBy(scopeOf(organization), 'agreement_acceptances')).filter((row) => row.includes(customer))
        .length;
    expect([await seen(customer), await seen(theirs.partner), await seen(mine.partner)]).toEqual([1, 1, 0]);
    const id = await scene.invite(theirs.customer.domain);
    expect(await seen(mine.partner)).toBe(0);
    must(await stage.service.invitations.withdraw(stage.as('ana@fabrikam.com'), id));
  });

  test('R-REL-06 R-SEC-06: an organization is found by its exact domain alone, with what anybody may learn', async () => {
    await stage.add({ name: 'Hidden', domain: 'hidden.example', people: { Hal: [] } });
    const find = (domain: string) => as(scopeOf(mine.partner), (tx) => findByDomain(tx, domain));
    expect(await find('hidden.example')).toEqual({
      id: expect.any(String),
      name: 'Hidden',
      domain: 'hidden.example',
      country: 'US',
      cloud: 'public',
      programme: null,
    });
    for (const typed of [
      'hidden',
      'hidden.exampl_',
      '%',
      'hidden.exampl%',
      '',
      'HIDDEN.EXAMPLE',
      ' hidden.example',
    ]) {
      expect(await find(typed)).toBeUndefined();
    }
    expect(
      (await seenBy(scopeOf(mine.partner), 'organizations')).filter((row) => row.includes('Hidden')),
    ).toEqual([]);
  });

  test('R-SEC-06 R-ID-01: recognizing states the organization of the person, and nobody’s for a stranger', async () => {
    const seenAs = (user: string, inTeams: string) =>
      as(scopeOf(mine.partner), async (tx) => {
        const key = { platform: 'slack', tenant: `slack-${inTeams}`, user } as const;
        const known = await enterAsIdentity(tx, key);
        const [row] = await tx.execute(
          sql`select accord_me() as me, current_setting('accord.system', true) as system,
            (select count(*)::int from members) as members`,
        );
        return { known: known === null ? null : knownIdentityOf(known), ...row };
      });
    const { known, ...seen } = await seenAs('ana', 'litware.com');
    expect(seen).toEqual({ me: theirs.partner, system: '', members: expect.any(Number) });
    expect(known).toMatchObject({ organizationId: theirs.partner, tenant: 'slack-litware.com' });
    const found = await as(scopeOf(theirs.partner), (tx) => loadMember(tx, known?.memberId ?? ''));
    expect({ member: known?.member, organization: known?.organization }).toEqual(found);
    expect(await seenAs('ana', 'nowhere.com')).toEqual({ known: null, me: null, system: '', members: 0 });
  });

  test('R-SEC-06: the look across organizations gives the scope back', async () => {
    const counted = async (tx: Transaction) => {
      const [row] = await tx.execute(
        sql`select count(*)::int as n, current_setting('accord.system', true) as system from members`,
      );
      return row;
    };
    const [before, after] = await as(scopeOf(mine.partner), async (tx) => {
      const first = await counted(tx);
      await findByDomain(tx, 'litware.com');
      return [first, await counted(tx)];
    });
    expect(before?.n).toBe(2);
    expect(after).toEqual({ n: 2, system: '' });
  });
});

describe('writing', () => {
  test('R-SEC-06: a transaction inserts no row of another organization, into any table', async () => {
    for (const table of tables.filter((name) => !shared.includes(name))) {
      const others = [theirs.partner, theirs.customer.id];
      const [row] = (await seenBy({ system: 'test' }, table)).filter(
        (one) => ofTheSystem.includes(table) || others.some((id) => one.includes(id)),
      );
      const name = sql.identifier(table);
      const insert = sql`insert into ${name} overriding system value select * from jsonb_populate_record(null::${name}, ${row}::jsonb)`;
      expect([table, await attempt(scopeOf(mine.partner), insert)]).toEqual([table, forbidden]);
      // The same row is not refused for what it is.
      expect([table, await attempt({ system: 'test' }, insert)]).toEqual([table, '23505']);
    }
  });

  test('R-SEC-06: a transaction changes and deletes no row of another organization', async () => {
    const foreign: Readonly<Record<string, SQL>> = {
      organizations: sql`update organizations set name = 'x' where id = ${theirs.partner}`,
      members: sql`update members set admin_roles = '{global_admin}' where organization_id = ${theirs.partner}`,
      chat_identities: sql`update chat_identities set "user" = 'x' where organization_id = ${theirs.partner}`,
      workspaces: sql`update workspaces set bot_token = null where organization_id = ${theirs.partner}`,
      link_codes: sql`update link_codes set used_at = null where organization_id = ${theirs.customer.id}`,
      conversations: sql`update conversations set paused_at = now() where organization_id = ${theirs.partner}`,
      subscriptions: sql`delete from subscriptions where organization_id = ${theirs.partner}`,
      mails: sql`update mails set content = null where organization_id = ${theirs.partner}`,
      invitations: sql`update invitations set note = 'x' where sender_id = ${theirs.partner}`,
      personal_links: sql`delete from personal_links where sender_id = ${theirs.partner}`,
      relationships: sql`update relationships set type = 'advisor' where partner_id = ${theirs.partner}`,
      admin_grants: sql`update admin_grants set removed_at = now() where partner_id = ${theirs.partner}`,
      partnerships: sql`update partnerships set admin_access = false where reseller_id = ${theirs.partner}`,
      deliveries: sql`update deliveries set state = 'done'`,
      posts: sql`delete from posts`,
    };
    for (const [table, statement] of Object.entries(foreign)) {
      expect([table, await attempt(scopeOf(mine.partner), statement)]).toEqual([table, 0]);
    }
  });

  test('R-SEC-06: nor does it give its own away', async () => {
    const given: Readonly<Record<string, SQL>> = {
      organizations: sql`update organizations set id = ${theirs.partner} where id = ${mine.partner}`,
      members: sql`update members set organization_id = ${theirs.partner}`,
      workspaces: sql`update workspaces set organization_id = ${theirs.partner}`,
      subscriptions: sql`update subscriptions set organization_id = ${theirs.partner}`,
      relationships: sql`update relationships set partner_id = ${theirs.partner}`,
      partnerships: sql`update partnerships set reseller_id = ${theirs.partner}, provider_id = ${theirs.customer.id}`,
      mails: sql`update mails set organization_id = ${theirs.partner}`,
    };
    for (const [table, statement] of Object.entries(given)) {
      expect([table, await attempt(scopeOf(mine.partner), statement)]).toEqual([table, forbidden]);
    }
  });

  test.each([
    'audit_entries',
    'agreement_acceptances',
    'agreement_requests',
    'known_organizations',
    'code_tries',
  ])('R-AUD-01 R-AGR-02 R-SEC-06: acts have no right to change what is written once: %s', async (table) => {
    for (const scope of [scopeOf(mine.partner), { system: 'test' }]) {
      const id = sql.identifier(table);
      const [column] = await stage.env.db.execute<{ name: string }>(sql`
          select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0
            and attidentity = '' order by attnum limit 1`);
      const name = sql.identifier(column?.name ?? '');
      expect(await attempt(scope, sql`update ${id} set ${name} = ${name}`)).toBe(forbidden);
      expect(await attempt(scope, sql`truncate ${id}`)).toBe(forbidden);
      if (table !== 'code_tries') expect(await attempt(scope, sql`delete from ${id}`)).toBe(forbidden);
    }
  });

  test('R-AUD-01 R-SEC-06: an act does not write into another organization’s record', async () => {
    const author = {
      organizationId: theirs.partner,
      memberId: null,
      name: 'x',
      origin: { kind: 'system' },
    } as const;
    const entry = {
      event: organizationsSubject.events['organization.changed'],
      subject: { kind: 'organization', id: theirs.partner },
      counterpartId: null,
    } as const;
    const forged = as(scopeOf(mine.partner), (tx) => publish(tx, stage.env.now(), author, [entry]));
    await expect(forged).rejects.toMatchObject({ cause: { code: forbidden } });
  });

  test.each(['refused', 'committed'])(
    'R-SEC-06: what comes after the end of its transaction is not sent, least of all as the owner: %s',
    async (end) => {
      const rename = (tx: Transaction) =>
        tx
          .update(organizations)
          .set({ name: `Late ${end}` })
          .where(eq(organizations.id, mine.partner))
          .returning();
      let late: Promise<unknown> = Promise.resolve();
      const ending = as(scopeOf(mine.partner), async (tx) => {
        await tx.execute(sql`select 1`);
        late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => rename(tx));
        late.catch(() => {});
        if (end === 'refused') throw new Error(end);
      });
      await ending.catch(() => {});
      await expect(late).rejects.toMatchObject({ cause: { message: expect.stringContaining('over') } });
      expect(await seenBy({ system: 'test' }, 'organizations')).not.toContainEqual(
        expect.stringContaining(`Late ${end}`),
      );
    },
  );

  test.each(['accepted', 'declined', 'withdrawn', 'expired'])(
    'R-INV-01: the database itself moves nothing out of a final state: %s',
    async (state) => {
      const customer = await scene.customer();
      const id = await scene.invite(customer.domain);
      const move = (to: string) =>
        attempt(
          { system: 'test' },
          sql`update invitations set state = ${to}, answered_at = coalesce(answered_at, now()) where id = ${id}`,
        );
      expect(await move(state)).toBe(1);
      for (const to of ['draft', 'sent', 'accepted', 'declined', 'withdrawn', 'expired']) {
        expect(await move(to)).toBe('23001');
      }
    },
  );
});

describe('an owner that is not a superuser', () => {
  test('R-SEC-06: migrates a fresh server, carries an acceptance through, and sees nothing past the line', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'accord-owner-'));
    await chmod(dataDir, 0o755);
    const server = await openEmbedded({ dataDir, unsafeFast: true });
    const admin = postgres(server.url, { max: 1, onnotice: () => {} });
    try {
      await admin`create role tenant login password 'secret' createrole`;
      await admin`create database theirs owner tenant`;
      const theirUrl = new URL(server.url);
      const url = Object.assign(theirUrl, {
        pathname: 'theirs',
        username: 'tenant',
        password: 'secret',
      }).href;
      await migrateDatabase(url);
      await migrateDatabase(url);
      await ensureRoles(requireAddress(url), rolesOfTemplate(url));
      const own = await createStage({ url, drop: async () => {} });
      await carryThrough(own);
      const seen = await own.env.db.execute(sql`
        select (select count(*)::int from organizations) as organizations,
          (select count(*)::int from audit_entries) as entries, (select count(*)::int from members) as members`);
      expect(seen).toEqual([{ organizations: 0, entries: 0, members: 0 }]);
      await own.close();
    } finally {
      await admin.end();
      await server.stop();
      await rm(dataDir, { recursive: true });
    }
  });

  async function carryThrough(own: Stage): Promise<void> {
    const play = createScene(own);
    await own.publishAgreement(version);
    await own.add({ name: 'Fabrikam', programme: 'direct_reseller', people: { Ana: ['admin_agent'] } });
    const customer = await play.customer();
    const ana = { platform: 'slack', tenant: 'slack-fabrikam.com', user: 'ana' } as const;
    expect(await own.service.members.recognize(ana)).toMatchObject({ tenant: ana.tenant });
    const channel = { kind: 'channel', serviceUrl: null } as const;
    must(await own.service.notifications.subscribe(own.as('ana@fabrikam.com'), channel, 'invitations'));
    const id = await play.invite(customer.domain, { dap: true, way: 'system' });
    must(await own.service.invitations.accept(own.as(customer.gil), id, consent));
    const listed = must(await own.service.relationships.customers(own.as('ana@fabrikam.com'), everything));
    expect(listed).toMatchObject({ total: 1, items: [{ relationship: { hasDap: true } }] });
    const toTell = await transaction(own.env.db, { system: 'test' }, (tx) =>
      tx.execute(sql`select 1 from outbox`),
    );
    expect(toTell.length).toBeGreaterThan(0);
  }
});
