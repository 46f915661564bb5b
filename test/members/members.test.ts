import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewMember } from '../../src/members/model.ts';
import { codeOf, countOf, createScene, must, type Scene } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;
let scene: Scene;

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({
    name: 'Fabrikam',
    programme: 'direct_reseller',
    people: { Gina: ['global_admin'], Uma: ['user_management_admin'], Ana: ['admin_agent'] },
  });
});

afterAll(() => stage?.close());

const gina = () => stage.as('gina@fabrikam.com');
const newMember = (email: string, change: Partial<NewMember> = {}): NewMember => ({
  name: 'New',
  email,
  agentRole: 'not_an_agent',
  adminRoles: [],
  identity: null,
  ...change,
});

describe('an organization', () => {
  test('R-ORG-01: has a name, one tenant and one domain of its own, a country, a cloud and a language', async () => {
    const make = (change: Readonly<Record<string, string | null>>) => {
      const row = {
        id: crypto.randomUUID(),
        name: 'Adatum',
        domain: `${crypto.randomUUID()}.example`,
        tenant_id: crypto.randomUUID(),
        country: 'US',
        cloud: 'public',
        language: 'en',
        ...change,
      };
      return stage.rows(sql`
        insert into organizations (id, name, domain, tenant_id, country, cloud, language)
        select id, name, domain, tenant_id, country, cloud, language
        from jsonb_populate_record(null::organizations, ${JSON.stringify(row)}::jsonb)`);
    };
    const [fabrikam] = await stage.rows(
      sql`select tenant_id from organizations where domain = 'fabrikam.com'`,
    );
    await make({});
    for (const [change, code] of [
      [{ domain: 'fabrikam.com' }, '23505'],
      [{ tenant_id: String(fabrikam?.tenant_id) }, '23505'],
      [{ domain: 'Adatum.example' }, '23514'],
      [{ country: 'us' }, '23514'],
      [{ cloud: 'mars' }, '23514'],
      ...['name', 'domain', 'tenant_id', 'country', 'cloud', 'language'].map(
        (column) => [{ [column]: null }, '23502'] as const,
      ),
    ] as const) {
      await expect(make(change)).rejects.toMatchObject({ cause: { code } });
    }
  });
});

describe('who somebody is', () => {
  test('R-ID-01: by tenant and user id on the platform, and by nothing else', async () => {
    const { memberId, organizationId } = stage.as('ana@fabrikam.com');
    const who = (platform: 'slack' | 'teams', tenant: string, user: string) =>
      stage.service.members.recognize({ platform, tenant, user });
    expect(await who('slack', 'slack-fabrikam.com', 'ana')).toMatchObject({ memberId, organizationId });
    expect(await who('teams', 'teams-fabrikam.com', 'ana')).toMatchObject({ memberId, organizationId });
    for (const [platform, tenant, user] of [
      ['teams', 'slack-fabrikam.com', 'ana'],
      ['slack', 'slack-litware.com', 'ana'],
      ['slack', 'slack-fabrikam.com', 'Ana'],
      ['slack', 'slack-fabrikam.com', 'ana@fabrikam.com'],
      ['slack', 'fabrikam.com', 'ana'],
      ['slack', '', ''],
    ] as const) {
      expect(await who(platform, tenant, user)).toBeUndefined();
    }
  });

  test('R-ID-01: a Slack identity is found under its team or its enterprise, the team first', async () => {
    const customer = await scene.customer();
    const linked = (tenant: string, email: string) =>
      stage.rows(sql`
        insert into chat_identities (platform, tenant, "user", member_id, organization_id)
        select 'slack', ${tenant}, 'U1', id, organization_id from members where email = ${email}`);
    await linked('E1', customer.gil);
    const identity = { platform: 'slack', tenant: 'T1', user: 'U1' } as const;
    expect(await stage.service.members.recognize(identity)).toBeUndefined();
    expect(await stage.service.members.recognize({ ...identity, enterprise: 'E1' })).toMatchObject({
      organizationId: customer.id,
      tenant: 'E1',
    });
    await linked('T1', 'ana@fabrikam.com');
    expect(await stage.service.members.recognize({ ...identity, enterprise: 'E1' })).toMatchObject({
      tenant: 'T1',
    });
  });

  test('R-ID-01: a person belongs to one member, and one workspace to one organization (R-ID-03)', async () => {
    const customer = await scene.customer();
    const identity = stage.rows(sql`
      insert into chat_identities (platform, tenant, "user", member_id, organization_id)
      select 'slack', 'slack-fabrikam.com', 'ana', id, organization_id from members where email = ${customer.gil}`);
    await expect(identity).rejects.toMatchObject({ cause: { code: '23505' } });
    const workspace = stage.rows(sql`
      insert into workspaces (platform, id, organization_id) values ('slack', 'slack-fabrikam.com', ${customer.id})`);
    await expect(workspace).rejects.toMatchObject({ cause: { code: '23505' } });
  });

  test('R-ID-03: an organization may have several workspaces', async () => {
    await stage.rows(sql`
      insert into workspaces (platform, id, organization_id)
      select 'slack', 'fabrikam-emea', id from organizations where domain = 'fabrikam.com'`);
    for (const id of ['fabrikam-emea', 'slack-fabrikam.com']) {
      expect(await stage.service.organizations.ownerOf('slack', id)).toMatchObject({ name: 'Fabrikam' });
    }
    expect(await stage.service.organizations.ownerOf('teams', 'fabrikam-emea')).toBeNull();
  });

  test('R-ID-05: whoami shows one member with the chats of both platforms', async () => {
    for (const platform of ['slack', 'teams'] as const) {
      expect(must(await stage.service.members.self(stage.as('uma@fabrikam.com', platform)))).toMatchObject({
        member: { name: 'Uma', agentRole: 'not_an_agent', adminRoles: ['user_management_admin'] },
        organization: { name: 'Fabrikam' },
        identities: [{ platform: 'slack' }, { platform: 'teams' }],
      });
    }
  });
});

describe('adding members', () => {
  test('R-ID-04: with both levels stated, and linked at once when a person of the chat was chosen', async () => {
    const identity = { platform: 'slack', tenant: 'slack-fabrikam.com', user: 'U77' } as const;
    const added = must(
      await stage.service.members.add(
        gina(),
        newMember(' Pia@Fabrikam.COM ', {
          name: ' Pia ',
          agentRole: 'helpdesk_agent',
          adminRoles: ['user_management_admin'],
          identity,
        }),
      ),
    );
    expect(added).toMatchObject({
      member: {
        name: 'Pia',
        email: 'Pia@fabrikam.com',
        agentRole: 'helpdesk_agent',
        adminRoles: ['user_management_admin'],
      },
      organization: { name: 'Fabrikam' },
    });
    expect(await stage.service.members.recognize(identity)).toMatchObject({
      memberId: added.member.id,
    });
    const taken = await stage.service.members.add(gina(), newMember('second@fabrikam.com', { identity }));
    expect(codeOf(taken)).toBe('identity_taken');
    expect(await countOf(stage, 'members', `email = 'second@fabrikam.com'`)).toBe(0);
  });

  test('R-ID-04: an address is one member’s in its organization, whatever its capitals', async () => {
    expect(await stage.service.members.add(gina(), newMember('ANA@fabrikam.com'))).toMatchObject({
      problem: { code: 'email_taken' },
    });
    const customer = await scene.customer();
    const elsewhere = await stage.service.members.add(stage.as(customer.gil), newMember('ana@fabrikam.com'));
    expect(elsewhere.ok).toBe(true);
  });

  test.each<[string, Partial<NewMember>, string]>([
    ['without a name', { name: '  ' }, 'field_missing'],
    ['with a name of a page', { name: 'x'.repeat(201) }, 'text_too_long'],
    ['without an address', { email: 'nobody' }, 'not_an_email'],
    ['as a partner’s Billing admin', { adminRoles: ['billing_admin'] }, 'roles_not_fitting'],
  ])('R-ROLE-01: a member %s is not added', async (_, change, code) => {
    expect(codeOf(await stage.service.members.add(gina(), newMember('x@fabrikam.com', change)))).toBe(code);
  });

  test('R-ROLE-01: a customer has no agents', async () => {
    const customer = await scene.customer();
    const added = await stage.service.members.add(
      stage.as(customer.gil),
      newMember('agent@x.example', { agentRole: 'admin_agent' }),
    );
    expect(added).toMatchObject({ problem: { code: 'roles_not_fitting', reason: 'customer_agent' } });
  });

  test('R-ROLE-01: the database itself wants both levels, and no level that does not exist', async () => {
    for (const values of [
      `null, '{}'`,
      `'admin_agent', null`,
      `'chief', '{}'`,
      `'not_an_agent', '{chief}'`,
    ]) {
      const attempt = stage.rows(sql`
        insert into members (id, organization_id, name, email, agent_role, admin_roles)
        select gen_random_uuid(), id, 'x', 'x@x.example', ${sql.raw(values)} from organizations where domain = 'fabrikam.com'`);
      await expect(attempt).rejects.toThrow();
    }
  });
});

describe('Global admins', () => {
  const uma = () => stage.as('uma@fabrikam.com');
  const second = () => newMember('second.admin@fabrikam.com', { adminRoles: ['global_admin'] });

  test('R-ROLE-01 R-ROLE-05: a User management admin cannot make a Global admin; a Global admin can', async () => {
    expect(await stage.service.members.add(uma(), second())).toMatchObject({
      problem: { code: 'role_needed', roles: ['global_admin'], holders: [{ name: 'Gina' }] },
    });
    expect(await countOf(stage, 'members', `email = 'second.admin@fabrikam.com'`)).toBe(0);
    must(await stage.service.members.add(gina(), second()));
    must(
      await stage.service.members.add(uma(), newMember('agent@fabrikam.com', { agentRole: 'admin_agent' })),
    );
  });

  test('R-ROLE-01 R-ID-04: nor gets a code with which to be one that there is', async () => {
    expect(codeOf(await stage.service.members.createCode(uma(), 'gina@fabrikam.com'))).toBe('role_needed');
    expect(await countOf(stage, 'link_codes')).toBe(0);
    must(await stage.service.members.createCode(uma(), 'ana@fabrikam.com'));
    must(await stage.service.members.createCode(gina(), 'gina@fabrikam.com'));
  });

  test('R-ROLE-01: form and list offer to each what each may', async () => {
    for (const [actor, offered] of [
      [uma(), false],
      [gina(), true],
    ] as const) {
      expect(must(await stage.service.members.prepare(actor)).mayNameGlobalAdmin).toBe(offered);
      const { page } = must(await stage.service.members.list(actor, { text: null, after: null }));
      const codes = page.items.filter(({ mayGiveCode }) => mayGiveCode).map(({ member }) => member.name);
      expect(codes).toContain('Ana');
      expect(codes.includes('Gina')).toBe(offered);
    }
  });
});

describe('codes', () => {
  test('R-ID-04: a code is for a member of one’s own organization', async () => {
    const customer = await scene.customer();
    expect(codeOf(await stage.service.members.createCode(gina(), customer.bea))).toBe('member_unknown');
    expect(codeOf(await stage.service.members.createCode(gina(), 'Ana'))).toBe('not_an_email');
    const { code, expiresAt, member } = must(
      await stage.service.members.createCode(gina(), 'ANA@fabrikam.com'),
    );
    expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    expect(member.name).toBe('Ana');
    expect(Number(expiresAt) - Number(stage.env.now())).toBe(86_400_000);
  });
});

describe('the list of members', () => {
  test('R-CMD-05: it pages through members who were added in the same instant', async () => {
    const people = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`P${at}`, [] as const]));
    const id = await stage.add({ name: 'Crowd', people });
    await stage.rows(sql`
      update members set created_at = '2026-01-01 00:00:00.123456+00' where organization_id = ${id}`);
    const names: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const listed = await stage.service.members.list(stage.as('p0@crowd.com'), {
        text: null,
        after: after ?? null,
      });
      const { page, mayManage } = must(listed);
      expect(page.total).toBe(60);
      expect(mayManage).toBe(false);
      expect(page.items.every(({ platforms }) => platforms.length === 2)).toBe(true);
      names.push(...page.items.map(({ member }) => member.name));
      after = page.next;
    }
    expect(names).toHaveLength(60);
    expect(new Set(names).size).toBe(60);
  });

  test('R-CMD-05: it is searched by name or address, of the own organization alone', async () => {
    await stage.add({ name: 'Elsewhere', people: { Anatole: [] } });
    await stage.add({ name: 'Here', people: { Ana: [], Joanna: [], Bo: [], 'A_b%': [] } });
    const named = async (text: string) => {
      const { page } = must(await stage.service.members.list(stage.as('bo@here.com'), { text, after: null }));
      expect(page.total).toBe(page.items.length);
      return page.items.map(({ member }) => member.name).sort();
    };
    expect(await named('ANA')).toEqual(['Ana']);
    expect(await named('an')).toEqual(['Ana', 'Joanna']);
    expect(await named('bo@here')).toEqual(['Bo']);
    expect(await named('%')).toEqual(['A_b%']);
    expect(await named('nobody')).toEqual([]);
  });
});
