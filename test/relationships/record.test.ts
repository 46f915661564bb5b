import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Customer,
  codeOf,
  countOf,
  createScene,
  everything,
  must,
  type Scene,
  version,
} from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;
let scene: Scene;

const leo = 'leo@litware.com';

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people: { Ana: ['admin_agent'] } });
  await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
  await stage.publishAgreement(version);
});

afterAll(() => stage?.close());

const name = (customer: Customer, partner: string, by = customer.gil) =>
  stage.service.relationships.setRecord(stage.as(by), partner);
const remove = (customer: Customer, partner = '', by = customer.gil) =>
  stage.service.relationships.removeRecord(stage.as(by), partner);
const named = async (customer: Customer) =>
  must(await stage.service.relationships.record(stage.as(customer.rob))).present?.partner.name ?? null;
/** A customer of Fabrikam, which administers for it, and of Litware. */
const withTwo = async () => {
  const customer = await scene.customer();
  await scene.relate(customer, { dap: true });
  stage.wait({ hours: 1 });
  await scene.relate(customer, { from: leo });
  return customer;
};
const entriesOf = async (customer: Customer) =>
  (
    await stage.rows(sql`
      select e.kind, o.name as partner, before->>'ofRecord' as before, after->>'ofRecord' as after
      from audit_entries e join organizations o on o.id = e.counterpart_id
      where e.organization_id = ${customer.id} and e.kind like 'relationship.record%' order by e.id`)
  ).map(({ kind, partner, before, after }) => [kind, partner, before, after]);

describe('the partner of record', () => {
  test('R-DAP-06: is nobody until the customer sets one, whoever has delegated administration', async () => {
    const customer = await withTwo();
    expect(await named(customer)).toBeNull();
  });

  test.each([
    ['the delegated administrator', 'fabrikam.com', 'Fabrikam'],
    ['another partner', 'litware.com', 'Litware'],
  ])('R-DAP-06: can be %s, which gets and loses no right by it', async (_, domain, expected) => {
    const customer = await withTwo();
    must(await name(customer, domain));
    expect(await named(customer)).toBe(expected);
    const partners = must(
      await stage.service.relationships.partners(stage.as(customer.rob), everything),
    ).items;
    expect(
      partners.map(({ partner, relationship }) => [
        partner.name,
        relationship.hasDap,
        relationship.ofRecordSince,
      ]),
    ).toEqual([
      ['Litware', false, expected === 'Litware' ? stage.env.now() : null],
      ['Fabrikam', true, expected === 'Fabrikam' ? stage.env.now() : null],
    ]);
  });

  test('R-DAP-06 R-AUD-01: is one at a time; each of the two reads of itself alone', async () => {
    const customer = await withTwo();
    must(await name(customer, 'fabrikam.com'));
    must(await name(customer, 'litware.com', customer.bea));
    expect(await named(customer)).toBe('Litware');
    expect(await entriesOf(customer)).toEqual([
      ['relationship.record_named', 'Fabrikam', 'false', 'true'],
      ['relationship.record_removed', 'Fabrikam', 'true', 'false'],
      ['relationship.record_named', 'Litware', 'false', 'true'],
    ]);
    const history = must(
      await stage.service.overview.history(stage.as('ana@fabrikam.com'), customer.domain, null),
    ).page;
    expect(JSON.stringify(history)).not.toContain('Litware');
  });

  test('R-DAP-06: the same again, or none where there is none, changes nothing', async () => {
    const customer = await withTwo();
    must(await remove(customer));
    must(await name(customer, 'fabrikam.com'));
    must(await name(customer, 'fabrikam.com'));
    expect((await entriesOf(customer)).length).toBe(1);
  });

  test('R-DAP-06: is removed by name from that partner only, and without a name from the current one', async () => {
    const customer = await withTwo();
    must(await name(customer, 'litware.com'));
    expect(codeOf(await remove(customer, 'fabrikam.com'))).toBe('not_partner_of_record');
    expect(await named(customer)).toBe('Litware');
    must(await remove(customer));
    expect(await named(customer)).toBeNull();
  });

  test('R-ROLE-02 R-ROLE-05: takes a Global or a Billing admin; the others read', async () => {
    const customer = await withTwo();
    expect(await name(customer, 'fabrikam.com', customer.rob)).toMatchObject({
      problem: { code: 'role_needed', roles: ['global_admin', 'billing_admin'] },
    });
    expect(codeOf(await remove(customer, '', customer.rob))).toBe('role_needed');
    expect(codeOf(await stage.service.relationships.prepareRecord(stage.as(customer.rob)))).toBe(
      'role_needed',
    );
    expect(await named(customer)).toBeNull();
  });

  test('R-DAP-06: is one of the customer’s own active partners', async () => {
    const customer = await scene.customer();
    expect(codeOf(await name(customer, 'fabrikam.com'))).toBe('not_related');
    expect(codeOf(await name(customer, customer.domain))).toBe('own_organization');
    expect(codeOf(await name(customer, 'nobody.example'))).toBe('organization_not_found');
    await scene.relate(customer);
    // The other way round: a partner does not name its customer.
    const { service } = stage;
    await stage.add({ name: 'Tailspin', programme: 'direct_reseller', people: { Tia: ['global_admin'] } });
    await scene.relate(customer, { from: 'tia@tailspin.com' });
    expect(codeOf(await service.relationships.setRecord(stage.as('tia@tailspin.com'), customer.domain))).toBe(
      'not_related',
    );
  });

  test('R-REL-03 R-DAP-06: is so no more when the relationship ends, and the entry of the end says so', async () => {
    const customer = await withTwo();
    must(await name(customer, 'fabrikam.com'));
    must(await stage.service.relationships.end(stage.as('ana@fabrikam.com'), customer.domain));
    expect(await named(customer)).toBeNull();
    const [entry] = await stage.rows(sql`
      select before, after from audit_entries
      where counterpart_id = ${customer.id} and kind = 'relationship.ended'`);
    expect(entry).toMatchObject({ before: { ofRecord: true }, after: { ofRecord: false } });
    expect(codeOf(await name(customer, 'fabrikam.com'))).toBe('not_related');
  });

  test('R-DAP-06: named by many at once, it is one', async () => {
    const customer = await withTwo();
    await Promise.all(
      ['fabrikam.com', 'litware.com', 'fabrikam.com', 'litware.com'].map((partner) =>
        name(customer, partner),
      ),
    );
    const mine = `customer_id = '${customer.id}' and of_record_since is not null`;
    expect(await countOf(stage, 'relationships', mine)).toBe(1);
  });
});
