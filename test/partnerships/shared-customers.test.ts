import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../db/driver/client.ts';
import { codeOf, createScene, everything, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;
let scene: Scene;
const ids = new Map<string, string>();

const ana = 'ana@fabrikam.com';
const nora = 'nora@northwind.com';
const tia = 'tia@tailspin.com';

/** Fabrikam buys through Northwind; Tailspin provides for nobody. Alpha is Fabrikam's and Northwind's, and so on. */
beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.publishAgreement(version);
  const add = async (organization: Parameters<Stage['add']>[0]) =>
    void ids.set(organization.name, await stage.add(organization));
  await add({
    name: 'Fabrikam',
    programme: 'indirect_reseller',
    people: { Ana: ['admin_agent'], Gina: ['global_admin'], Uma: ['user_management_admin'] },
  });
  await add({ name: 'Northwind', programme: 'indirect_provider', people: { Nora: ['admin_agent'] } });
  await add({ name: 'Tailspin', programme: 'indirect_provider', people: { Tia: ['admin_agent'] } });
  await scene.accept('gina@fabrikam.com', await scene.inviteReseller(nora, 'fabrikam.com'));
  const has = { Alpha: [ana, nora], Beta: [ana, nora], Gamma: [ana, tia], Delta: [ana], Epsilon: [nora] };
  for (const [name, partners] of Object.entries(has)) {
    const customer = await scene.customer({ name, domain: `${name.toLowerCase()}.com` });
    for (const from of partners) await scene.relate(customer, { from });
  }
});

afterAll(() => stage?.close());

const shared = (by: string, typed: string, query: { readonly text?: string } = {}) =>
  stage.service.partnerships.sharedCustomers(stage.as(by), typed, { ...everything, ...query });
const namesOf = async (...asked: Parameters<typeof shared>) =>
  must(await shared(...asked))
    .page.items.map(({ customer }) => customer.name)
    .sort();

describe('shared customers', () => {
  test('R-REL-04: a provider and its reseller each see those that both have, and no others', async () => {
    expect(await namesOf(ana, 'northwind.com')).toEqual(['Alpha', 'Beta']);
    expect(await namesOf(nora, 'Fabrikam')).toEqual(['Alpha', 'Beta']);
  });

  test('R-REL-04: each sees its own relationship with them, and nothing of the other’s', async () => {
    const { items } = must(await shared(nora, 'fabrikam.com')).page;
    expect(items.map(({ partner }) => partner.name)).toEqual(['Northwind', 'Northwind']);
    expect(JSON.stringify(items)).not.toContain(ids.get('Fabrikam'));
  });

  test('R-REL-04 R-CMD-05: searched by name or domain, and counted', async () => {
    expect(await namesOf(ana, 'northwind.com', { text: 'alp' })).toEqual(['Alpha']);
    const { page } = must(await shared(ana, 'northwind.com', { text: 'delta' }));
    expect(page).toEqual({ items: [], next: null, total: 0 });
    expect(must(await shared(ana, 'northwind.com')).page.total).toBe(2);
  });

  test('R-REL-04: without an active partnership there is nothing to see', async () => {
    expect(codeOf(await shared(ana, 'tailspin.com'))).toBe('not_partnered');
    expect(codeOf(await shared(tia, 'fabrikam.com'))).toBe('not_partnered');
    expect(codeOf(await shared(ana, 'alpha.com'))).toBe('not_partnered');
    expect(codeOf(await shared('gil@alpha.com', 'northwind.com'))).toBe('partners_only');
  });

  test('R-ROLE-01: takes the right to view customers', async () => {
    expect(codeOf(await shared('uma@fabrikam.com', 'northwind.com'))).toBe('role_needed');
  });

  test('R-SEC-06: the database reveals nothing outside the partnership, for any query', async () => {
    const ask = (mine: string, other: string) =>
      transaction(stage.env.db, { organization: ids.get(mine) ?? '' }, async (tx) => {
        const rows = await tx.execute(sql`select accord_shared_customers(${ids.get(other)})`);
        return rows.length;
      });
    expect(await ask('Fabrikam', 'Northwind')).toBe(2);
    expect(await ask('Fabrikam', 'Tailspin')).toBe(0);
    expect(await ask('Tailspin', 'Fabrikam')).toBe(0);
    expect(await ask('Tailspin', 'Northwind')).toBe(0);
    expect(await ask('Alpha', 'Fabrikam')).toBe(0);
  });

  test('R-REL-04: a relationship that has ended, on either side, shares no more', async () => {
    const customer = await scene.customer({ name: 'Zeta', domain: 'zeta.com' });
    await scene.relate(customer);
    await scene.relate(customer, { from: nora });
    expect(await namesOf(ana, 'northwind.com', { text: 'zeta' })).toEqual(['Zeta']);
    must(await stage.service.relationships.end(stage.as(nora), 'zeta.com'));
    expect(await namesOf(ana, 'northwind.com', { text: 'zeta' })).toEqual([]);
    expect(await namesOf(nora, 'fabrikam.com', { text: 'zeta' })).toEqual([]);
  });
});
