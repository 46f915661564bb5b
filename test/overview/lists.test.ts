import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, createScene, everything, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;
let scene: Scene;

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({ name: 'Fabrikam', programme: 'indirect_reseller', people: { Ana: ['admin_agent'] } });
  await stage.publishAgreement(version);
});

afterAll(() => stage?.close());

const ana = () => stage.as('ana@fabrikam.com');

/** So many customers of a partner, all since the same instant unless an hour lies between them. */
async function customersOf(domain: string, count: number, spread = false): Promise<void> {
  const every = spread ? sql`interval '1 hour'` : sql`interval '0'`;
  await stage.rows(sql`
    with made as (
      insert into organizations (id, name, domain, tenant_id, country, cloud, language)
      select gen_random_uuid(), 'Shop ' || n, 'shop' || n || '.' || ${domain}, gen_random_uuid(), 'US', 'public', 'en'
      from generate_series(1, ${count}::int) n returning id, name
    ), partner as (select id from organizations where domain = ${domain}),
    known as (
      insert into known_organizations (viewer_id, organization_id) select partner.id, made.id from partner, made
    )
    insert into relationships (id, partner_id, customer_id, state, type, since)
    select gen_random_uuid(), partner.id, made.id, 'active', 'reseller',
      '2026-01-01T00:00:00Z'::timestamptz + substr(made.name, 6)::int * ${every}
    from partner, made`);
}

async function newPartner(name: string, customers: number, spread = false): Promise<string> {
  const domain = `${name.toLowerCase()}.example`;
  await stage.add({ name, domain, programme: 'direct_reseller', people: { Pat: ['admin_agent'] } });
  await customersOf(domain, customers, spread);
  return `pat@${domain}`;
}

const page = async (by: string, after: string | null, text: string | null = null) =>
  must(await stage.service.relationships.customers(stage.as(by), { text, after }));
const namesOf = ({ items }: Awaited<ReturnType<typeof page>>) => items.map(({ customer }) => customer.name);

describe('paging', () => {
  test('R-CMD-05: 25 a page, newest first, each row once, and the last page says that it is', async () => {
    const pat = await newPartner('Alpine', 60, true);
    const first = await page(pat, null);
    const second = await page(pat, first.next);
    const third = await page(pat, second.next);
    expect([first, second, third].map(({ items }) => items.length)).toEqual([25, 25, 10]);
    expect([first, second, third].map(({ total }) => total)).toEqual([60, 60, 60]);
    expect(third.next).toBeNull();
    expect([first, second, third].flatMap(namesOf)).toEqual(
      Array.from({ length: 60 }, (_, at) => `Shop ${60 - at}`),
    );
  });

  test('R-CMD-05: rows since the same instant are paged through too', async () => {
    const pat = await newPartner('Boulder', 60);
    const names: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const one = await page(pat, after ?? null);
      names.push(...namesOf(one));
      after = one.next;
    }
    expect(new Set(names).size).toBe(60);
    expect(names).toHaveLength(60);
  });

  test('R-CMD-05: rows that come or go in between neither repeat nor hide others', async () => {
    const pat = await newPartner('Cascade', 60, true);
    const first = await page(pat, null);
    // The last row that was seen goes, one before it, and one of the next page; a new one comes on top.
    await stage.rows(sql`
      update relationships set state = 'ended', ended_at = now() where customer_id in (
        select id from organizations where domain in ('shop36.cascade.example', 'shop50.cascade.example', 'shop30.cascade.example'))`);
    await stage.rows(sql`
      update relationships set since = '2027-01-01' where customer_id = (
        select id from organizations where domain = 'shop55.cascade.example')`);
    const second = await page(pat, first.next);
    expect(namesOf(second)).toEqual(
      Array.from({ length: 26 }, (_, at) => `Shop ${35 - at}`).filter((name) => name !== 'Shop 30'),
    );
  });

  test('R-CMD-05: exact to 1,000, then more', async () => {
    const pat = await newPartner('Denali', 1000);
    expect((await page(pat, null)).total).toBe(1000);
    await stage.add({ name: 'One more', domain: 'more.denali.example', people: { Gil: ['global_admin'] } });
    await scene.accept('gil@more.denali.example', await scene.invite('more.denali.example', { from: pat }));
    expect((await page(pat, null)).total).toBe(1001);
    expect((await page(pat, null, 'Shop')).total).toBe(1000);
    expect((await page(pat, null, 'Shop 99')).total).toBe(11);
  });

  test('R-CMD-05: a key that is none of ours begins at the beginning', async () => {
    const pat = await newPartner('Everest', 3);
    const { next, items } = await page(pat, null);
    expect(next).toBeNull();
    const id = items[0]?.relationship.id;
    for (const key of [
      '',
      'x',
      '.',
      `zzzzzzzzzzzz.${id}`,
      `-5.${id}`,
      `mg0.${'-'.repeat(36)}`,
      `mg0.${id}'`,
      '7',
    ]) {
      expect((await page(pat, key)).items).toHaveLength(3);
      const invitations = await stage.service.invitations.list(stage.as(pat), {
        text: null,
        after: key,
        direction: null,
        state: null,
      });
      expect(invitations.ok).toBe(true);
      expect((await stage.service.overview.history(stage.as(pat), '', key)).ok).toBe(true);
      expect((await stage.service.members.list(stage.as(pat), { text: null, after: key })).ok).toBe(true);
    }
  });

  test('R-CMD-05 R-AUD-01: history pages by key as well', async () => {
    const customer = await scene.customer();
    await scene.relate(customer);
    for (let at = 0; at < 30; at += 1) {
      must(await stage.service.relationships.shareMpsa(stage.as(customer.gil), at % 2 === 0));
    }
    const history = async (after: string | null) =>
      must(await stage.service.overview.history(stage.as(customer.gil), '', after)).page;
    const first = await history(null);
    const second = await history(first.next);
    expect([first.items.length, second.next, first.total]).toEqual([
      25,
      null,
      first.items.length + second.items.length,
    ]);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((one, other) => other - one));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('searching', () => {
  test.each([
    ['100%', ['100% Organic']],
    ['%', ['100% Organic']],
    ['_', ['snake_case']],
    ['\\', ['back\\slash']],
    ['ORGANIC', ['100% Organic']],
    ['o’neil', ['O’Neil & Sons <b>']],
    ['кафе', ['Кафе Пушкин']],
    ['tricky1', ['100% Organic']],
    ['nothing of the kind', []],
  ])('R-REL-04: %j finds %j', async (text, expected) => {
    const domain = 'tricky.example';
    const known = await stage.rows(sql`select 1 from organizations where domain = ${domain}`);
    if (known.length === 0) {
      await stage.add({
        name: 'Tricky',
        domain,
        programme: 'direct_reseller',
        people: { Pat: ['admin_agent'] },
      });
      const names = [
        '100% Organic',
        'snake_case',
        'back\\slash',
        'O’Neil & Sons <b>',
        'Кафе Пушкин',
        'snakeXcase',
      ];
      for (const [at, name] of names.entries()) {
        const customer = await scene.customer({ name, domain: `tricky${at + 1}.com` });
        await scene.relate(customer, { from: `pat@${domain}` });
      }
    }
    const found = await page(`pat@${domain}`, null, text);
    expect(namesOf(found)).toEqual(expected);
    expect(found.total).toBe(expected.length);
  });
});

describe('naming an organization', () => {
  const shown = (typed: string) => stage.service.overview.showOrganization(ana(), typed);
  const named = async (typed: string) => must(await shown(typed)).situation.other.name;

  test('R-CMD-03: by domain, by name, by a part of it, by id in capitals too', async () => {
    const customer = await scene.customer({ name: 'Graphic Design Institute', domain: 'gdi.example' });
    await scene.relate(customer);
    for (const typed of [
      'gdi.example',
      ' GDI.Example. ',
      'Graphic Design Institute',
      'graphic DESIGN institute',
      'design inst',
      'gdi.ex',
      customer.id,
      customer.id.toUpperCase(),
    ]) {
      expect(await named(typed)).toBe('Graphic Design Institute');
    }
  });

  test('R-CMD-03: several matches give a choice, none gives a search', async () => {
    for (const name of ['Lamna Care', 'Lamna Health', 'Lamna']) {
      const domain = `${name.toLowerCase().replace(' ', '-')}.example`;
      await scene.relate(await scene.customer({ name, domain }));
    }
    expect(await shown('lamn')).toMatchObject({
      problem: {
        code: 'organization_ambiguous',
        typed: 'lamn',
        choices: [{ name: 'Lamna' }, { name: 'Lamna Care' }, { name: 'Lamna Health' }],
      },
    });
    // The one that is exactly so is meant.
    expect(await named('LAMNA')).toBe('Lamna');
    for (const typed of [
      'Lamna Hospital',
      '',
      '   ',
      '%',
      '_',
      'lamna.exampl_',
      '00000000-0000-7000-8000-000000000000',
    ]) {
      expect(codeOf(await shown(typed))).toBe('organization_not_found');
    }
  });

  test('R-CMD-03: two organizations of one name give a choice', async () => {
    for (const domain of ['relecloud.example', 'relecloud.org']) {
      await scene.relate(await scene.customer({ name: 'Relecloud', domain }));
    }
    expect(await shown('Relecloud')).toMatchObject({
      problem: { code: 'organization_ambiguous', choices: [{ name: 'Relecloud' }, { name: 'Relecloud' }] },
    });
    expect(await named('relecloud.org')).toBe('Relecloud');
  });

  test('R-CMD-03: too many matches are a search', async () => {
    for (let at = 0; at < 11; at += 1) await scene.relate(await scene.customer({ name: `Munson ${at}` }));
    expect(codeOf(await shown('munson'))).toBe('organization_not_found');
  });

  test('R-CMD-03: an invitation is named by its other side, or by the address it went to', async () => {
    const customer = await scene.customer({ name: 'Trey Research', domain: 'trey.example' });
    const first = await scene.invite('trey.example');
    const mailed = await scene.invite('boss@mailed.example');
    const idOf = async (by: string, typed: string) =>
      must(await stage.service.invitations.show(stage.as(by), typed)).details.invitation.id;
    const mine = 'ana@fabrikam.com';
    expect(await idOf(customer.rob, 'fabrikam.com')).toBe(first);
    expect(await idOf(mine, 'Trey Research')).toBe(first);
    expect(await idOf(mine, 'Boss@Mailed.example')).toBe(mailed);
    await scene.accept(customer.gil, first);
    // None is open: the latest is meant.
    expect(await idOf(mine, 'trey.example')).toBe(first);
    const draft = must(await stage.service.invitations.draftRolesRequest(ana(), 'trey.example'));
    expect(await idOf(mine, 'trey.example')).toBe(draft.details.invitation.id);
    expect(await idOf(customer.rob, 'fabrikam.com')).toBe(first);
    const second = await scene.invite('trey.example', { type: 'advisor' });
    expect(await stage.service.invitations.show(ana(), 'trey.example')).toMatchObject({
      problem: {
        code: 'invitation_ambiguous',
        choices: expect.arrayContaining([
          expect.objectContaining({ id: second }),
          expect.objectContaining({ id: draft.details.invitation.id }),
        ]),
      },
    });
    expect(await idOf(customer.rob, 'fabrikam.com')).toBe(second);
    expect(codeOf(await stage.service.invitations.show(stage.as(customer.rob), 'mailed.example'))).toBe(
      'invitation_not_found',
    );
  });

  test('R-CMD-03: an act takes a name as well as a domain', async () => {
    const customer = await scene.customer({ name: 'Bellows College', domain: 'bellows.example' });
    await scene.relate(customer);
    must(await stage.service.relationships.end(ana(), 'bellows college'));
    expect(must(await stage.service.relationships.partners(stage.as(customer.rob), everything)).total).toBe(
      0,
    );
  });
});
