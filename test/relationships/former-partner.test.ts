import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../db/driver/client.ts';
import { type Customer, codeOf, createScene, everything, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

// What a partner still sees of a customer when the relationship is over.

let stage: Stage;
let scene: Scene;
let fabrikam: string;
const ana = () => stage.as('ana@fabrikam.com');

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  fabrikam = await stage.add({
    name: 'Fabrikam',
    programme: 'indirect_reseller',
    people: { Ana: ['admin_agent'], Gina: ['global_admin'] },
  });
  await stage.add({ name: 'Northwind', programme: 'indirect_provider', people: { Nora: ['admin_agent'] } });
  await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
  await stage.publishAgreement(version);
  await scene.accept('gina@fabrikam.com', await scene.inviteReseller('nora@northwind.com', 'fabrikam.com'));
});

afterAll(() => stage?.close());

/** A customer that Fabrikam had. */
async function former(dap = false): Promise<Customer> {
  const customer = await scene.customer();
  await scene.relate(customer, { dap });
  must(await stage.service.relationships.end(ana(), customer.domain));
  return customer;
}

const requiredVersion = async (): Promise<string> => {
  const [row] = await stage.rows(sql`select version from agreements order by published_at desc limit 1`);
  return String(row?.version);
};

/** What Fabrikam's own transactions see in a table of a customer's. */
const seen = (query: ReturnType<typeof sql>) =>
  transaction(stage.env.db, { organization: fabrikam }, (tx) => tx.execute(query));

describe('R-REL-06: a former partner', () => {
  test('sees no acceptance of the customer’s', async () => {
    const customer = await scene.customer();
    await scene.relate(customer);
    const acceptances = sql`select id from agreement_acceptances where organization_id = ${customer.id}`;
    expect(await seen(acceptances)).toHaveLength(1);
    must(await stage.service.relationships.end(ana(), customer.domain));
    expect(await seen(acceptances)).toEqual([]);
  });

  test('sees the customer’s agreement status on no card', async () => {
    const customer = await former();
    const id = await scene.invite(customer.domain);
    expect(must(await stage.service.invitations.show(ana(), id)).details.agreement).toBeNull();
    must(await stage.service.invitations.withdraw(ana(), id));
    expect(must(await stage.service.invitations.show(ana(), id)).details.agreement).toBeNull();
    expect(codeOf(await stage.service.relationships.askForAgreement(ana(), customer.domain))).toBe(
      'not_related',
    );
  });

  test('has it in no list', async () => {
    const customer = await former();
    for (const text of [null, customer.domain]) {
      const { items } = must(await stage.service.relationships.customers(ana(), { text, after: null }));
      expect(items.map(({ customer: { id } }) => id)).not.toContain(customer.id);
    }
    expect(
      must(await stage.service.relationships.customers(ana(), { text: customer.domain, after: null })).total,
    ).toBe(0);
    expect(must(await stage.service.relationships.partners(stage.as(customer.gil), everything)).total).toBe(
      0,
    );
  });

  test('shares it with no provider', async () => {
    const customer = await scene.customer();
    await scene.relate(customer);
    await scene.relate(customer, { from: 'nora@northwind.com' });
    const shared = async (by: string, other: string) =>
      must(
        await stage.service.partnerships.sharedCustomers(stage.as(by), other, {
          ...everything,
          text: customer.domain,
        }),
      ).page.total;
    expect([
      await shared('ana@fabrikam.com', 'northwind.com'),
      await shared('nora@northwind.com', 'fabrikam.com'),
    ]).toEqual([1, 1]);
    must(await stage.service.relationships.end(ana(), customer.domain));
    expect([
      await shared('ana@fabrikam.com', 'northwind.com'),
      await shared('nora@northwind.com', 'fabrikam.com'),
    ]).toEqual([0, 0]);
  });

  test('sees nothing of the customer’s other partners, roles and members', async () => {
    const customer = await former(true);
    await scene.relate(customer, { from: 'nora@northwind.com', dap: true });
    expect(
      await seen(sql`select id from relationships where customer_id = ${customer.id} and state = 'active'`),
    ).toEqual([]);
    expect(
      await seen(sql`select id from admin_grants where customer_id = ${customer.id} and removed_at is null`),
    ).toEqual([]);
    expect(await seen(sql`select id from members where organization_id = ${customer.id}`)).toEqual([]);
  });

  test('still reads what was between the two, and nothing of what came after', async () => {
    const customer = await former();
    const kinds = async () =>
      must(await stage.service.overview.history(ana(), customer.domain, null)).page.items.map(
        ({ kind }) => kind,
      );
    const before = await kinds();
    expect(before).toContain('relationship.ended');
    must(await stage.service.relationships.shareMpsa(stage.as(customer.gil), true));
    expect(await kinds()).toEqual(before);
  });

  // These last: from here other versions are required.
  test('learns nothing of what the customer accepts later', async () => {
    const customer = await former();
    stage.wait({ hours: 1 });
    await stage.publishAgreement(`later-${customer.domain}`);
    must(
      await stage.service.agreements.accept(stage.as(customer.gil), {
        ticked: true,
        version: `later-${customer.domain}`,
      }),
    );
    const [heard] = await seen(sql`
      select count(*)::int as n from audit_entries where organization_id = ${customer.id} and kind = 'agreement.accepted' and after->>'version' like 'later-%'`);
    expect(heard?.n).toBe(0);
  });

  test.each(['asked for none', 'asked for an acceptance'])(
    'R-AGR-05: is not told of what the customer accepts later, as a present partner is: it %s',
    async (before) => {
      const customer = await scene.customer();
      const required = await requiredVersion();
      for (const from of ['ana@fabrikam.com', 'leo@litware.com']) {
        const id = await scene.invite(customer.domain, { from });
        await scene.accept(customer.gil, id, { agreementVersion: required });
      }
      stage.wait({ hours: 1 });
      const newest = `newest-${customer.domain}`;
      await stage.publishAgreement(newest);
      if (before === 'asked for an acceptance')
        must(await stage.service.relationships.askForAgreement(ana(), customer.domain));
      must(await stage.service.relationships.end(ana(), customer.domain));
      must(await stage.service.agreements.accept(stage.as(customer.gil), { ticked: true, version: newest }));
      const told = await stage.rows(sql`
        select distinct o.name from outbox
        join organizations o on o.id = outbox.organization_id
        join audit_entries e on e.id = any (outbox.entry_ids)
        where e.kind = 'agreement.accepted' and e.organization_id = ${customer.id}
          and e.after->>'version' = ${newest} and o.id <> ${customer.id}`);
      expect(told.map(({ name }) => name)).toEqual(['Litware']);
    },
  );
});
