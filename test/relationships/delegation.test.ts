import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../db/driver/client.ts';
import { rowsOf } from '../kit/home.ts';
import { offeredOnOrganization } from '../kit/offers.ts';
import {
  type Customer,
  codeOf,
  consent,
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
  await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people: { Ana: ['admin_agent'] } });
  await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
  await stage.publishAgreement(version);
});

afterAll(() => stage?.close());

const ana = () => stage.as('ana@fabrikam.com');
const leo = () => stage.as('leo@litware.com');
const remove = (customer: Customer, partner = 'fabrikam.com', by = customer.gil) =>
  stage.service.relationships.removeRoles(stage.as(by), partner);
const partnersOf = async (customer: Customer) =>
  must(await stage.service.relationships.partners(stage.as(customer.rob), everything)).items.map(
    ({ partner, relationship, roles }) => [partner.name, relationship.type, roles.map(({ role }) => role)],
  );

const both = ['global_admin', 'helpdesk_admin'];

describe('granting', () => {
  test('R-DAP-01: Global admin and Helpdesk admin come together, with the time of the grant', async () => {
    const customer = await scene.customer();
    await scene.relate(customer, { dap: true });
    const { situation } = must(await stage.service.overview.showOrganization(ana(), customer.domain));
    expect(situation).toMatchObject({
      relationships: {
        asCustomer: {
          relationship: { hasDap: true, type: 'reseller_and_delegated_administrator' },
          roles: both.map((role) => ({ role, grantedAt: stage.env.now() })),
        },
      },
    });
  });

  test('R-INV-06 R-DAP-01: a reseller without the privileges gets no role', async () => {
    const customer = await scene.customer();
    await scene.relate(customer);
    expect(await partnersOf(customer)).toEqual([['Fabrikam', 'reseller', []]]);
  });

  test('R-INV-09: declining grants nothing', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain, { dap: true });
    const declined = must(
      await stage.service.invitations.decline(stage.as(customer.gil), id, '  Too much. '),
    );
    expect(declined.details.invitation).toMatchObject({
      state: 'declined',
      answer: { by: { name: 'Gil', email: customer.gil }, reason: 'Too much.', at: stage.env.now() },
    });
    expect(await partnersOf(customer)).toEqual([]);
    const entries = await stage.rows(sql`
      select kind from audit_entries where organization_id = ${customer.id} and kind like 'roles.%'`);
    expect(entries).toEqual([]);
    expect(must(await stage.service.invitations.show(ana(), id)).details.invitation.answer?.reason).toBe(
      'Too much.',
    );
  });

  test('R-INV-09: a reason may be left out, and has its bounds', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    const long = await stage.service.invitations.decline(stage.as(customer.gil), id, 'x'.repeat(501));
    expect(long).toMatchObject({
      problem: { code: 'text_too_long', field: 'reason', length: 501, max: 500 },
    });
    const declined = must(await stage.service.invitations.decline(stage.as(customer.gil), id, '   '));
    expect(declined.details.invitation.answer?.reason).toBeNull();
  });

  test('R-INV-08: before it answers the customer sees who asks, the type, the roles and the agreement', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain, { dap: true });
    const review = must(await stage.service.invitations.review(stage.as(customer.gil), id));
    expect(review).toMatchObject({
      replaces: null,
      details: {
        sender: { name: 'Fabrikam', domain: 'fabrikam.com', cloud: 'public' },
        invitation: {
          type: 'reseller_and_delegated_administrator',
          includesDap: true,
          draftedBy: { name: 'Ana' },
        },
        agreement: { current: { version, url: expect.stringContaining('https://') }, acceptance: null },
        delegation: { present: [], policy: 'single' },
      },
    });
    expect(codeOf(await stage.service.invitations.review(ana(), id))).toBe('invitation_not_found');
  });
});

describe('removing', () => {
  test('R-DAP-02 R-REL-01: the partner stays, as what it is without the roles', async () => {
    const customer = await scene.customer();
    await scene.relate(customer, { dap: true });
    const removed = must(await remove(customer));
    expect(removed).toMatchObject({
      relationship: { state: 'active', type: 'reseller', hasDap: false },
      roles: [],
    });
    expect(await partnersOf(customer)).toEqual([['Fabrikam', 'reseller', []]]);
    const pure = await scene.customer();
    await scene.relate(pure, { type: 'delegated_administrator' });
    must(await remove(pure));
    expect(await partnersOf(pure)).toEqual([['Fabrikam', 'partner', []]]);
  });

  test('R-DAP-04: both sides have it on record', async () => {
    const customer = await scene.customer();
    await scene.relate(customer, { dap: true });
    must(await remove(customer));
    for (const [actor, other] of [
      [stage.as(customer.rob), 'fabrikam.com'],
      [ana(), customer.domain],
    ] as const) {
      const { page } = must(await stage.service.overview.history(actor, other, null));
      expect(page.items.slice(0, 2)).toMatchObject([
        {
          kind: 'relationship.changed',
          before: { type: 'reseller_and_delegated_administrator' },
          after: { type: 'reseller' },
        },
        { kind: 'roles.removed', actorName: 'Gil', before: { roles: both }, after: { roles: [] } },
      ]);
    }
  });

  test('R-DAP-02: there is nothing to remove without roles or without a relationship', async () => {
    const customer = await scene.customer();
    expect(codeOf(await remove(customer))).toBe('not_related');
    await scene.relate(customer);
    expect(await remove(customer)).toMatchObject({
      problem: { code: 'no_roles_in_place', organization: { name: 'Fabrikam' } },
    });
    // The partner does not take them from itself by this act: it is the customer's.
    expect(codeOf(await stage.service.relationships.removeRoles(ana(), customer.domain))).toBe('role_needed');
  });

  test('R-DAP-08: with the roles in place the customer’s own rights are as before', async () => {
    const customer = await scene.customer();
    await scene.relate(customer, { dap: true });
    const seen = must(await stage.service.overview.showOrganization(stage.as(customer.gil), 'fabrikam.com'));
    for (const verb of ['roles remove --yes', 'record set', 'end', 'history']) {
      expect(offeredOnOrganization(seen)).toContain(verb);
    }
    const other = await scene.invite(customer.domain, { from: 'leo@litware.com', type: 'advisor' });
    await scene.accept(customer.gil, other, { ticked: false, agreementVersion: null });
    expect(await partnersOf(customer)).toHaveLength(2);
  });
});

describe('restoring', () => {
  test('R-DAP-07: removed roles are asked for again, and accepted they are back', async () => {
    const customer = await scene.customer();
    await scene.relate(customer, { dap: true });
    expect(codeOf(await stage.service.invitations.draftRolesRequest(ana(), customer.domain))).toBe(
      'roles_already_in_place',
    );
    must(await remove(customer));
    const draft = must(await stage.service.invitations.draftRolesRequest(ana(), customer.domain));
    expect(draft.details.invitation).toMatchObject({
      kind: 'delegated_administration',
      type: 'reseller_and_delegated_administrator',
      includesDap: true,
    });
    await scene.accept(customer.gil, await scene.send(draft));
    expect(await partnersOf(customer)).toEqual([['Fabrikam', 'reseller_and_delegated_administrator', both]]);
    const grants = await stage.rows(
      sql`select removed_at from admin_grants where customer_id = ${customer.id}`,
    );
    expect(grants.map((row) => row.removed_at !== null).sort()).toEqual([false, false, true, true]);
  });

  test('R-DAP-07: roles that never were can be asked for too, by a related and entitled partner', async () => {
    const customer = await scene.customer();
    expect(codeOf(await stage.service.invitations.draftRolesRequest(ana(), customer.domain))).toBe(
      'not_related',
    );
    expect(codeOf(await stage.service.invitations.draftRolesRequest(ana(), 'x@new.example'))).toBe(
      'organization_not_found',
    );
    await scene.relate(customer, { type: 'advisor' });
    const draft = must(await stage.service.invitations.draftRolesRequest(ana(), customer.domain));
    await scene.accept(customer.gil, await scene.send(draft));
    expect(await partnersOf(customer)).toEqual([['Fabrikam', 'delegated_administrator', both]]);
    await stage.rows(sql`update organizations set may_ask_for_dap = false where domain = 'litware.com'`);
    await scene.relate(customer, { from: 'leo@litware.com' });
    expect(codeOf(await stage.service.invitations.draftRolesRequest(leo(), customer.domain))).toBe(
      'dap_not_entitled',
    );
    await stage.rows(sql`update organizations set may_ask_for_dap = true where domain = 'litware.com'`);
  });

  test('R-REL-03 R-DAP-07: roles of a relationship that has ended are neither sent for nor restored', async () => {
    const customer = await scene.customer();
    await scene.relate(customer);
    const draft = must(await stage.service.invitations.draftRolesRequest(ana(), customer.domain));
    must(await stage.service.relationships.end(ana(), customer.domain));
    const mail = { subject: 's', text: draft.link, way: 'own_mail' } as const;
    const sent = await stage.service.invitations.send(ana(), draft.details.invitation.id, mail);
    expect(sent).toMatchObject({ problem: { code: 'not_related', organization: { id: customer.id } } });
  });
});

describe('one holder at a time', () => {
  async function held(change: { readonly delegatedAdministrators?: 'several' } = {}) {
    const customer = await scene.customer(change);
    await scene.relate(customer, { dap: true });
    stage.wait({ hours: 1 });
    const id = await scene.invite(customer.domain, { from: 'leo@litware.com', dap: true });
    return { customer, id };
  }

  test('R-DAP-05: the present holder is named before, and taken the roles from in the same act', async () => {
    const { customer, id } = await held();
    const gil = () => stage.as(customer.gil);
    const { replaces } = must(await stage.service.invitations.review(gil(), id));
    expect(replaces?.name).toBe('Fabrikam');
    expect(await stage.service.invitations.accept(gil(), id, consent)).toMatchObject({
      problem: {
        code: 'replacement_needed',
        present: { id: replaces?.id, name: 'Fabrikam' },
        invitationId: id,
      },
    });
    expect(await partnersOf(customer)).toHaveLength(1);
    // A person may type the id in capitals.
    await scene.accept(customer.gil, id, { replaces: replaces?.id.toUpperCase() ?? null });
    expect(await partnersOf(customer)).toEqual([
      ['Litware', 'reseller_and_delegated_administrator', both],
      ['Fabrikam', 'reseller', []],
    ]);
  });

  test('R-DAP-05: agreeing to replace another than the present one replaces nobody', async () => {
    const { customer, id } = await held();
    const outdated = await stage.service.invitations.accept(stage.as(customer.gil), id, {
      ...consent,
      replaces: customer.id,
    });
    expect(outdated).toMatchObject({ problem: { code: 'replacement_outdated', invitationId: id } });
    expect(await partnersOf(customer)).toEqual([['Fabrikam', 'reseller_and_delegated_administrator', both]]);
  });

  test('R-DAP-05: where the roles went in between, there is nobody to replace', async () => {
    const { customer, id } = await held();
    const { replaces } = must(await stage.service.invitations.review(stage.as(customer.gil), id));
    must(await remove(customer));
    await scene.accept(customer.gil, id, { replaces: replaces?.id ?? null });
    expect(await partnersOf(customer)).toEqual([
      ['Litware', 'reseller_and_delegated_administrator', both],
      ['Fabrikam', 'reseller', []],
    ]);
  });

  test('R-DAP-05: with the policy “several” both hold the roles, and the card says who else does', async () => {
    const { customer, id } = await held({ delegatedAdministrators: 'several' });
    const review = must(await stage.service.invitations.review(stage.as(customer.gil), id));
    expect(review).toMatchObject({
      replaces: null,
      details: { delegation: { policy: 'several', present: [{ name: 'Fabrikam' }] } },
    });
    await scene.accept(customer.gil, id);
    expect(await partnersOf(customer)).toEqual([
      ['Litware', 'reseller_and_delegated_administrator', both],
      ['Fabrikam', 'reseller_and_delegated_administrator', both],
    ]);
  });

  test('R-DAP-05 R-ROLE-07: a policy that becomes “single” while somebody accepts is the one that counts', async () => {
    const { customer, id } = await held({ delegatedAdministrators: 'several' });
    let accepting: ReturnType<Stage['service']['invitations']['accept']> | undefined;
    await transaction(stage.env.db, { system: 'test' }, async (tx) => {
      await tx.execute(
        sql`update organizations set delegated_administrators = 'single' where id = ${customer.id}`,
      );
      accepting = stage.service.invitations.accept(stage.as(customer.gil), id, consent);
      for (let waiting = 0; waiting === 0; ) {
        const [row] = await stage.env.db.execute(sql`
          select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`);
        waiting = Number(row?.n);
      }
    });
    expect(await accepting).toMatchObject({ problem: { code: 'replacement_needed' } });
    expect(await partnersOf(customer)).toEqual([['Fabrikam', 'reseller_and_delegated_administrator', both]]);
  });

  test('R-DAP-05: the database itself refuses a second exclusive holder', async () => {
    const { customer } = await held();
    const attempt = stage.rows(sql`
      insert into admin_grants (id, relationship_id, partner_id, customer_id, role, exclusive, granted_at)
      select gen_random_uuid(), r.id, gen_random_uuid(), r.customer_id, 'global_admin', true, now()
      from relationships r where r.customer_id = ${customer.id}`);
    await expect(attempt).rejects.toMatchObject({ cause: { code: '23505' } });
  });

  test('R-DAP-05 R-REL-04: neither partner learns of the other', async () => {
    const { customer, id } = await held();
    const partners = [ana(), leo()] as const;
    const fabrikam = ana().organizationId;
    const seenBy = async (actor: ReturnType<typeof ana>) => {
      const home = must(await stage.service.overview.home(actor));
      return JSON.stringify([
        must(await stage.service.overview.showOrganization(actor, customer.domain)),
        must(await stage.service.relationships.customers(actor, { text: customer.domain, after: null })),
        must(await stage.service.overview.history(actor, customer.domain, null)),
        home,
        // What JSON leaves out because it is drawn.
        rowsOf([...home.waiting, ...home.asked], stage.env.now()),
      ]);
    };
    expect(must(await stage.service.invitations.show(leo(), id)).details.delegation).toBeNull();
    expect(await seenBy(leo())).not.toContain(fabrikam);
    await scene.accept(customer.gil, id, { replaces: fabrikam });
    expect(must(await stage.service.invitations.show(leo(), id)).details.delegation).toBeNull();
    for (const [at, actor] of partners.entries()) {
      const seen = await seenBy(actor);
      expect(seen).not.toContain(partners[1 - at]?.organizationId);
      expect(seen).not.toMatch(at === 0 ? /Litware|litware/ : /Fabrikam|fabrikam/);
    }
  });
});
