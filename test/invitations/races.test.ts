import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireInvitations } from '../../src/invitations/index.ts';
import type { Registration } from '../../src/invitations/model/registration.ts';
import type { Problem } from '../../src/kernel/problem.ts';
import type { Result } from '../../src/kernel/result.ts';
import {
  type Customer,
  codeOf,
  consent,
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
  const people = { Ana: ['admin_agent'], Gina: ['global_admin'] } as const;
  await stage.add({ name: 'Fabrikam', programme: 'indirect_reseller', people });
  await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
  await stage.add({ name: 'Northwind', programme: 'indirect_provider', people: { Nora: ['admin_agent'] } });
  await stage.publishAgreement(version);
  // As many connections as acts, so that the database settles the races and not the pool.
  await Promise.all(Array.from({ length: 20 }, () => stage.env.db.execute(sql`select pg_sleep(0.05)`)));
});

afterAll(() => stage?.close());

const ana = () => stage.as('ana@fabrikam.com');
const rounds = Array.from({ length: 6 }, (_, at) => at);
type Outcome = Result<unknown, Problem>;
const won = (outcomes: readonly Outcome[]) => outcomes.filter(({ ok }) => ok).length;
const codes = (outcomes: readonly Outcome[]) => outcomes.map(codeOf).filter((code) => code !== null);
const stateOf = async (id: string) =>
  must(await stage.service.invitations.show(ana(), id)).details.invitation;
const rowsOf = (table: string, { id }: Customer, column = 'customer_id') =>
  countOf(stage, table, `${column} = '${id}'`);
const accept = ({ gil }: Customer, id: string, platform: 'slack' | 'teams' = 'slack') =>
  stage.service.invitations.accept(stage.as(gil, platform), id, consent);

describe('one answer counts', () => {
  test('R-INV-12: of 50 approvers at once, on both platforms, one accepts and 49 read who did and when', async () => {
    const names = Array.from({ length: 50 }, (_, at) => `Approver${at}`);
    const people = Object.fromEntries(names.map((name) => [name, ['global_admin'] as const]));
    const customer = await scene.customer({ people });
    const id = await scene.invite(customer.domain, { dap: true });
    const answers = await Promise.all(
      names.map((name, at) =>
        stage.service.invitations.accept(
          stage.as(`${name.toLowerCase()}@${customer.domain}`, at % 2 === 0 ? 'slack' : 'teams'),
          id,
          consent,
        ),
      ),
    );
    const first = answers.findIndex(({ ok }) => ok);
    expect(won(answers)).toBe(1);
    for (const answer of answers.filter(({ ok }) => !ok)) {
      expect(answer).toMatchObject({
        problem: {
          code: 'invitation_answered',
          invitation: {
            state: 'accepted',
            answer: {
              by: { name: names[first] },
              at: stage.env.now(),
              platform: first % 2 === 0 ? 'slack' : 'teams',
            },
          },
        },
      });
    }
    expect(await rowsOf('relationships', customer)).toBe(1);
    expect(await rowsOf('admin_grants', customer)).toBe(2);
    expect(await rowsOf('agreement_acceptances', customer, 'organization_id')).toBe(1);
    expect(
      await countOf(stage, 'audit_entries', `kind = 'invitation.accepted' and subject_id = '${id}'`),
    ).toBe(1);
  });

  test.each(rounds)('R-INV-12 R-INV-01: accepting against withdrawing, round %i', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    const [accepted, withdrawn] = await Promise.all([
      accept(customer, id),
      stage.service.invitations.withdraw(ana(), id),
    ]);
    expect(won([accepted, withdrawn])).toBe(1);
    expect(codes([accepted, withdrawn])).toEqual(['invitation_answered']);
    const { state, answer } = await stateOf(id);
    expect([state, answer?.by?.name]).toEqual(accepted.ok ? ['accepted', 'Gil'] : ['withdrawn', 'Ana']);
    expect(await rowsOf('relationships', customer)).toBe(accepted.ok ? 1 : 0);
    expect(await rowsOf('agreement_acceptances', customer, 'organization_id')).toBe(accepted.ok ? 1 : 0);
  });

  test('R-INV-12 R-INV-10: accepting in the last moment against expiring at the hour', async () => {
    const customers = await Promise.all(rounds.map(() => scene.customer()));
    const ids: string[] = [];
    for (const { domain } of customers) ids.push(await scene.invite(domain));
    // For the approvers the clock is a moment behind that of the expiry.
    stage.wait({ days: 89 });
    const later = () => new Date(stage.env.now().getTime() + 86_400_000);
    const [expired, ...answers] = await Promise.all([
      expireInvitations({ ...stage.env, now: later }),
      ...customers.map((customer, at) => accept(customer, ids[at] ?? '')),
    ]);
    const states = await Promise.all(ids.map(stateOf));
    expect(states.map(({ state }) => state)).toEqual(answers.map(({ ok }) => (ok ? 'accepted' : 'expired')));
    expect(states.filter(({ state }) => state === 'expired').length).toBe(expired);
    expect(new Set(codes(answers)).size).toBeLessThanOrEqual(1);
    for (const [at, customer] of customers.entries()) {
      expect(await rowsOf('relationships', customer)).toBe(answers[at]?.ok ? 1 : 0);
    }
    const kinds = await stage.rows(sql`
      select subject_id from audit_entries where kind in ('invitation.accepted', 'invitation.expired')
      and subject_id = any (array[${sql.join(
        ids.map((id) => sql`${id}::uuid`),
        sql`, `,
      )}])`);
    expect(kinds).toHaveLength(ids.length);
  });

  test.each(rounds)('R-SEC-03: one delivery, ten times at once, has one effect; round %i', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    const actor = stage.as(customer.gil);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => stage.service.invitations.accept(actor, id, consent)),
    );
    expect(won(answers)).toBe(1);
    expect(new Set(codes(answers))).toEqual(new Set(['already_handled']));
  });
});

describe('the privileges have one holder', () => {
  test.each(rounds)(
    'R-DAP-05: two partners accepted at the same moment never both hold the roles, round %i',
    async (at) => {
      const customer = await scene.customer();
      // Where the agreement is asked for, accepting that takes turns already.
      if (at % 2 === 0) {
        must(await stage.service.agreements.accept(stage.as(customer.gil), { ticked: true, version }));
      }
      const ids = [
        await scene.invite(customer.domain, { dap: true }),
        await scene.invite(customer.domain, { dap: true, from: 'leo@litware.com' }),
      ];
      const answers = await Promise.all(ids.map((id) => accept(customer, id)));
      expect(won(answers)).toBe(1);
      expect(codes(answers)).toEqual(['replacement_needed']);
      expect(
        await countOf(stage, 'admin_grants', `customer_id = '${customer.id}' and removed_at is null`),
      ).toBe(2);
    },
  );

  test.each(rounds)(
    'R-DAP-05: replacing against removing and against the old one’s end, round %i',
    async () => {
      const customer = await scene.customer();
      await scene.relate(customer, { dap: true });
      const id = await scene.invite(customer.domain, { dap: true, from: 'leo@litware.com' });
      const replaces = ana().organizationId;
      const [replaced, removed, ended] = await Promise.all([
        stage.service.invitations.accept(stage.as(customer.gil), id, { ...consent, replaces }),
        stage.service.relationships.removeRoles(stage.as(customer.bea), 'fabrikam.com'),
        stage.service.relationships.end(ana(), customer.domain),
      ]);
      expect(replaced.ok).toBe(true);
      expect(ended.ok).toBe(true);
      expect([null, 'no_roles_in_place', 'not_related']).toContain(codeOf(removed));
      const { items } = must(await stage.service.relationships.partners(stage.as(customer.rob), everything));
      expect(items).toMatchObject([{ partner: { name: 'Litware' }, relationship: { hasDap: true } }]);
      const taken = await countOf(
        stage,
        'audit_entries',
        `kind = 'roles.removed' and '${customer.id}' in (organization_id, counterpart_id)`,
      );
      expect(taken).toBe(1);
    },
  );
});

describe('ending', () => {
  test.each(rounds)(
    'R-REL-03: a partner that ends while its customer accepts more: no deadlock, nothing half; round %i',
    async () => {
      const customer = await scene.customer();
      await scene.relate(customer);
      const drafted = must(await stage.service.invitations.draftRolesRequest(ana(), customer.domain));
      const ids = [await scene.send(drafted), await scene.invite(customer.domain, { type: 'advisor' })];
      const outcomes = await Promise.all([
        ...ids.map((id) => accept(customer, id)),
        stage.service.relationships.end(ana(), customer.domain),
      ]);
      expect(outcomes[2]?.ok).toBe(true);
      for (const [at, id] of ids.entries()) {
        const { state } = await stateOf(id);
        expect(state).toBe(outcomes[at]?.ok ? 'accepted' : 'withdrawn');
      }
      const active = await countOf(
        stage,
        'relationships',
        `customer_id = '${customer.id}' and state = 'active'`,
      );
      const held = await countOf(
        stage,
        'admin_grants',
        `customer_id = '${customer.id}' and removed_at is null`,
      );
      // An acceptance after the end is a new beginning; roles are never left without a relationship.
      expect(held === 0 || active === 1).toBe(true);
    },
  );

  test.each(rounds)('R-REL-03 R-DAP-07: a draft of a role request against the end; round %i', async () => {
    const customer = await scene.customer();
    await scene.relate(customer);
    const draft = must(await stage.service.invitations.draftRolesRequest(ana(), customer.domain));
    const { id } = draft.details.invitation;
    const mail = { subject: 's', text: draft.link, way: 'own_mail' } as const;
    const [sent, ended] = await Promise.all([
      stage.service.invitations.send(ana(), id, mail),
      stage.service.relationships.end(ana(), customer.domain),
    ]);
    expect(ended.ok).toBe(true);
    expect((await stateOf(id)).state).toBe(sent.ok ? 'withdrawn' : 'draft');
    expect([null, 'not_related']).toContain(codeOf(sent));
  });
});

describe('asking', () => {
  test.each(rounds)(
    'R-INV-11: two drafts of one request at once are one open invitation, round %i',
    async () => {
      const customer = await scene.customer();
      const request = (typed: string) =>
        stage.service.invitations.draftRequest(ana(), {
          customer: typed,
          type: 'reseller',
          includesDap: false,
          note: null,
        });
      for (const [typed, where] of [
        [customer.domain, `recipient_id = '${customer.id}'`],
        [`boss@${customer.domain}.example`, `recipient_email = 'boss@${customer.domain}.example'`],
      ] as const) {
        const drafts = await Promise.all([request(typed), request(typed), request(typed)]);
        expect(won(drafts)).toBeGreaterThan(0);
        expect(codes(drafts).every((code) => code === 'invitation_already_open')).toBe(true);
        expect(await countOf(stage, 'invitations', `${where} and state = 'draft'`)).toBe(1);
      }
    },
  );

  test('R-REL-06: two partners that ask each other for the first time at once', async () => {
    const people = { Pat: ['admin_agent'] } as const;
    const drafts = [];
    for (const [name, other] of [
      ['East', 'west.com'],
      ['West', 'east.com'],
    ] as const) {
      await stage.add({ name, programme: 'direct_reseller', people });
      drafts.push({ from: `pat@${name.toLowerCase()}.com`, other });
    }
    const written = await Promise.all(
      drafts.map(async ({ from, other }) => ({ from, draft: await scene.draft(other, { from }) })),
    );
    // Between the two rows of an introduction lies as much time as it takes.
    await stage.env.db.execute(
      sql`create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.1); return new; end $$`,
    );
    await stage.env.db.execute(
      sql`create trigger dawdle before insert on known_organizations for each row execute function dawdle()`,
    );
    await Promise.all(written.map(({ from, draft }) => scene.send(draft, { from })));
    await stage.env.db.execute(sql`drop trigger dawdle on known_organizations`);
    const seen = must(await stage.service.overview.showOrganization(stage.as('pat@east.com'), 'west.com'));
    expect(seen).toMatchObject({ situation: { known: true, invitations: { open: [{}, {}] } } });
  });

  test.each(rounds)('R-IND-01: one authorization of a provider, round %i', async (at) => {
    const domain = `reseller${at}.example`;
    const people = { Gina: ['global_admin'], Greg: ['global_admin'] } as const;
    await stage.add({ name: `Reseller ${at}`, domain, programme: 'indirect_reseller', people });
    const id = await scene.inviteReseller('nora@northwind.com', domain);
    const answers = await Promise.all([
      stage.service.invitations.accept(stage.as(`gina@${domain}`), id, consent),
      stage.service.invitations.accept(stage.as(`greg@${domain}`), id, consent),
      stage.service.invitations.decline(stage.as(`greg@${domain}`, 'teams'), id, null),
    ]);
    expect(won(answers)).toBe(1);
    expect(codes(answers)).toEqual(['invitation_answered', 'invitation_answered']);
  });
});

describe('the agreement', () => {
  test.each(rounds)('R-AGR-03: accepted by many at once it is accepted once, round %i', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    const alone = (email: string) =>
      stage.service.agreements.accept(stage.as(email), { ticked: true, version });
    const [withInvitation, ...others] = await Promise.all([
      accept(customer, id),
      ...Array.from({ length: 8 }, (_, at) => alone(at % 2 === 0 ? customer.gil : customer.bea)),
    ]);
    expect(withInvitation.ok).toBe(true);
    expect(await rowsOf('agreement_acceptances', customer, 'organization_id')).toBe(1);
    expect(won(others)).toBeLessThanOrEqual(1);
    for (const other of others.filter(({ ok }) => !ok)) {
      expect(other).toMatchObject({
        problem: { code: 'agreement_already_accepted', by: expect.stringMatching(/^(Gil|Bea)$/) },
      });
    }
  });

  test.each(rounds)('R-AGR-05: asked for once, round %i', async () => {
    const customer = await scene.customer();
    await stage.env.db.execute(sql`delete from agreements`);
    await scene.relate(customer);
    await stage.publishAgreement(version);
    const asked = await Promise.all(
      Array.from({ length: 4 }, () => stage.service.relationships.askForAgreement(ana(), customer.domain)),
    );
    expect(won(asked)).toBe(1);
    expect(new Set(codes(asked))).toEqual(new Set(['agreement_already_asked']));
  });
});

describe('links and codes', () => {
  const registration = (domain: string): Registration => ({
    name: domain,
    country: 'US',
    cloud: 'public',
    language: 'en',
    tenantId: crypto.randomUUID(),
    memberName: 'Boss',
    memberEmail: `boss@${domain}`,
  });
  const sentTo = async (domain: string, from = 'ana@fabrikam.com') => {
    const draft = await scene.draft(`boss@${domain}`, { from });
    await scene.send(draft, { from });
    return draft.link;
  };

  test.each(rounds)(
    'R-ID-04 R-INV-03: two people with one link register one organization, round %i',
    async (at) => {
      const domain = `link${at}.example`;
      const link = await sentTo(domain);
      // In one workspace, and in two.
      const workspaces = at % 2 === 0 ? ['both', 'both'] : ['one', 'two'];
      const outcomes = await Promise.all(
        workspaces.map((workspace, who) =>
          stage.service.invitations.register(
            scene.stranger(`p${who}`, `${workspace}-${domain}`),
            link,
            registration(domain),
          ),
        ),
      );
      expect(won(outcomes)).toBe(1);
      expect(codes(outcomes)).toEqual([at % 2 === 0 ? 'not_a_member' : 'code_not_valid']);
      expect(await countOf(stage, 'organizations', `domain = '${domain}'`)).toBe(1);
      expect(await countOf(stage, 'members', `email = 'boss@${domain}'`)).toBe(1);
    },
  );

  test.each(rounds)(
    'R-ID-03 R-ID-04: two links to one domain, or into one workspace, round %i',
    async (at) => {
      const domain = `twolinks${at}.example`;
      const other = `other${at}.example`;
      const [mine, second, elsewhere] = [
        await sentTo(domain),
        await sentTo(domain, 'leo@litware.com'),
        await sentTo(other, 'leo@litware.com'),
      ];
      const register = (user: string, workspace: string, link: string, to: string) =>
        stage.service.invitations.register(scene.stranger(user, `${workspace}${at}`), link, registration(to));
      const outcomes = await Promise.all([
        register('p1', 'w1-', mine, domain),
        register('p2', 'w2-', second, domain),
        register('p3', 'w1-', elsewhere, other),
      ]);
      expect(outcomes.slice(0, 2).every(({ ok }) => ok)).toBe(false);
      expect(outcomes[0]?.ok && outcomes[2]?.ok).toBe(false);
      expect(won(outcomes)).toBeGreaterThan(0);
      for (const code of codes(outcomes)) {
        expect(['organization_exists', 'workspace_taken', 'not_a_member']).toContain(code);
      }
      expect(await countOf(stage, 'organizations', `domain in ('${domain}', '${other}')`)).toBe(
        won(outcomes),
      );
    },
  );

  test.each(rounds)('R-ID-04: one code, used twice at once, links one person, round %i', async (at) => {
    const customer = await scene.customer();
    const { code } = must(await stage.service.members.createCode(stage.as(customer.gil), customer.rob));
    const joined = await Promise.all(
      ['x', 'y', 'z'].map((who) => stage.service.members.join(scene.stranger(`${who}${at}`, 'shared'), code)),
    );
    expect(won(joined)).toBe(1);
    expect(codes(joined)).toEqual(['code_not_valid', 'code_not_valid']);
    expect(
      await countOf(stage, 'chat_identities', `tenant = 'shared' and organization_id = '${customer.id}'`),
    ).toBe(1);
  });

  test.each(rounds)('R-ID-01: one person with two codes becomes one member, round %i', async (at) => {
    const customer = await scene.customer();
    const codesOf = [];
    for (const email of [customer.rob, customer.bea]) {
      codesOf.push(must(await stage.service.members.createCode(stage.as(customer.gil), email)).code);
    }
    const caller = scene.stranger(`twice${at}`, 'shared');
    const joined = await Promise.all(codesOf.map((code) => stage.service.members.join(caller, code)));
    expect(won(joined)).toBe(1);
    expect(codes(joined)).toEqual(['already_a_member']);
  });

  test.each(rounds)(
    'R-INV-13: one link, redeemed by two organizations at once, is one’s, round %i',
    async (at) => {
      const link = await sentTo(`bound${at}.example`);
      const customers = [await scene.customer(), await scene.customer()];
      const redeemed = await Promise.all(
        customers.map(({ rob }) => stage.service.invitations.redeem(scene.visitor(rob), link)),
      );
      expect(won(redeemed)).toBe(1);
      expect(codes(redeemed)).toEqual(['wrong_organization_for_link']);
    },
  );
});
