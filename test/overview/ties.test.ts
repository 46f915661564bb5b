import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createScene, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

// Rows of the same instant, across the end of a page, in every list that there is.

let stage: Stage;
let scene: Scene;
const at = sql`'2026-10-01T00:00:00Z'::timestamptz`;
const many = 60;

/** So many customers, each known to the organization of the domain; what is inserted for each of them. */
const forMany = (domain: string, programme: string | null, insert: SQL) =>
  stage.rows(sql`
    with made as (
      insert into organizations (id, name, domain, tenant_id, country, cloud, language, programme)
      select gen_random_uuid(), 'Tie ' || n, gen_random_uuid() || '.example', gen_random_uuid(), 'US', 'public', 'en', ${programme}
      from generate_series(1, ${many}::int) n returning id
    ), mine as (select id from organizations where domain = ${domain}),
    known as (insert into known_organizations (viewer_id, organization_id) select mine.id, made.id from mine, made)
    ${insert}`);

const related = (partner: string, customer: string) => sql`
  insert into relationships (id, partner_id, customer_id, state, type, since)
  select gen_random_uuid(), ${sql.raw(partner)}.id, ${sql.raw(customer)}.id, 'active', 'reseller', ${at} from mine, made`;
const partnered = (provider: string, reseller: string) => sql`
  insert into partnerships (id, provider_id, reseller_id, state, admin_access, since)
  select gen_random_uuid(), ${sql.raw(provider)}.id, ${sql.raw(reseller)}.id, 'active', true, ${at} from mine, made`;
const invited = (sender: string, recipient: string) => sql`
  insert into invitations (id, kind, state, sender_id, recipient_id, type, includes_dap, drafted_by_name, drafted_by_email,
    drafted_at, sent_at, sent_by, expires_at)
  select gen_random_uuid(), 'relationship', 'sent', ${sql.raw(sender)}.id, ${sql.raw(recipient)}.id, 'reseller', false, 'X', 'x@x.x',
    ${at}, ${at}, 'own_mail', ${at} + interval '900 days' from mine, made`;

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({
    name: 'Fabrikam',
    programme: 'indirect_reseller',
    people: { Ana: ['admin_agent', 'global_admin'] },
  });
  await stage.add({
    name: 'Northwind',
    programme: 'indirect_provider',
    people: { Nora: ['admin_agent', 'global_admin'] },
  });
  await stage.add({ name: 'Contoso', people: { Gil: ['global_admin'] } });
  await stage.publishAgreement(version);
  await scene.accept('ana@fabrikam.com', await scene.inviteReseller('nora@northwind.com', 'fabrikam.com'));
  // Fabrikam's customers, all of them shared with Northwind.
  await forMany('fabrikam.com', null, related('mine', 'made'));
  await stage.rows(sql`
    insert into relationships (id, partner_id, customer_id, state, type, since)
    select gen_random_uuid(), p.id, r.customer_id, 'active', 'reseller', ${at}
    from relationships r, organizations p where p.domain = 'northwind.com' and r.type = 'reseller'`);
  await forMany('contoso.com', 'direct_reseller', related('made', 'mine'));
  await forMany('fabrikam.com', 'indirect_provider', partnered('made', 'mine'));
  await forMany('northwind.com', 'indirect_reseller', partnered('mine', 'made'));
  await forMany('fabrikam.com', null, invited('mine', 'made'));
  await forMany('contoso.com', 'direct_reseller', invited('made', 'mine'));
  await stage.rows(sql`
    insert into members (id, organization_id, name, email, agent_role, admin_roles, created_at)
    select gen_random_uuid(), o.id, 'Tie ' || n, 'tie' || n || '@contoso.com', 'not_an_agent', '{}', ${at} + n * interval '7 microseconds'
    from generate_series(1, ${many}::int) n, organizations o where o.domain = 'contoso.com'`);
});

afterAll(() => stage?.close());

interface Slice {
  readonly items: readonly unknown[];
  readonly next: string | null;
  readonly total: number;
}

/** Every list: who looks, and a page of it with the ids of what stands there. */
const lists: Readonly<
  Record<
    string,
    (query: {
      text: string | null;
      after: string | null;
    }) => Promise<Slice & { readonly ids: readonly unknown[] }>
  >
> = {
  customers: async (query) => {
    const page = must(await stage.service.relationships.customers(stage.as('ana@fabrikam.com'), query));
    return { ...page, ids: page.items.map(({ relationship }) => relationship.id) };
  },
  partners: async (query) => {
    const page = must(await stage.service.relationships.partners(stage.as('gil@contoso.com'), query));
    return { ...page, ids: page.items.map(({ relationship }) => relationship.id) };
  },
  providers: async (query) => {
    const page = must(await stage.service.partnerships.providers(stage.as('ana@fabrikam.com'), query));
    return { ...page, ids: page.items.map(({ partnership }) => partnership.id) };
  },
  resellers: async (query) => {
    const page = must(await stage.service.partnerships.resellers(stage.as('nora@northwind.com'), query));
    return { ...page, ids: page.items.map(({ partnership }) => partnership.id) };
  },
  'shared customers': async (query) => {
    const { page } = must(
      await stage.service.partnerships.sharedCustomers(stage.as('ana@fabrikam.com'), 'northwind.com', query),
    );
    return { ...page, ids: page.items.map(({ relationship }) => relationship.id) };
  },
  'invitations sent': async (query) => {
    const asked = { ...query, direction: 'sent', state: null } as const;
    const page = must(await stage.service.invitations.list(stage.as('ana@fabrikam.com'), asked));
    return { ...page, ids: page.items.map(({ invitation }) => invitation.id) };
  },
  'invitations received': async (query) => {
    const asked = { ...query, direction: 'received', state: 'sent' } as const;
    const page = must(await stage.service.invitations.list(stage.as('gil@contoso.com'), asked));
    return { ...page, ids: page.items.map(({ invitation }) => invitation.id) };
  },
  members: async (query) => {
    const { page } = must(await stage.service.members.list(stage.as('gil@contoso.com'), query));
    return { ...page, ids: page.items.map(({ member }) => member.id) };
  },
};

describe.each(Object.entries(lists))('%s', (_, list) => {
  test.each([
    ['whole', null],
    ['searched', 'Tie'],
  ])('R-CMD-05: no row of the same instant is lost or there twice: %s', async (_, text) => {
    const ids: unknown[] = [];
    const first = await list({ text, after: null });
    for (let page = first; ; page = await list({ text, after: page.next })) {
      ids.push(...page.ids);
      expect(page.total).toBe(first.total);
      expect(page.items.length).toBe(page.next === null ? first.total % 25 || 25 : 25);
      if (page.next === null) break;
    }
    expect(first.total).toBeGreaterThanOrEqual(many);
    expect(ids).toHaveLength(first.total);
    expect(new Set(ids).size).toBe(first.total);
  });
});
