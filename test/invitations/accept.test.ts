import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Consent } from '../../src/invitations/model/consent.ts';
import { problems } from '../../src/invitations/problems.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await createStage();
  await stage.add({
    name: 'Fabrikam',
    programme: 'indirect_reseller',
    people: { Ana: ['admin_agent'], Hugo: ['helpdesk_agent'], Gina: ['global_admin'] },
  });
  await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
  await stage.add({
    name: 'Northwind',
    programme: 'indirect_provider',
    people: { Nora: ['admin_agent', 'global_admin'] },
  });
  await stage.publishAgreement('2026-01');
});

afterAll(() => stage?.close());

let customers = 0;

/** A customer of its own for each test. */
async function newCustomer(several = false) {
  customers += 1;
  const domain = `customer${customers}.com`;
  await stage.add({
    name: `Customer ${customers}`,
    domain,
    delegatedAdministrators: several ? 'several' : 'single',
    people: { Gil: ['global_admin'], Bea: ['billing_admin'], Rob: [] },
  });
  return {
    domain,
    gil: () => stage.as(`gil@${domain}`, 'teams'),
    bea: () => stage.as(`bea@${domain}`),
    rob: () => stage.as(`rob@${domain}`),
  };
}

async function invite(domain: string, dap: boolean, from = 'ana@fabrikam.com'): Promise<string> {
  const drafted = await stage.service.invitations.draftRequest(stage.as(from), {
    customer: domain,
    type: 'reseller',
    includesDap: dap,
    note: null,
  });
  if (!drafted.ok) throw new Error(drafted.problem.code);
  const { id } = drafted.value.details.invitation;
  const sent = await stage.service.invitations.send(stage.as(from), id, {
    subject: 'Hello',
    text: `Please: ${drafted.value.link}`,
    way: 'own_mail',
  });
  if (!sent.ok) throw new Error(sent.problem.code);
  return id;
}

const consent: Consent = { ticked: true, agreementVersion: '2026-01', replaces: null };

describe('accepting', () => {
  test('R-INV-12 R-INV-14 R-DAP-01: agreement, relationship and both roles come with the answer', async () => {
    const customer = await newCustomer();
    const id = await invite(customer.domain, true);
    const accepted = await stage.service.invitations.accept(customer.gil(), id, consent);
    expect(accepted).toMatchObject({ ok: true, value: { details: { invitation: { state: 'accepted' } } } });
    const list = await stage.service.relationships.customers(stage.as('ana@fabrikam.com'), {
      text: customer.domain,
      after: null,
    });
    expect(list).toMatchObject({
      ok: true,
      value: {
        total: 1,
        items: [
          {
            relationship: { type: 'reseller_and_delegated_administrator', hasDap: true },
            roles: [{ role: 'global_admin' }, { role: 'helpdesk_admin' }],
          },
        ],
      },
    });
    const partners = await stage.service.relationships.partners(customer.rob(), { text: null, after: null });
    expect(partners).toMatchObject({ ok: true, value: { items: [{ partner: { name: 'Fabrikam' } }] } });
    const agreement = await stage.service.agreements.show(customer.rob());
    expect(agreement).toMatchObject({
      ok: true,
      value: { status: { acceptance: { version: '2026-01', by: { name: 'Gil' }, platform: 'teams' } } },
    });
  });

  test('R-AGR-01: an unticked box accepts nothing', async () => {
    const customer = await newCustomer();
    const id = await invite(customer.domain, false);
    const refused = await stage.service.invitations.accept(customer.gil(), id, { ...consent, ticked: false });
    expect(refused).toMatchObject({ ok: false, problem: { code: 'box_not_ticked' } });
    const shown = await stage.service.invitations.show(customer.gil(), id);
    expect(shown).toMatchObject({ ok: true, value: { details: { invitation: { state: 'sent' } } } });
    const list = await stage.service.relationships.partners(customer.gil(), { text: null, after: null });
    expect(list).toMatchObject({ ok: true, value: { total: 0 } });
  });

  test('R-ROLE-03 R-ROLE-05: a Billing admin reads that a Global admin is needed, and who that is', async () => {
    const customer = await newCustomer();
    const id = await invite(customer.domain, false);
    const refused = await stage.service.invitations.accept(customer.bea(), id, consent);
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: 'role_needed', roles: ['global_admin'], holders: [{ name: 'Gil' }] },
    });
  });

  test('R-INV-12: of many simultaneous answers exactly one counts, and the others learn who answered', async () => {
    const customer = await newCustomer();
    const id = await invite(customer.domain, true);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        at % 3 === 0
          ? stage.service.invitations.decline(customer.bea(), id, 'no')
          : stage.service.invitations.accept(customer.gil(), id, consent),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers) {
      if (!answer.ok) {
        expect(answer.problem).toMatchObject({
          code: 'invitation_answered',
          invitation: { answer: { by: { name: expect.stringMatching(/^(Gil|Bea)$/) } } },
        });
      }
    }
  });

  test('R-DAP-05: a second delegated administrator must be agreed to as a replacement', async () => {
    const customer = await newCustomer();
    const first = await invite(customer.domain, true);
    expect((await stage.service.invitations.accept(customer.gil(), first, consent)).ok).toBe(true);
    stage.wait({ hours: 1 });
    const second = await invite(customer.domain, true, 'leo@litware.com');
    const refused = await stage.service.invitations.accept(customer.gil(), second, consent);
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: 'replacement_needed', present: { name: 'Fabrikam' } },
    });
    if (refused.ok || !problems.replacement_needed.is(refused.problem)) return;
    const replaced = await stage.service.invitations.accept(customer.gil(), second, {
      ...consent,
      replaces: refused.problem.present.id,
    });
    expect(replaced.ok).toBe(true);
    const partners = await stage.service.relationships.partners(customer.gil(), { text: null, after: null });
    expect(
      partners.ok && partners.value.items.map((row) => [row.partner.name, row.relationship.type]),
    ).toEqual([
      ['Litware', 'reseller_and_delegated_administrator'],
      ['Fabrikam', 'reseller'],
    ]);
  });

  test('R-DAP-05: two partners accepted at the same moment never both hold the roles', async () => {
    const customer = await newCustomer();
    const ids = [await invite(customer.domain, true), await invite(customer.domain, true, 'leo@litware.com')];
    const answers = await Promise.all(
      ids.map((id) => stage.service.invitations.accept(customer.gil(), id, consent)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ problem: { code: 'replacement_needed' } });
  });

  test('R-SEC-03: the same delivery twice has one effect', async () => {
    const customer = await newCustomer();
    const id = await invite(customer.domain, false);
    const actor = customer.gil();
    expect((await stage.service.invitations.decline(actor, id, null)).ok).toBe(true);
    const again = await stage.service.invitations.decline(actor, id, null);
    expect(again).toMatchObject({ ok: false, problem: { code: 'already_handled' } });
  });
});

describe('indirect providers', () => {
  test('R-IND-01 R-IND-03 R-IND-04: authorized, listed on both sides, access removed and the partnership stays', async () => {
    const nora = () => stage.as('nora@northwind.com');
    const gina = () => stage.as('gina@fabrikam.com', 'teams');
    const drafted = await stage.service.invitations.draftProviderInvitation(nora(), {
      reseller: 'fabrikam.com',
      note: null,
    });
    if (!drafted.ok) throw new Error(drafted.problem.code);
    const { id } = drafted.value.details.invitation;
    const mail = { subject: 's', text: drafted.value.link, way: 'own_mail' } as const;
    expect((await stage.service.invitations.send(nora(), id, mail)).ok).toBe(true);
    const byAgent = await stage.service.invitations.accept(stage.as('ana@fabrikam.com'), id, consent);
    expect(byAgent).toMatchObject({
      ok: false,
      problem: { code: 'role_needed', holders: [{ name: 'Gina' }] },
    });
    expect((await stage.service.invitations.accept(gina(), id, consent)).ok).toBe(true);
    const providers = await stage.service.partnerships.providers(gina(), { text: null, after: null });
    const resellers = await stage.service.partnerships.resellers(nora(), { text: null, after: null });
    expect(providers).toMatchObject({ value: { items: [{ provider: { name: 'Northwind' } }] } });
    expect(resellers).toMatchObject({ value: { items: [{ reseller: { name: 'Fabrikam' } }] } });
    const removed = await stage.service.partnerships.removeAccess(gina(), 'northwind.com');
    expect(removed).toMatchObject({
      ok: true,
      value: { partnership: { adminAccess: false, state: 'active' } },
    });
    expect(await stage.service.partnerships.removeAccess(gina(), 'northwind.com')).toMatchObject({
      problem: { code: 'no_admin_access' },
    });
  });
});
