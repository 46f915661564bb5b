import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runWhileLocked } from '../kit/locks.ts';
import { type Customer, createScene, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;
let scene: Scene;

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people: { Ana: ['admin_agent'] } });
  await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
  await stage.publishAgreement(version);
});

afterAll(() => stage?.close());

const withTwo = async () => {
  const customer = await scene.customer();
  await scene.relate(customer);
  await scene.relate(customer, { from: 'leo@litware.com' });
  return customer;
};
const name = (customer: Customer, partner: string) =>
  stage.service.relationships.setRecord(stage.as(customer.gil), partner);
const kindsOf = async ({ id }: Customer) =>
  (
    await stage.rows(sql`
      select kind from audit_entries where organization_id = ${id} and kind like 'relationship.record%' order by id`)
  ).map(({ kind }) => kind);
const relationshipWith = (partner: string, { id }: Customer) => sql`
  customer_id = ${id} and state = 'active' and partner_id = (select id from organizations where domain = ${partner})`;

describe('R-DAP-06: the partner of record', () => {
  test('who names another one while a colleague names one comes after it, and both are on record', async () => {
    const customer = await withTwo();
    const named = await runWhileLocked(
      stage.env.db,
      [
        sql`select from organizations where id = ${customer.id} for no key update`,
        sql`update relationships set of_record_since = now() where ${relationshipWith('fabrikam.com', customer)}`,
      ],
      () => name(customer, 'litware.com'),
    );
    expect(must(named).present?.partner.name).toBe('Litware');
    expect(await kindsOf(customer)).toEqual(['relationship.record_removed', 'relationship.record_named']);
  });

  test('is not taken back once more from one whose relationship ends at the same moment', async () => {
    const customer = await withTwo();
    must(await name(customer, 'fabrikam.com'));
    const removed = await runWhileLocked(
      stage.env.db,
      [
        sql`update relationships set state = 'ended', ended_at = now(), of_record_since = null
          where ${relationshipWith('fabrikam.com', customer)}`,
      ],
      () => stage.service.relationships.removeRecord(stage.as(customer.bea), ''),
    );
    expect(must(removed).present).toBeNull();
    expect(await kindsOf(customer)).toEqual(['relationship.record_named']);
  });

  test('is not named where the relationship ends at the same moment', async () => {
    const customer = await withTwo();
    const named = await runWhileLocked(
      stage.env.db,
      [
        sql`update relationships set state = 'ended', ended_at = now()
          where ${relationshipWith('fabrikam.com', customer)}`,
      ],
      () => name(customer, 'fabrikam.com'),
    );
    expect(named).toMatchObject({ problem: { code: 'not_related' } });
    expect(await kindsOf(customer)).toEqual([]);
  });

  test('is chosen among the partners of now: former ones are not offered', async () => {
    const customer = await withTwo();
    must(await stage.service.relationships.end(stage.as('leo@litware.com'), customer.domain));
    const { partners } = must(await stage.service.relationships.prepareRecord(stage.as(customer.gil)));
    expect(partners.map((partner) => partner.name)).toEqual(['Fabrikam']);
  });
});
