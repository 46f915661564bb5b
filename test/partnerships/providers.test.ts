import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { offeredOnOrganization } from '../kit/offers.ts';
import { codeOf, consent, countOf, createScene, everything, must, type Scene } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;
let scene: Scene;
let resellers = 0;

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage, 'nora@northwind.com');
  await stage.add({
    name: 'Northwind',
    programme: 'indirect_provider',
    people: { Nora: ['admin_agent'], Nat: ['helpdesk_agent'] },
  });
  await stage.add({
    name: 'Fourth Coffee',
    domain: 'fourth.com',
    programme: 'indirect_provider',
    people: { Fay: ['admin_agent'] },
  });
  await stage.add({
    name: 'Direct',
    programme: 'direct_reseller',
    people: { Dan: ['admin_agent', 'global_admin'] },
  });
});

afterAll(() => stage?.close());

const nora = () => stage.as('nora@northwind.com');

/** A reseller of a test's own, with a Global admin Gina and an admin agent Ana. */
async function newReseller(country = 'US') {
  resellers += 1;
  const domain = `reseller${resellers}.com`;
  const id = await stage.add({
    name: `Reseller ${resellers}`,
    domain,
    country,
    programme: 'indirect_reseller',
    people: { Gina: ['global_admin'], Ana: ['admin_agent'] },
  });
  return { id, domain, gina: `gina@${domain}`, ana: `ana@${domain}` };
}

const invite = (reseller: string, from = 'nora@northwind.com') =>
  stage.service.invitations.draftProviderInvitation(stage.as(from), { reseller, note: null });

describe('a provider invites', () => {
  test('R-IND-01: only a provider, and only an indirect reseller', async () => {
    const reseller = await newReseller();
    expect(await invite('northwind.com', reseller.ana)).toMatchObject({
      problem: { code: 'providers_only', organization: { domain: reseller.domain } },
    });
    expect(codeOf(await stage.service.invitations.prepareProviderInvitation(stage.as(reseller.ana)))).toBe(
      'providers_only',
    );
    expect((await stage.service.invitations.prepareProviderInvitation(nora())).ok).toBe(true);
    expect(
      codeOf(await stage.service.invitations.prepareProviderInvitation(stage.as('nat@northwind.com'))),
    ).toBe('role_needed');
    for (const domain of ['direct.com', 'fourth.com', (await scene.customer()).domain]) {
      expect(await invite(domain)).toMatchObject({
        problem: { code: 'not_a_reseller', organization: { domain } },
      });
    }
    expect(codeOf(await invite('northwind.com'))).toBe('own_organization');
    expect(codeOf(await invite((await newReseller('FR')).domain))).toBe('other_region');
    expect(must(await invite(reseller.domain)).details.invitation).toMatchObject({
      kind: 'indirect_provider',
      type: null,
      includesDap: false,
    });
  });

  test('R-INV-11: one open request of a kind between the two, and others at the same time', async () => {
    const reseller = await newReseller();
    const id = await scene.inviteReseller('nora@northwind.com', reseller.domain);
    expect(await invite(reseller.domain)).toMatchObject({
      problem: { code: 'invitation_already_open', invitation: { id } },
    });
    expect((await invite(reseller.domain, 'fay@fourth.com')).ok).toBe(true);
  });
});

describe('a reseller authorizes', () => {
  test('R-IND-01 R-IND-02: a Global admin, with the box ticked; then the provider has administrator access', async () => {
    const reseller = await newReseller();
    const id = await scene.inviteReseller('nora@northwind.com', reseller.domain);
    const gina = () => stage.as(reseller.gina, 'teams');
    expect(codeOf(await stage.service.invitations.decline(stage.as(reseller.ana), id, null))).toBe(
      'role_needed',
    );
    expect(codeOf(await stage.service.invitations.accept(gina(), id, { ...consent, ticked: false }))).toBe(
      'box_not_ticked',
    );
    expect(await countOf(stage, 'partnerships', `reseller_id = '${reseller.id}'`)).toBe(0);
    const { details } = must(await stage.service.invitations.review(gina(), id));
    expect(details).toMatchObject({ sender: { name: 'Northwind' }, agreement: null, delegation: null });
    await scene.accept(reseller.gina, id, { agreementVersion: null });
    const providers = must(await stage.service.partnerships.providers(gina(), everything));
    expect(providers.items).toMatchObject([
      {
        provider: { name: 'Northwind' },
        partnership: { adminAccess: true, state: 'active', since: stage.env.now() },
      },
    ]);
    // It is no relationship with a customer, and grants none of a customer's roles.
    expect(await countOf(stage, 'relationships', `customer_id = '${reseller.id}'`)).toBe(0);
  });

  test('R-IND-03: each is in the other’s list, searched and seen by these two alone', async () => {
    const reseller = await newReseller();
    const other = await newReseller();
    await scene.accept(reseller.gina, await scene.inviteReseller('nora@northwind.com', reseller.domain));
    const listed = must(
      await stage.service.partnerships.resellers(nora(), { text: reseller.domain, after: null }),
    );
    expect(listed).toMatchObject({ total: 1, items: [{ reseller: { id: reseller.id } }] });
    const searched = must(
      await stage.service.partnerships.providers(stage.as(reseller.ana), { text: 'orthwi', after: null }),
    );
    expect(searched.total).toBe(1);
    expect(must(await stage.service.partnerships.providers(stage.as(other.gina), everything)).total).toBe(0);
    expect(
      must(await stage.service.partnerships.resellers(stage.as('fay@fourth.com'), everything)).total,
    ).toBe(0);
    expect(codeOf(await stage.service.partnerships.providers(nora(), everything))).toBe('resellers_only');
    expect(codeOf(await stage.service.partnerships.resellers(stage.as(reseller.ana), everything))).toBe(
      'providers_only',
    );
    const seen = must(await stage.service.overview.showOrganization(nora(), reseller.domain));
    expect(seen.situation).toMatchObject({
      partnerships: { partnership: { partnership: { adminAccess: true } } },
    });
    expect(offeredOnOrganization(seen)).toContain('shared');
    expect(offeredOnOrganization(seen)).toContain('history');
    // It has what it could ask for, and taking the access is the reseller's affair.
    expect(offeredOnOrganization(seen)).not.toContain('provider invite');
    expect(offeredOnOrganization(seen)).not.toContain('access remove --yes');
  });

  test('R-INV-09: it may decline, and nothing is granted', async () => {
    const reseller = await newReseller();
    const id = await scene.inviteReseller('nora@northwind.com', reseller.domain);
    must(await stage.service.invitations.decline(stage.as(reseller.gina), id, 'No'));
    expect(must(await stage.service.partnerships.providers(stage.as(reseller.gina), everything)).total).toBe(
      0,
    );
  });

  test('R-IND-04: access is removed, the partnership stays, and it can be asked for again', async () => {
    const reseller = await newReseller();
    await scene.accept(reseller.gina, await scene.inviteReseller('nora@northwind.com', reseller.domain));
    expect(codeOf(await invite(reseller.domain))).toBe('already_partnered');
    const overview = async () =>
      must(await stage.service.overview.showOrganization(stage.as(reseller.gina), 'northwind.com'));
    for (const verb of ['request', 'access remove --yes', 'shared', 'history']) {
      expect(offeredOnOrganization(await overview())).toContain(verb);
    }
    expect(codeOf(await stage.service.partnerships.removeAccess(stage.as(reseller.gina), 'fourth.com'))).toBe(
      'not_a_provider',
    );
    const removed = must(
      await stage.service.partnerships.removeAccess(stage.as(reseller.gina), 'northwind.com'),
    );
    expect(removed.partnership).toMatchObject({ adminAccess: false, state: 'active' });
    expect(offeredOnOrganization(await overview())).not.toContain('access remove --yes');
    expect(
      must(await stage.service.partnerships.resellers(nora(), { text: reseller.domain, after: null })),
    ).toMatchObject({
      items: [{ partnership: { adminAccess: false } }],
    });
    const again = await scene.inviteReseller('nora@northwind.com', reseller.domain);
    await scene.accept(reseller.gina, again);
    expect(await countOf(stage, 'partnerships', `reseller_id = '${reseller.id}'`)).toBe(1);
    expect((await overview()).situation).toMatchObject({
      partnerships: { partnership: { partnership: { adminAccess: true } } },
    });
    expect(codeOf(await invite(reseller.domain))).toBe('already_partnered');
  });

  test('R-IND-03: a reseller may have several providers', async () => {
    const reseller = await newReseller();
    await scene.accept(reseller.gina, await scene.inviteReseller('nora@northwind.com', reseller.domain));
    await scene.accept(reseller.gina, await scene.inviteReseller('fay@fourth.com', reseller.domain));
    expect(must(await stage.service.partnerships.providers(stage.as(reseller.ana), everything)).total).toBe(
      2,
    );
  });

  test('R-INV-13 R-IND-01: a request that went to an address is bound only by an indirect reseller', async () => {
    const drafted = must(await invite('boss@unknown.example'));
    await scene.send(drafted);
    const direct = await stage.service.invitations.redeem(scene.visitor('dan@direct.com'), drafted.link);
    expect(direct).toMatchObject({
      problem: { code: 'resellers_only', organization: { domain: 'direct.com' } },
    });
    const reseller = await newReseller();
    expect((await stage.service.invitations.redeem(scene.visitor(reseller.ana), drafted.link)).ok).toBe(true);
    await scene.accept(reseller.gina, drafted.details.invitation.id);
  });
});
