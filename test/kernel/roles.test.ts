import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatActor } from '../../src/kernel/act.ts';
import type { Problem } from '../../src/kernel/problem.ts';
import type { Result } from '../../src/kernel/result.ts';
import { rowsOf } from '../kit/home.ts';
import { offeredAbout, offeredOnOrganization } from '../kit/offers.ts';
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
let related: Customer;
let providerInvitation: string;
let invitation: string;

/** One person for each role of a partner; `none` is neither an agent nor an admin. */
const staff = {
  'admin agent': 'ana@fabrikam.com',
  'helpdesk agent': 'hugo@fabrikam.com',
  'global admin': 'gina@fabrikam.com',
  'user management admin': 'uma@fabrikam.com',
  none: 'nick@fabrikam.com',
} as const;
type Staff = keyof typeof staff;

/** What waits for somebody at home. */
const waitingFor = async (who: Staff) =>
  rowsOf(must(await stage.service.overview.home(stage.as(staff[who]))).waiting, stage.env.now());

/** What the card of an invitation offers somebody. */
const offered = async (by: ChatActor, id: string) =>
  offeredAbout(must(await stage.service.invitations.show(by, id)), stage.env.now());

/** An act as somebody tries it; whatever else it is refused with, the right to it was there. */
type Attempt = (by: ChatActor) => Promise<Result<unknown, Problem>>;

const nobody = '00000000-0000-7000-8000-000000000000';

/** Acts that stand for the table's cells, and who may: the others are refused with `role_needed`. */
const acts: Readonly<Record<string, { readonly for: readonly Staff[]; readonly attempt: Attempt }>> = {
  'ask for a relationship': {
    for: ['admin agent', 'global admin'],
    attempt: (by) =>
      stage.service.invitations.draftRequest(by, {
        customer: 'x@new.example',
        type: 'reseller',
        includesDap: true,
        note: null,
      }),
  },
  'open the form of a request': {
    for: ['admin agent', 'global admin'],
    attempt: (by) => stage.service.invitations.prepareRequest(by),
  },
  'ask to restore roles': {
    for: ['admin agent', 'global admin'],
    attempt: (by) => stage.service.invitations.draftRolesRequest(by, related.domain),
  },
  'open a draft': {
    for: ['admin agent', 'global admin'],
    attempt: (by) => stage.service.invitations.reopenDraft(by, nobody),
  },
  'send an invitation': {
    for: ['admin agent', 'global admin'],
    attempt: (by) => stage.service.invitations.send(by, nobody, { subject: '', text: '', way: 'own_mail' }),
  },
  'withdraw an invitation': {
    for: ['admin agent', 'global admin'],
    attempt: (by) => stage.service.invitations.withdraw(by, nobody),
  },
  'remind of an invitation': {
    for: ['admin agent', 'global admin'],
    attempt: (by) => stage.service.invitations.remind(by, invitation),
  },
  'ask for the agreement': {
    for: ['admin agent', 'global admin'],
    attempt: (by) => stage.service.relationships.askForAgreement(by, related.domain),
  },
  'refuse to end': {
    for: ['admin agent', 'global admin'],
    attempt: (by) => stage.service.relationships.refuseEnd(by, related.domain, 'no'),
  },
  'search and view customers': {
    for: ['admin agent', 'helpdesk agent', 'global admin'],
    attempt: (by) => stage.service.relationships.customers(by, everything),
  },
  'create a member’s code': {
    for: ['global admin', 'user management admin'],
    attempt: (by) => stage.service.members.createCode(by, staff['admin agent']),
  },
  'add a member': {
    for: ['global admin', 'user management admin'],
    attempt: (by) =>
      stage.service.members.add(by, {
        name: 'Ana',
        email: staff['admin agent'],
        agentRole: 'not_an_agent',
        adminRoles: [],
        identity: null,
      }),
  },
  'authorize an indirect provider': {
    for: ['global admin'],
    attempt: (by) => stage.service.invitations.accept(by, providerInvitation, { ...consent, ticked: false }),
  },
  'review a provider’s invitation': {
    for: ['global admin'],
    attempt: (by) => stage.service.invitations.review(by, providerInvitation),
  },
  'remove a provider’s access': {
    for: ['global admin'],
    attempt: (by) => stage.service.partnerships.removeAccess(by, 'northwind.com'),
  },
  'remove a partner’s roles': {
    for: ['global admin'],
    attempt: (by) => stage.service.relationships.removeRoles(by, 'northwind.com'),
  },
  'accept the agreement': {
    for: ['global admin'],
    attempt: (by) => stage.service.agreements.accept(by, { ticked: false, version: null }),
  },
  'share MPSA purchases': {
    for: ['global admin'],
    attempt: (by) => stage.service.relationships.shareMpsa(by, false),
  },
  'subscribe a channel': {
    for: ['admin agent', 'global admin'],
    attempt: (by) =>
      stage.service.notifications.subscribe(by, { kind: 'personal', serviceUrl: null }, 'invitations'),
  },
};

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({
    name: 'Fabrikam',
    programme: 'indirect_reseller',
    people: {
      Ana: ['admin_agent'],
      Hugo: ['helpdesk_agent'],
      Gina: ['global_admin'],
      Uma: ['user_management_admin'],
      Nick: [],
    },
  });
  await stage.add({ name: 'Northwind', programme: 'indirect_provider', people: { Nora: ['admin_agent'] } });
  await stage.publishAgreement(version);
  related = await scene.customer();
  await scene.relate(related);
  invitation = await scene.invite((await scene.customer()).domain);
  providerInvitation = await scene.inviteReseller('nora@northwind.com', 'fabrikam.com');
});

afterAll(() => stage?.close());

describe('a partner’s members', () => {
  const cells = Object.entries(acts).flatMap(([act, { for: allowed }]) =>
    (Object.keys(staff) as Staff[]).map((who) => [who, act, allowed.includes(who)] as const),
  );

  test.each(cells.filter(([, , allowed]) => allowed))('R-ROLE-01: %s may %s', async (who, act) => {
    const outcome = await acts[act]?.attempt(stage.as(staff[who]));
    expect(outcome && codeOf(outcome)).not.toBe('role_needed');
  });

  test.each(cells.filter(([, , allowed]) => !allowed))('R-ROLE-01: %s may not %s', async (who, act) => {
    const entries = () => stage.rows(sql`select count(*) as n from audit_entries`);
    const before = await entries();
    const outcome = await acts[act]?.attempt(stage.as(staff[who]));
    expect(outcome && codeOf(outcome)).toBe('role_needed');
    expect(await entries()).toEqual(before);
  });

  test.each(['user management admin', 'none'] as const)(
    'R-ROLE-01: %s does not see a customer by other ways either',
    async (who) => {
      const seen = must(await stage.service.overview.showOrganization(stage.as(staff[who]), related.domain));
      expect(seen.situation).toMatchObject({ relationships: { asCustomer: null, agreement: null } });
      expect(offeredOnOrganization(seen)).toEqual(['history']);
      must(await stage.service.relationships.end(stage.as(related.gil), 'fabrikam.com'));
      expect((await waitingFor(who)).filter(({ command }) => command === `show ${related.domain}`)).toEqual(
        [],
      );
      expect(await waitingFor('helpdesk agent')).toContainEqual({
        title: expect.stringMatching(/asks to end the relationship$/),
        command: `show ${related.domain}`,
      });
      must(
        await stage.service.relationships.refuseEnd(
          stage.as(staff['admin agent']),
          related.domain,
          'We stay',
        ),
      );
    },
  );

  test('R-ROLE-01: a helpdesk agent sees a customer and may do nothing about it but name who supports it', async () => {
    const seen = must(
      await stage.service.overview.showOrganization(stage.as(staff['helpdesk agent']), related.domain),
    );
    expect(seen.situation).toMatchObject({
      relationships: { asCustomer: { relationship: { type: 'reseller' } } },
    });
    expect(offeredOnOrganization(seen)).toEqual(['support assign', 'history']);
  });

  test('R-ROLE-05: a refusal names the roles and who has them, in their order', async () => {
    expect(
      await acts['authorize an indirect provider']?.attempt(stage.as(staff['admin agent'])),
    ).toMatchObject({
      problem: {
        code: 'role_needed',
        roles: ['global_admin'],
        holders: [{ name: 'Gina', email: staff['global admin'] }],
      },
    });
    expect(await acts['ask for a relationship']?.attempt(stage.as(staff['helpdesk agent']))).toMatchObject({
      problem: { roles: ['admin_agent', 'global_admin'], holders: [{ name: 'Ana' }, { name: 'Gina' }] },
    });
    expect(await acts['add a member']?.attempt(stage.as(staff.none))).toMatchObject({
      problem: { holders: [{ name: 'Gina' }, { name: 'Uma' }] },
    });
  });

  test('R-ROLE-05: where nobody has the role, nobody is named', async () => {
    await stage.add({ name: 'Solo', programme: 'advisor', people: { Sam: ['helpdesk_agent'] } });
    expect(await stage.service.invitations.prepareRequest(stage.as('sam@solo.com'))).toMatchObject({
      problem: { code: 'role_needed', holders: [] },
    });
  });
});

describe('a customer’s members', () => {
  const partnersOnly: readonly (readonly [string, Attempt])[] = [
    ['ask', (by) => stage.service.invitations.prepareRequest(by)],
    ['list customers', (by) => stage.service.relationships.customers(by, everything)],
    ['restore roles', (by) => stage.service.invitations.draftRolesRequest(by, 'fabrikam.com')],
    ['ask for the agreement', (by) => stage.service.relationships.askForAgreement(by, 'fabrikam.com')],
    ['remove access', (by) => stage.service.partnerships.removeAccess(by, 'fabrikam.com')],
    ['invite a reseller', (by) => stage.service.invitations.prepareProviderInvitation(by)],
  ];

  test.each(partnersOnly)(
    'R-ROLE-01: no Global admin of a customer may %s: that is for partners',
    async (_, attempt) => {
      expect(await attempt(stage.as(related.gil))).toMatchObject({
        problem: { code: 'partners_only', organization: { id: related.id } },
      });
    },
  );

  test('R-ROLE-02: Rob reads all of it and changes nothing', async () => {
    const { service } = stage;
    const rob = () => stage.as(related.rob);
    expect((await service.relationships.partners(rob(), everything)).ok).toBe(true);
    expect((await service.overview.showOrganization(rob(), 'fabrikam.com')).ok).toBe(true);
    expect((await service.agreements.show(rob())).ok).toBe(true);
    expect((await service.overview.history(rob(), 'fabrikam.com', null)).ok).toBe(true);
    const waiting = await scene.invite(related.domain, { type: 'advisor' });
    expect(await offered(rob(), waiting)).toEqual([]);
    const refused = [
      await service.invitations.accept(rob(), waiting, consent),
      await service.invitations.decline(rob(), waiting, null),
      await service.relationships.end(rob(), 'fabrikam.com'),
      await service.relationships.removeRoles(rob(), 'fabrikam.com'),
      await service.relationships.shareMpsa(rob(), true),
      await service.agreements.accept(rob(), { ticked: true, version }),
    ];
    for (const outcome of refused) expect(codeOf(outcome)).toBe('role_needed');
    must(await service.invitations.decline(stage.as(related.bea), waiting, null));
  });

  test('R-ROLE-02 R-ROLE-03: a Billing admin declines and asks to end, but does not accept', async () => {
    const { service } = stage;
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    const bea = () => stage.as(customer.bea);
    expect(await offered(bea(), id)).toContain('decline');
    expect(await offered(bea(), id)).not.toContain('accept');
    expect(await offered(stage.as(customer.gil), id)).toEqual(expect.arrayContaining(['accept', 'decline']));
    for (const outcome of [
      await service.invitations.accept(bea(), id, consent),
      await service.invitations.review(bea(), id),
    ]) {
      expect(outcome).toMatchObject({
        problem: { code: 'role_needed', roles: ['global_admin'], holders: [{ name: 'Gil' }] },
      });
    }
    await scene.accept(customer.gil, id);
    expect((await service.relationships.end(bea(), 'fabrikam.com')).ok).toBe(true);
  });

  test('R-ROLE-04: a Billing admin accepts the agreement alone and removes roles', async () => {
    const customer = await scene.customer();
    await scene.relate(customer, { dap: true });
    const removed = await stage.service.relationships.removeRoles(stage.as(customer.bea), 'fabrikam.com');
    expect(removed.ok).toBe(true);
    const other = await scene.customer();
    const accepted = await stage.service.agreements.accept(stage.as(other.bea), { ticked: true, version });
    expect(accepted.ok).toBe(true);
  });
});

describe('the moment of the act', () => {
  test('R-ROLE-07: a role that was taken away in between counts no more', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    const gil = stage.as(customer.gil);
    expect((await stage.service.invitations.review(gil, id)).ok).toBe(true);
    await stage.rows(sql`update members set admin_roles = '{}' where email = ${customer.gil}`);
    expect(codeOf(await stage.service.invitations.accept(gil, id, consent))).toBe('role_needed');
    await stage.rows(sql`update members set admin_roles = '{global_admin}' where email = ${customer.gil}`);
    expect((await stage.service.invitations.accept({ ...gil, deliveryId: 'again' }, id, consent)).ok).toBe(
      true,
    );
  });

  test('R-ROLE-07: an organization that left its programme asks no more', async () => {
    await stage.add({ name: 'Leaver', programme: 'direct_reseller', people: { Lea: ['admin_agent'] } });
    await stage.rows(sql`update organizations set programme = null where domain = 'leaver.com'`);
    expect(codeOf(await stage.service.invitations.prepareRequest(stage.as('lea@leaver.com')))).toBe(
      'partners_only',
    );
  });

  test('R-ROLE-07 R-SEC-06: a member of one organization does not act for another', async () => {
    const ana = stage.as(staff['admin agent']);
    const forged = { ...ana, organizationId: related.id };
    expect(codeOf(await stage.service.relationships.partners(forged, everything))).toBe('not_a_member');
    expect(codeOf(await stage.service.invitations.prepareRequest({ ...ana, memberId: nobody }))).toBe(
      'not_a_member',
    );
  });
});
