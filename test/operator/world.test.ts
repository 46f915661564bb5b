import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../db/driver/client.ts';
import { createSecrets, type Secrets } from '../../src/kernel/secrets.ts';
import { recognize } from '../../src/kernel/store/people.ts';
import { applyWorld } from '../../src/operator/world/apply.ts';
import { parseWorld } from '../../src/operator/world/file.ts';
import { loadBotToken } from '../../src/organizations/index.ts';
import { createDatabase } from '../kit/database.ts';

const fabrikamTenant = '11111111-1111-4111-8111-111111111111';
const contosoTenant = '22222222-2222-4222-8222-222222222222';
const anaInTeams = '33333333-3333-4333-8333-333333333333';

const ana = {
  name: 'Ana Ruiz',
  email: 'ana@fabrikam.com',
  roles: ['global_admin', 'admin_agent'],
  slack: { workspace: 'T000000001', user: 'U0000001' },
  teams: { tenant: fabrikamTenant, user: anaInTeams },
};
const fabrikam = {
  name: 'Fabrikam',
  domain: 'fabrikam.com',
  tenantId: fabrikamTenant,
  country: 'US',
  cloud: 'public',
  language: 'en',
  programme: 'indirect_reseller',
  mpnId: '1234567',
  mayAskForDap: true,
  delegatedAdministrators: 'single',
  workspaces: [{ platform: 'slack', id: 'T000000001', botToken: 'xoxb-first' }],
  approvals: { platform: 'slack', workspace: 'T000000001', conversation: 'C0000001' },
  members: [ana],
};
const contoso = {
  name: 'Contoso',
  domain: 'contoso.com',
  tenantId: contosoTenant,
  country: 'US',
  cloud: 'public',
  language: 'en',
  workspaces: [
    { platform: 'slack', id: 'T000000002' },
    { platform: 'slack', id: 'T000000003' },
    { platform: 'teams', id: contosoTenant },
  ],
  approvals: { platform: 'teams', workspace: contosoTenant, conversation: '19:abc@thread.tacv2;messageid=1' },
  members: [{ name: 'Cora', email: 'cora@contoso.com', roles: ['global_admin', 'billing_admin'] }],
};
const mca = {
  kind: 'microsoft_customer_agreement',
  version: '2026-01',
  locale: 'en',
  url: 'https://agreements.example/2026-01',
};
const world = { organizations: [fabrikam, contoso], agreements: [mca] };

let database: Awaited<ReturnType<typeof createDatabase>>;
let db: Database;
let close: () => Promise<void>;
let secrets: Secrets;
let now: Date;

beforeEach(async () => {
  database = await createDatabase();
  ({ db, close } = openDatabase(database.url, 4));
  secrets = createSecrets(randomBytes(32).toString('base64'));
  now = new Date('2026-11-02T09:00:00Z');
});

afterEach(async () => {
  await close();
  await database.drop();
});

/** What became of the file's parts that changed, or its faults. */
async function apply(json: unknown): Promise<readonly string[]> {
  const parsed = parseWorld(json);
  const applied = parsed.ok
    ? await applyWorld({ db, secrets, now: () => now, newId: randomUUID }, parsed.value)
    : parsed;
  return applied.ok
    ? applied.value
        .filter(({ outcome }) => outcome !== 'left')
        .map(({ outcome, what, name, fields }) => [outcome, what, name, ...fields].join(' '))
    : applied.problem.map(({ path, message }) => `${path}: ${message}`);
}

const rows = (query: string) => db.execute<Record<string, unknown>>(sql.raw(query));
const audit = () => rows('select kind, actor_name, origin, before, after from audit_entries order by id');
const everything = () =>
  rows(`select md5(string_agg(row::text, ',' order by row::text)) as hash from (
    select to_jsonb(o) as row from organizations o union all select to_jsonb(w) from workspaces w
    union all select to_jsonb(c) from conversations c union all select to_jsonb(m) from members m
    union all select to_jsonb(i) from chat_identities i union all select to_jsonb(a) from agreements a
    union all select to_jsonb(e) from audit_entries e) as rows`);

describe('world apply', () => {
  test('R-ID-01, R-ID-05: what the file names is there: organizations, workspaces, members and their identities', async () => {
    expect(await apply(world)).toEqual([
      'created organization fabrikam.com',
      'created member ana@fabrikam.com',
      'created organization contoso.com',
      'created member cora@contoso.com',
      'created agreement microsoft_customer_agreement 2026-01 en',
    ]);

    expect(
      await rows(`select o.domain, o.programme, o.delegated_administrators, o.may_ask_for_dap, c.kind, c.platform,
        c.workspace, c.external_id from organizations o join conversations c on c.id = o.approvals_conversation_id
        order by o.domain desc`),
    ).toEqual([
      {
        domain: 'fabrikam.com',
        programme: 'indirect_reseller',
        delegated_administrators: 'single',
        may_ask_for_dap: true,
        kind: 'channel',
        platform: 'slack',
        workspace: 'T000000001',
        external_id: 'C0000001',
      },
      {
        domain: 'contoso.com',
        programme: null,
        delegated_administrators: 'single',
        may_ask_for_dap: false,
        kind: 'channel',
        platform: 'teams',
        workspace: contosoTenant,
        external_id: '19:abc@thread.tacv2',
      },
    ]);
    const inSlack = await recognize(db, { platform: 'slack', tenant: 'T000000001', user: 'U0000001' });
    const inTeams = await recognize(db, { platform: 'teams', tenant: fabrikamTenant, user: anaInTeams });
    expect(inSlack?.memberId).toBe(inTeams?.memberId);
    expect(
      await rows(
        "select agent_role, to_json(admin_roles) as admin_roles from members where email = 'ana@fabrikam.com'",
      ),
    ).toEqual([{ agent_role: 'admin_agent', admin_roles: ['global_admin'] }]);
  });

  test('R-SEC-04: a bot token is kept encrypted, and neither audited nor told', async () => {
    await apply(world);
    const [row] = await rows("select bot_token from workspaces where id = 'T000000001'");
    expect(row?.bot_token).not.toContain('xoxb');
    expect(await loadBotToken(db, secrets, { platform: 'slack', id: 'T000000001' })).toBe('xoxb-first');
    expect(JSON.stringify(await audit())).not.toContain('xoxb');
  });

  test('R-AUD-01: each organization and member is one audit entry by the operator', async () => {
    await apply(world);
    const entries = await audit();
    expect(entries.map(({ kind, actor_name }) => `${kind} by ${actor_name}`)).toEqual([
      'organization.registered by operator',
      'member.added by operator',
      'organization.registered by operator',
      'member.added by operator',
    ]);
    expect(entries[0]).toMatchObject({
      before: null,
      after: {
        domain: 'fabrikam.com',
        workspaces: ['slack T000000001'],
        approvals: 'slack T000000001 C0000001',
      },
    });
  });

  test('the same file again writes nothing and audits nothing', async () => {
    await apply(world);
    const before = await everything();
    now = new Date('2026-11-03T09:00:00Z');
    expect(await apply(world)).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  test('two files at once take turns', async () => {
    const outcomes = await Promise.all([apply(world), apply(world), apply(world)]);
    expect(outcomes.map(({ length }) => length).sort()).toEqual([0, 0, 5]);
  });

  test('what changed is updated and audited with the values before and after; nothing else is', async () => {
    await apply(world);
    const changed = {
      organizations: [
        {
          ...fabrikam,
          name: 'Fabrikam Inc.',
          workspaces: [
            { platform: 'slack', id: 'T000000001', botToken: 'xoxb-second' },
            { platform: 'slack', id: 'T000000009' },
          ],
          approvals: { platform: 'slack', workspace: 'T000000009', conversation: 'C0000009' },
          members: [
            { ...ana, roles: ['global_admin', 'helpdesk_agent'] },
            { name: 'Bo', email: 'bo@fabrikam.com', roles: [] },
          ],
        },
      ],
    };

    expect(await apply(changed)).toEqual([
      'updated organization fabrikam.com name workspaces approvals',
      'updated member ana@fabrikam.com agentRole',
      'created member bo@fabrikam.com',
    ]);

    expect((await audit()).slice(4)).toEqual([
      {
        kind: 'organization.changed',
        actor_name: 'operator',
        origin: 'operator',
        before: { name: 'Fabrikam', approvals: 'slack T000000001 C0000001' },
        after: {
          name: 'Fabrikam Inc.',
          workspaces: ['slack T000000001', 'slack T000000009'],
          approvals: 'slack T000000009 C0000009',
        },
      },
      {
        kind: 'organization.changed',
        actor_name: 'operator',
        origin: 'operator',
        before: { agentRole: 'admin_agent' },
        after: { name: 'Ana Ruiz', agentRole: 'helpdesk_agent' },
      },
      expect.objectContaining({ kind: 'member.added', after: expect.objectContaining({ name: 'Bo' }) }),
    ]);
    expect(await loadBotToken(db, secrets, { platform: 'slack', id: 'T000000001' })).toBe('xoxb-second');
  });

  test('what the file leaves out stays', async () => {
    await apply(world);
    const { workspaces: _, approvals: __, members: ___, mpnId: ____, ...bare } = fabrikam;
    const before = await everything();
    expect(await apply({ organizations: [bare] })).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  test('another user in the same workspace takes the place of the one that was named by mistake', async () => {
    await apply(world);
    const mended = { ...ana, slack: { workspace: 'T000000001', user: 'U0000007' } };
    expect(await apply({ organizations: [{ ...fabrikam, members: [mended] }] })).toEqual([
      'updated member ana@fabrikam.com slack',
    ]);
    expect(
      await recognize(db, { platform: 'slack', tenant: 'T000000001', user: 'U0000001' }),
    ).toBeUndefined();
    expect(await recognize(db, { platform: 'slack', tenant: 'T000000001', user: 'U0000007' })).toBeDefined();
  });

  test('R-ID-01: two people whose users were mixed up are put right in one go, with their direct messages', async () => {
    const slackOf = (user: string) => ({ slack: { workspace: 'T000000001', user } });
    const people = (one: string, other: string) => [
      { ...ana, teams: undefined, ...slackOf(one) },
      { name: 'Bo', email: 'bo@fabrikam.com', roles: ['helpdesk_agent'], ...slackOf(other) },
    ];
    const told = (members: unknown) => apply({ organizations: [{ ...fabrikam, members }] });
    await told(people('U0000001', 'U0000002'));
    await rows(`insert into conversations (id, organization_id, kind, platform, workspace, member_id, "user")
      select gen_random_uuid(), organization_id, 'direct', platform, tenant, member_id, "user" from chat_identities`);
    expect(await told(people('U0000002', 'U0000001'))).toEqual([
      'updated member ana@fabrikam.com slack',
      'updated member bo@fabrikam.com slack',
    ]);
    const whose = (table: string) =>
      rows(`select m.name, t."user" from ${table} t join members m on m.id = t.member_id order by m.name`);
    const right = [
      { name: 'Ana Ruiz', user: 'U0000002' },
      { name: 'Bo', user: 'U0000001' },
    ];
    expect(await whose('chat_identities')).toEqual(right);
    expect(await whose('conversations')).toEqual(right);
    expect(await told(people('U0000002', 'U0000001'))).toEqual([]);
  });

  test('R-NOTE-08: a workspace’s deliveries resume when its bot token is set again', async () => {
    await apply(world);
    await rows(`update conversations set paused_at = now(), paused_reason = 'token_revoked'`);
    const workspaces = [{ platform: 'slack', id: 'T000000001', botToken: 'xoxb-second' }];
    await apply({ organizations: [{ ...fabrikam, workspaces }] });
    expect(
      await rows('select platform, paused_at is null as goes from conversations order by platform'),
    ).toEqual([
      { platform: 'slack', goes: true },
      { platform: 'teams', goes: false },
    ]);
  });

  test('R-SEC-04: a token sealed with a lost key is sealed again', async () => {
    await apply(world);
    secrets = createSecrets(randomBytes(32).toString('base64'));
    expect(await apply(world)).toEqual(['updated organization fabrikam.com workspaces']);
    expect(await loadBotToken(db, secrets, { platform: 'slack', id: 'T000000001' })).toBe('xoxb-first');
  });

  test('R-AGR-06: a further language of an older version does not bring that version into force again', async () => {
    await apply({ agreements: [mca] });
    now = new Date('2026-11-03T09:00:00Z');
    await apply({ agreements: [{ ...mca, version: '2026-06' }] });
    now = new Date('2026-11-04T09:00:00Z');
    expect(await apply({ agreements: [{ ...mca, locale: 'ru' }] })).toEqual([
      'created agreement microsoft_customer_agreement 2026-01 ru',
    ]);
    const latest = 'select distinct on (kind) version from agreements order by kind, published_at desc';
    expect(await rows(latest)).toEqual([{ version: '2026-06' }]);
  });
});

describe('a world file with faults', () => {
  const faults = async (json: unknown) => {
    const before = await everything();
    const found = await apply(json);
    expect(await everything()).toEqual(before);
    return found;
  };

  test('is refused with all of them at once, each with its path', async () => {
    const organization = {
      ...fabrikam,
      domain: 'not a domain',
      tenantId: '…guid…',
      country: 'Atlantis',
      cloud: 'moon',
      language: 'english please',
      colour: 'red',
      workspaces: [
        { platform: 'irc', id: 'x' },
        { platform: 'slack', id: '#general', botToken: 'xoxp-user' },
      ],
      approvals: { platform: 'slack', workspace: 'T000000001', conversation: '#approvals' },
      members: [
        { name: '', email: 'ana', roles: ['boss'], slack: { workspace: 'T000000001', user: '@ana' } },
        {},
      ],
    };
    expect(
      (await faults({ organizations: [organization], agreements: [{ ...mca, url: 'ftp://x' }] })).toSorted(),
    ).toEqual([
      'agreements[0].url: must be an address that begins with https:// or http://',
      'organizations[0].approvals.conversation: must be the id of a Slack channel, e.g. C0000001',
      'organizations[0].cloud: must be public or us_government or germany or china',
      'organizations[0].colour: is not known',
      'organizations[0].country: must be a country by ISO 3166-1 alpha-2 or by name, e.g. US',
      'organizations[0].domain: must be a domain, e.g. fabrikam.com',
      'organizations[0].language: must be a language by BCP 47, e.g. en or zh-TW',
      'organizations[0].members[0].email: must be an e-mail address, e.g. ana@fabrikam.com',
      'organizations[0].members[0].name: must not be empty',
      'organizations[0].members[0].roles[0]: must be global_admin or billing_admin or user_management_admin or admin_agent or helpdesk_agent',
      'organizations[0].members[0].slack.user: must be the id of a Slack user, e.g. U0000001',
      'organizations[0].members[1].email: is missing',
      'organizations[0].members[1].name: is missing',
      'organizations[0].members[1].roles: is missing',
      'organizations[0].tenantId: must be a GUID, e.g. 0192f0c1-7d3a-7b1e-9c4d-2f6a8e5b3c10',
      'organizations[0].workspaces[0].platform: must be slack or teams',
      'organizations[0].workspaces[1].botToken: must be a bot token, which begins with xoxb-',
      'organizations[0].workspaces[1].id: must be the id of a Slack workspace, e.g. T000000001',
    ]);
    expect(await faults([])).toEqual([': must be an object']);
    expect(await faults({ organizations: {} })).toEqual(['organizations: must be a list']);
  });

  test('R-ORG-01, R-ID-01, R-ID-03: nothing that is one’s own is there twice', async () => {
    const twice = {
      ...contoso,
      domain: 'FABRIKAM.com',
      workspaces: [
        { platform: 'slack', id: 'T000000001' },
        { platform: 'teams', id: fabrikamTenant },
      ],
      members: [
        { name: 'Cora', email: 'cora@contoso.com', roles: [], slack: ana.slack },
        { name: 'Cora', email: 'Cora@contoso.com', roles: [] },
      ],
    };
    expect(await faults({ organizations: [fabrikam, twice], agreements: [mca, mca] })).toEqual([
      'organizations[1].domain: is the same as organizations[0].domain',
      'organizations[1].workspaces[0].id: is the same as organizations[0].workspaces[0].id',
      'organizations[1].workspaces[1].id: is the same as organizations[0].tenantId',
      'organizations[1].members[0].slack.user: is the same as organizations[0].members[0].slack.user',
      'organizations[1].members[1].email: is the same as organizations[1].members[0].email',
      'agreements[1].version: is the same as agreements[0].version',
    ]);
  });

  test('R-ROLE-01: members hold only roles of their side, and one agent role at most', async () => {
    const people = (...roles: string[]) => [{ name: 'X', email: 'x@fabrikam.com', roles }];
    const found = await faults({
      organizations: [
        { ...fabrikam, members: people('billing_admin', 'admin_agent', 'helpdesk_agent') },
        { ...contoso, members: people('admin_agent', 'billing_admin') },
      ],
    });
    expect(found).toEqual([
      'organizations[0].members[0].roles: holds billing_admin, but a partner’s members can hold global_admin, user_management_admin, admin_agent, helpdesk_agent',
      'organizations[0].members[0].roles: holds two agent roles, and a member holds at most one',
      'organizations[1].members[0].roles: holds admin_agent, but a customer’s members can hold global_admin, billing_admin',
    ]);
  });

  test('R-ID-03: approvals and identities are in workspaces of the organization, by the file or by the database', async () => {
    const lost = {
      ...fabrikam,
      approvals: { platform: 'slack', workspace: 'T000000099', conversation: 'C0000001' },
      members: [
        {
          ...ana,
          slack: { workspace: 'T000000099', user: 'U0000001' },
          teams: { tenant: contosoTenant, user: anaInTeams },
        },
      ],
    };
    expect(await faults({ organizations: [lost] })).toEqual([
      'organizations[0].approvals.workspace: is not a workspace of fabrikam.com',
      'organizations[0].members[0].slack.workspace: is not a workspace of fabrikam.com',
      'organizations[0].members[0].teams.tenant: is not a tenant of fabrikam.com',
    ]);
    await apply(world);
    expect(await apply({ organizations: [{ ...fabrikam, workspaces: [] }] })).toEqual([]);
  });

  test('R-ORG-01, R-ID-01, R-ID-03, R-AGR-02: what belongs to others in the database is refused', async () => {
    await apply(world);
    await rows(`insert into conversations (id, organization_id, kind, platform, workspace, external_id)
      select gen_random_uuid(), id, 'channel', 'slack', 'T000000777', 'C0000777' from organizations
      where domain = 'contoso.com'`);
    const wingtip = {
      ...fabrikam,
      name: 'Wingtip',
      domain: 'wingtip.com',
      tenantId: '44444444-4444-4444-8444-444444444444',
      workspaces: [
        { platform: 'slack', id: 'T000000001' },
        { platform: 'teams', id: contosoTenant },
        { platform: 'slack', id: 'T000000777' },
      ],
      approvals: { platform: 'slack', workspace: 'T000000777', conversation: 'C0000777' },
      members: [{ ...ana, email: 'ana@wingtip.com', teams: undefined }],
    };
    const other = '55555555-5555-4555-8555-555555555555';
    expect(
      await faults({
        organizations: [wingtip, { ...contoso, tenantId: other, workspaces: [], approvals: undefined }],
        agreements: [{ ...mca, url: 'https://elsewhere.example' }],
      }),
    ).toEqual([
      'organizations[0].workspaces[0].id: belongs to fabrikam.com, and a workspace belongs to one organization',
      'organizations[0].workspaces[1].id: belongs to contoso.com, and a workspace belongs to one organization',
      'organizations[0].approvals.conversation: is a conversation of contoso.com',
      'organizations[0].members[0].slack.user: is linked to ana@fabrikam.com of fabrikam.com already',
      `organizations[1].domain: belongs to the tenant ${contosoTenant}`,
      'agreements[0].url: differs from https://agreements.example/2026-01, at which the version was published',
    ]);
    expect(await faults({ organizations: [{ ...contoso, domain: 'contoso.net' }] })).toEqual([
      'organizations[0].tenantId: is the tenant of contoso.com',
    ]);
  });

  test('R-DAP-05: “several” does not become “single” while two hold delegated administration', async () => {
    const partners = ['Wingtip', 'Adatum'].map((name, at) => ({
      ...fabrikam,
      name,
      domain: `${name.toLowerCase()}.com`,
      tenantId: `${at + 6}${contosoTenant.slice(1)}`,
      workspaces: [],
      approvals: undefined,
      members: [],
    }));
    const customer = (delegatedAdministrators: string) => ({ ...contoso, delegatedAdministrators });
    await apply({ organizations: [...partners, customer('several')] });
    await rows(`
      with related as (
        insert into relationships (id, partner_id, customer_id, state, type, since)
        select gen_random_uuid(), p.id, c.id, 'active', 'delegated_administrator', now()
        from organizations p, organizations c where p.domain in ('wingtip.com', 'adatum.com') and c.domain = 'contoso.com'
        returning id, partner_id, customer_id
      )
      insert into admin_grants (id, relationship_id, partner_id, customer_id, role, exclusive, granted_at)
      select gen_random_uuid(), id, partner_id, customer_id, 'global_admin', false, now() from related`);
    expect(await faults({ organizations: [customer('single')] })).toEqual([
      'organizations[0].delegatedAdministrators: cannot be single while adatum.com and wingtip.com hold delegated administration at contoso.com; its admins keep one of them and type “roles remove <partner>” for each of the others',
    ]);
    await rows(`update admin_grants set removed_at = now() where partner_id =
      (select id from organizations where domain = 'adatum.com')`);
    const exclusive = async () =>
      (await rows('select exclusive from admin_grants where removed_at is null')).map((row) => row.exclusive);
    expect(await apply({ organizations: [customer('single')] })).toEqual([
      'updated organization contoso.com delegatedAdministrators',
    ]);
    expect(await exclusive()).toEqual([true]);
    await apply({ organizations: [customer('several')] });
    expect(await exclusive()).toEqual([false]);
  });

  test('R-ROLE-06: the last Global admin stays one', async () => {
    await apply(world);
    const members = [{ ...ana, roles: ['admin_agent'] }];
    expect(await faults({ organizations: [{ ...fabrikam, members }] })).toEqual([
      'organizations[0].members: would leave fabrikam.com without a Global admin',
    ]);
    const heir = { name: 'Bo', email: 'bo@fabrikam.com', roles: ['global_admin'] };
    expect(await apply({ organizations: [{ ...fabrikam, members: [...members, heir] }] })).toEqual([
      'updated member ana@fabrikam.com adminRoles',
      'created member bo@fabrikam.com',
    ]);
  });
});
