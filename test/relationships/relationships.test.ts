import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '../kit/home.ts';
import { offeredOnOrganization } from '../kit/offers.ts';
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

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  const people = { Ana: ['admin_agent'], Hugo: ['helpdesk_agent'] } as const;
  await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people });
  await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
  await stage.publishAgreement(version);
});

afterAll(() => stage?.close());

const ana = () => stage.as('ana@fabrikam.com');
const hugo = () => stage.as('hugo@fabrikam.com');
/** The verbs that a relationship is about, from asking for it to its end, and those that read of it. */
const verbs: readonly string[] = [
  'agreement ask',
  'roles remove --yes',
  'record set',
  'record remove',
  'end --yes',
  'end',
  'end refuse',
  'request',
  'roles ask',
  'history',
];
/** What the card of the other organization is drawn from, and what it offers. */
const overview = async (by: string, other: string) => {
  const seen = must(await stage.service.overview.showOrganization(stage.as(by), other));
  return { ...seen.situation, offered: verbs.filter((verb) => offeredOnOrganization(seen).includes(verb)) };
};
/** The customers who wait for an answer to their wish to end. */
const endAsked = async () =>
  rowsOf(must(await stage.service.overview.home(ana())).waiting, stage.env.now()).filter(({ title }) =>
    title.endsWith('asks to end the relationship'),
  );
const kindsOf = async (by: string, other: string) =>
  must(await stage.service.overview.history(stage.as(by), other, null)).page.items.map(({ kind }) => kind);

async function relatedCustomer(dap = false): Promise<Customer> {
  const customer = await scene.customer();
  await scene.relate(customer, { dap });
  return customer;
}

describe('one relationship', () => {
  test('R-INV-14 R-REL-01: after acceptance each side has the other in its list and can open it', async () => {
    const customer = await relatedCustomer();
    const mine = must(
      await stage.service.relationships.customers(ana(), { text: customer.domain, after: null }),
    );
    expect(mine).toMatchObject({
      total: 1,
      items: [{ customer: { id: customer.id }, relationship: { since: stage.env.now() } }],
    });
    const theirs = must(await stage.service.relationships.partners(stage.as(customer.rob), everything));
    expect(theirs).toMatchObject({ total: 1, items: [{ partner: { name: 'Fabrikam' } }] });
    expect(await overview('ana@fabrikam.com', customer.domain)).toMatchObject({
      known: true,
      relationships: { asCustomer: { relationship: { type: 'reseller' } }, asPartner: null },
      offered: ['end --yes', 'roles ask', 'history'],
    });
    expect(await overview(customer.gil, 'fabrikam.com')).toMatchObject({
      relationships: {
        asPartner: { relationship: { type: 'reseller' } },
        asCustomer: null,
        agreement: null,
      },
      offered: ['record set', 'end', 'history'],
    });
  });

  test('R-REL-01: another type changes the one there is', async () => {
    const customer = await relatedCustomer();
    await scene.accept(customer.gil, await scene.invite(customer.domain, { type: 'advisor' }));
    await scene.accept(customer.gil, await scene.invite(customer.domain, { dap: true }));
    const { items, total } = must(
      await stage.service.relationships.partners(stage.as(customer.rob), everything),
    );
    expect(total).toBe(1);
    expect(items).toMatchObject([
      { relationship: { type: 'reseller_and_delegated_administrator', hasDap: true } },
    ]);
    // The roles stay through a request that does not name them.
    await scene.accept(customer.gil, await scene.invite(customer.domain, { type: 'advisor' }));
    const after = must(await stage.service.relationships.partners(stage.as(customer.rob), everything));
    expect(after.items).toMatchObject([{ relationship: { type: 'delegated_administrator', hasDap: true } }]);
  });

  test('R-REL-01: the database itself refuses a second active one', async () => {
    const customer = await relatedCustomer();
    const attempt = stage.rows(sql`
      insert into relationships (id, partner_id, customer_id, state, type, since)
      select gen_random_uuid(), partner_id, customer_id, 'active', 'advisor', now()
      from relationships where customer_id = ${customer.id}`);
    await expect(attempt).rejects.toMatchObject({ cause: { code: '23505' } });
  });

  test('two partners may be each other’s customers, and each keeps its side', async () => {
    await stage.add({
      name: 'Tailspin',
      programme: 'direct_reseller',
      people: { Tia: ['admin_agent', 'global_admin'] },
    });
    await stage.add({
      name: 'Wingtip',
      programme: 'direct_reseller',
      people: { Wim: ['admin_agent', 'global_admin'] },
    });
    const tia = 'tia@tailspin.com';
    const wim = 'wim@wingtip.com';
    await scene.accept(wim, await scene.invite('wingtip.com', { from: tia, dap: true }));
    await scene.accept(tia, await scene.invite('tailspin.com', { from: wim }));
    expect(await overview(tia, 'wingtip.com')).toMatchObject({
      relationships: {
        asCustomer: { relationship: { type: 'reseller_and_delegated_administrator' } },
        asPartner: { relationship: { type: 'reseller' } },
      },
      // “End” is about its own customer; a second button with the same words would not be about its partner.
      offered: ['record set', 'end --yes', 'history'],
    });
    must(await stage.service.relationships.end(stage.as(tia), 'wingtip.com'));
    expect(await overview(wim, 'tailspin.com')).toMatchObject({
      relationships: { asCustomer: { relationship: { type: 'reseller' } }, asPartner: null },
    });
  });
});

describe('ending', () => {
  test('R-REL-02: a customer asks, and the partner answers why not; then it may ask again', async () => {
    const customer = await relatedCustomer();
    const asked = stage.env.now();
    const first = must(await stage.service.relationships.end(stage.as(customer.bea), 'fabrikam.com'));
    expect(first).toMatchObject({ relationship: { state: 'active', endAskedAt: asked } });
    expect((await overview('ana@fabrikam.com', customer.domain)).offered).toEqual([
      'end --yes',
      'end refuse',
      'roles ask',
      'history',
    ]);
    expect((await overview(customer.gil, 'fabrikam.com')).offered).toEqual(['record set', 'history']);
    expect(await endAsked()).toMatchObject([{ command: `show ${customer.domain}` }]);
    stage.wait({ hours: 1 });
    expect(await stage.service.relationships.end(stage.as(customer.gil), 'fabrikam.com')).toMatchObject({
      ok: false,
      problem: { code: 'end_already_asked', at: asked, organization: { name: 'Fabrikam' } },
    });

    expect(codeOf(await stage.service.relationships.refuseEnd(ana(), customer.domain, '  '))).toBe(
      'field_missing',
    );
    expect(codeOf(await stage.service.relationships.refuseEnd(ana(), customer.domain, 'x'.repeat(501)))).toBe(
      'text_too_long',
    );
    const refused = must(
      await stage.service.relationships.refuseEnd(ana(), customer.domain, ' The contract runs until May. '),
    );
    expect(refused.relationship).toMatchObject({ state: 'active', endAskedAt: null });
    expect(codeOf(await stage.service.relationships.refuseEnd(ana(), customer.domain, 'Again'))).toBe(
      'end_not_asked',
    );
    const { page } = must(await stage.service.overview.history(stage.as(customer.rob), 'fabrikam.com', null));
    expect(page.items[0]).toMatchObject({
      kind: 'relationship.end_refused',
      actorName: 'Ana',
      after: { reason: 'The contract runs until May.' },
    });
    expect(must(await stage.service.relationships.end(stage.as(customer.gil), 'fabrikam.com'))).toMatchObject(
      {
        relationship: { state: 'active', endAskedAt: stage.env.now() },
      },
    );
  });

  test('R-REL-03: ending removes the roles, closes what is open, keeps history and notifies both sides', async () => {
    const customer = await relatedCustomer(true);
    stage.wait({ days: 1 });
    must(await stage.service.relationships.end(stage.as(customer.gil), 'fabrikam.com'));
    const open = await scene.invite(customer.domain, { type: 'advisor' });
    const ended = must(await stage.service.relationships.end(ana(), customer.domain));
    expect(ended).toMatchObject({
      roles: [],
      relationship: { state: 'ended', endedAt: stage.env.now(), endAskedAt: null, hasDap: false },
    });
    expect(
      await countOf(stage, 'admin_grants', `customer_id = '${customer.id}' and removed_at is null`),
    ).toBe(0);
    const { details } = must(await stage.service.invitations.show(stage.as(customer.gil), open));
    expect(details.invitation).toMatchObject({ state: 'withdrawn', answer: { by: { name: 'Ana' } } });
    const expected = [
      'invitation.withdrawn',
      'roles.removed',
      'relationship.ended',
      'invitation.sent',
      'relationship.end_asked',
    ];
    expect((await kindsOf(customer.rob, 'fabrikam.com')).slice(0, 5)).toEqual(expected);
    expect((await kindsOf('ana@fabrikam.com', customer.domain)).slice(0, 5)).toEqual(expected);
    expect(must(await stage.service.relationships.partners(stage.as(customer.rob), everything)).total).toBe(
      0,
    );
    expect(await overview('ana@fabrikam.com', customer.domain)).toMatchObject({
      known: true,
      relationships: { asCustomer: null },
      offered: ['request', 'history'],
    });
  });

  test('R-REL-03: what was removed before the end keeps its own date', async () => {
    const customer = await relatedCustomer(true);
    must(await stage.service.relationships.removeRoles(stage.as(customer.gil), 'fabrikam.com'));
    const removed = stage.env.now().getTime();
    stage.wait({ days: 1 });
    const draft = must(await stage.service.invitations.draftRolesRequest(ana(), customer.domain));
    await scene.accept(customer.gil, await scene.send(draft));
    stage.wait({ days: 1 });
    must(await stage.service.relationships.end(ana(), customer.domain));
    const dates = await stage.rows(sql`
      select distinct extract(epoch from removed_at)::float8 * 1000 as at from admin_grants
      where customer_id = ${customer.id} order by 1`);
    expect(dates.map(({ at }) => at)).toEqual([removed, stage.env.now().getTime()]);
  });

  test('R-REL-03: afterwards they can start a new relationship', async () => {
    const customer = await relatedCustomer();
    must(await stage.service.relationships.end(ana(), customer.domain));
    await scene.relate(customer);
    expect(await countOf(stage, 'relationships', `customer_id = '${customer.id}'`)).toBe(2);
    expect(must(await stage.service.relationships.partners(stage.as(customer.rob), everything)).total).toBe(
      1,
    );
  });

  test('R-REL-03 R-ROLE-08: only related organizations end anything, by who may ask', async () => {
    const customer = await scene.customer();
    expect(codeOf(await stage.service.relationships.end(ana(), customer.domain))).toBe('not_related');
    expect(codeOf(await stage.service.relationships.refuseEnd(ana(), customer.domain, 'x'))).toBe(
      'not_related',
    );
    await scene.relate(customer);
    expect(codeOf(await stage.service.relationships.end(hugo(), customer.domain))).toBe('role_needed');
    expect(codeOf(await stage.service.relationships.end(stage.as(customer.rob), 'fabrikam.com'))).toBe(
      'role_needed',
    );
    expect(codeOf(await stage.service.relationships.end(stage.as('leo@litware.com'), customer.domain))).toBe(
      'not_related',
    );
  });

  test('R-REL-02: a relationship that ended is not asked about any more', async () => {
    const customer = await relatedCustomer();
    must(await stage.service.relationships.end(stage.as(customer.gil), 'fabrikam.com'));
    must(await stage.service.relationships.end(ana(), customer.domain));
    expect((await endAsked()).map(({ command }) => command)).not.toContain(`show ${customer.domain}`);
    expect(codeOf(await stage.service.relationships.end(stage.as(customer.gil), 'fabrikam.com'))).toBe(
      'not_related',
    );
  });
});

describe('what others see', () => {
  test('R-REL-06: an organization that I never dealt with is found by its exact domain alone', async () => {
    const customer = await scene.customer({ name: 'Coho Vineyard', domain: 'coho.example' });
    const found = await overview('ana@fabrikam.com', ' COHO.example ');
    expect(found).toMatchObject({
      known: false,
      other: { name: 'Coho Vineyard', country: 'US' },
      relationships: { asCustomer: null, asPartner: null, agreement: null },
      partnerships: { partnership: null },
      invitations: { open: [] },
      offered: ['request'],
    });
    for (const typed of ['Coho Vineyard', 'coho', customer.id, 'coho.exampl']) {
      expect(codeOf(await stage.service.overview.showOrganization(ana(), typed))).toBe(
        'organization_not_found',
      );
    }
    const { page } = must(await stage.service.overview.history(ana(), 'coho.example', null));
    expect(page).toEqual({ items: [], next: null, total: 0 });
  });

  test('R-REL-06: a draft makes nobody an acquaintance; a sent invitation does, on both sides', async () => {
    const customer = await scene.customer({ name: 'Margie’s Travel', domain: 'margie.example' });
    const draft = await scene.draft(customer.domain);
    expect((await overview('ana@fabrikam.com', customer.domain)).known).toBe(false);
    expect(codeOf(await stage.service.overview.showOrganization(ana(), 'Margie’s Travel'))).toBe(
      'organization_not_found',
    );
    expect((await overview(customer.gil, 'fabrikam.com')).known).toBe(false);
    await scene.send(draft);
    expect((await overview('ana@fabrikam.com', 'Margie')).known).toBe(true);
    expect((await overview(customer.gil, 'Fabri')).known).toBe(true);
  });

  test('R-REL-04: lists hold the own organization’s rows alone', async () => {
    const customer = await relatedCustomer();
    const leo = stage.as('leo@litware.com');
    const query = { text: customer.domain, after: null };
    expect(must(await stage.service.relationships.customers(leo, query)).total).toBe(0);
    expect(
      must(await stage.service.invitations.list(leo, { ...query, direction: null, state: null })).total,
    ).toBe(0);
    expect(must(await stage.service.overview.history(leo, customer.domain, null)).page.total).toBe(0);
    expect(await overview('leo@litware.com', customer.domain)).toMatchObject({
      known: false,
      relationships: { asCustomer: null },
    });
  });

  test('one’s own organization can be looked at too', async () => {
    expect(await overview('ana@fabrikam.com', 'fabrikam.com')).toMatchObject({
      known: true,
      offered: ['history'],
    });
  });
});

describe('MPSA', () => {
  test('R-TYPE-06: purchases are shared only after the customer turned it on, and not after it turned it off', async () => {
    const customer = await scene.customer();
    const shares = async () => {
      const [row] = await stage.rows(
        sql`select shares_mpsa_purchases as shares from organizations where id = ${customer.id}`,
      );
      return row?.shares;
    };
    expect(await shares()).toBe(false);
    for (const wanted of [true, true, false]) {
      must(await stage.service.relationships.shareMpsa(stage.as(customer.bea), wanted));
      expect(await shares()).toBe(wanted);
    }
    const entries = await stage.rows(sql`
      select before, after from audit_entries where kind = 'organization.changed' and organization_id = ${customer.id} order by id`);
    expect(entries).toEqual([
      { before: { sharesMpsaPurchases: false }, after: { sharesMpsaPurchases: true } },
      { before: { sharesMpsaPurchases: true }, after: { sharesMpsaPurchases: false } },
    ]);
    expect(await countOf(stage, 'organizations', 'shares_mpsa_purchases')).toBe(0);
  });
});
