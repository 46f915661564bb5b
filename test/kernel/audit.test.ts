import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireInvitations } from '../../src/invitations/index.ts';
import { rowsOf } from '../kit/home.ts';
import { offeredOn } from '../kit/offers.ts';
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
  await stage.add({
    name: 'Fabrikam',
    programme: 'indirect_reseller',
    people: { Ana: ['admin_agent'], Gina: ['global_admin'] },
  });
  await stage.add({ name: 'Northwind', programme: 'indirect_provider', people: { Nora: ['admin_agent'] } });
  await stage.publishAgreement(version);
});

afterAll(() => stage?.close());

const ana = () => stage.as('ana@fabrikam.com', 'teams');
const mark = async (): Promise<number> => {
  const [row] = await stage.rows(sql`select coalesce(max(id), 0)::int as last from audit_entries`);
  return Number(row?.last);
};
/** The entries since, oldest first, each as `kind` with what it says. */
const since = (last: number) =>
  stage.rows(sql`
    select kind, organization_id as organization, counterpart_id as counterpart, subject_kind as subject, subject_id as about,
      actor_name as by, actor_id as actor, origin, platform, workspace, conversation, before, after,
      extract(epoch from at)::float8 * 1000 as at
    from audit_entries where id > ${last} order by id`);

interface Told {
  readonly customer: Customer;
  readonly fabrikam: string;
}

/** What an act is, what makes it possible, and the entries that it leaves. */
interface Case {
  readonly prepare?: (customer: Customer) => Promise<string | undefined>;
  readonly act: (customer: Customer, prepared: string) => Promise<{ readonly ok: boolean }>;
  readonly by: (customer: Customer) => { readonly email: string; readonly platform: 'slack' | 'teams' };
  readonly entries: (told: Told) => readonly object[];
}

const byAna = () => ({ email: 'ana@fabrikam.com', platform: 'teams' }) as const;
const byGil = ({ gil }: Customer) => ({ email: gil, platform: 'slack' }) as const;

const cases: Readonly<Record<string, Case>> = {
  'drafting: nobody’s business but the sender’s': {
    act: ({ domain }) =>
      stage.service.invitations.draftRequest(ana(), {
        customer: domain,
        type: 'advisor',
        includesDap: false,
        note: null,
      }),
    by: byAna,
    entries: ({ fabrikam }) => [
      {
        kind: 'invitation.drafted',
        organization: fabrikam,
        counterpart: null,
        subject: 'invitation',
        before: null,
        after: { kind: 'relationship', type: 'advisor', includesDap: false },
      },
    ],
  },
  sending: {
    prepare: async ({ domain }) => {
      const { details, link } = await scene.draft(domain);
      return `${details.invitation.id} ${link}`;
    },
    act: (_, prepared) => {
      const [id = '', text = ''] = prepared.split(' ');
      return stage.service.invitations.send(ana(), id, { subject: 's', text, way: 'own_mail' });
    },
    by: byAna,
    entries: ({ fabrikam, customer }) => [
      {
        kind: 'invitation.sent',
        organization: fabrikam,
        counterpart: customer.id,
        subject: 'invitation',
        before: { state: 'draft' },
        after: { state: 'sent', way: 'own_mail', expiresAt: expect.stringContaining('T') },
      },
    ],
  },
  withdrawing: {
    prepare: ({ domain }) => scene.invite(domain),
    act: (_, id) => stage.service.invitations.withdraw(ana(), id),
    by: byAna,
    entries: ({ fabrikam, customer }) => [
      {
        kind: 'invitation.withdrawn',
        organization: fabrikam,
        counterpart: customer.id,
        before: { state: 'sent' },
        after: { state: 'withdrawn' },
      },
    ],
  },
  reminding: {
    prepare: ({ domain }) => scene.invite(domain),
    act: (_, id) => stage.service.invitations.remind(ana(), id),
    by: byAna,
    entries: ({ customer }) => [{ kind: 'invitation.reminded', counterpart: customer.id }],
  },
  declining: {
    prepare: ({ domain }) => scene.invite(domain),
    act: ({ gil }, id) => stage.service.invitations.decline(stage.as(gil), id, 'No'),
    by: byGil,
    entries: ({ fabrikam, customer }) => [
      {
        kind: 'invitation.declined',
        organization: customer.id,
        counterpart: fabrikam,
        before: { state: 'sent' },
        after: { state: 'declined', reason: 'No' },
      },
    ],
  },
  'accepting, with the agreement and the roles': {
    prepare: ({ domain }) => scene.invite(domain, { dap: true }),
    act: ({ gil }, id) => stage.service.invitations.accept(stage.as(gil), id, consent),
    by: byGil,
    entries: ({ fabrikam, customer }) => [
      {
        kind: 'invitation.accepted',
        organization: customer.id,
        counterpart: fabrikam,
        subject: 'invitation',
        before: { state: 'sent' },
        after: { state: 'accepted' },
      },
      {
        kind: 'agreement.accepted',
        organization: customer.id,
        counterpart: fabrikam,
        subject: 'organization',
        about: customer.id,
        after: { document: 'microsoft_customer_agreement', version, locale: 'en' },
      },
      {
        kind: 'relationship.started',
        counterpart: fabrikam,
        subject: 'relationship',
        after: { type: 'reseller_and_delegated_administrator' },
      },
      {
        kind: 'roles.granted',
        counterpart: fabrikam,
        subject: 'relationship',
        before: { roles: [] },
        after: { roles: ['global_admin', 'helpdesk_admin'] },
      },
    ],
  },
  'accepting another type': {
    prepare: async (customer) => {
      await scene.relate(customer);
      return scene.invite(customer.domain, { type: 'advisor' });
    },
    act: ({ gil }, id) => stage.service.invitations.accept(stage.as(gil), id, consent),
    by: byGil,
    entries: () => [
      { kind: 'invitation.accepted' },
      { kind: 'relationship.changed', before: { type: 'reseller' }, after: { type: 'advisor' } },
    ],
  },
  'removing the roles': {
    prepare: (customer) => scene.relate(customer, { dap: true }),
    act: ({ gil }) => stage.service.relationships.removeRoles(stage.as(gil), 'fabrikam.com'),
    by: byGil,
    entries: ({ fabrikam, customer }) => [
      {
        kind: 'roles.removed',
        organization: customer.id,
        counterpart: fabrikam,
        before: { roles: ['global_admin', 'helpdesk_admin'] },
        after: { roles: [] },
      },
      {
        kind: 'relationship.changed',
        before: { type: 'reseller_and_delegated_administrator' },
        after: { type: 'reseller' },
      },
    ],
  },
  'accepting the agreement alone: the customer’s own': {
    act: ({ gil }) => stage.service.agreements.accept(stage.as(gil), { ticked: true, version }),
    by: byGil,
    entries: ({ customer }) => [
      { kind: 'agreement.accepted', organization: customer.id, counterpart: null, subject: 'organization' },
    ],
  },
  'asking to end': {
    prepare: (customer) => scene.relate(customer),
    act: ({ gil }) => stage.service.relationships.end(stage.as(gil), 'fabrikam.com'),
    by: byGil,
    entries: ({ fabrikam, customer }) => [
      {
        kind: 'relationship.end_asked',
        organization: customer.id,
        counterpart: fabrikam,
        subject: 'relationship',
      },
    ],
  },
  'refusing to end': {
    prepare: async (customer) => {
      await scene.relate(customer);
      must(await stage.service.relationships.end(stage.as(customer.gil), 'fabrikam.com'));
      return undefined;
    },
    act: ({ domain }) => stage.service.relationships.refuseEnd(ana(), domain, 'Not yet'),
    by: byAna,
    entries: ({ customer }) => [
      { kind: 'relationship.end_refused', counterpart: customer.id, after: { reason: 'Not yet' } },
    ],
  },
  ending: {
    prepare: async (customer) => {
      await scene.relate(customer, { dap: true });
      return scene.invite(customer.domain, { type: 'advisor' });
    },
    act: ({ domain }) => stage.service.relationships.end(ana(), domain),
    by: byAna,
    entries: ({ fabrikam, customer }) => [
      {
        kind: 'relationship.ended',
        organization: fabrikam,
        counterpart: customer.id,
        before: { state: 'active', type: 'reseller_and_delegated_administrator' },
        after: { state: 'ended' },
      },
      { kind: 'roles.removed', before: { roles: ['global_admin', 'helpdesk_admin'] }, after: { roles: [] } },
      {
        kind: 'invitation.withdrawn',
        counterpart: customer.id,
        before: { state: 'sent' },
        after: { state: 'withdrawn' },
      },
    ],
  },
  'adding a member': {
    act: ({ gil }) =>
      stage.service.members.add(stage.as(gil), {
        name: 'New',
        email: 'new@x.example',
        agentRole: 'not_an_agent',
        adminRoles: ['billing_admin'],
        identity: null,
      }),
    by: byGil,
    entries: ({ customer }) => [
      {
        kind: 'member.added',
        organization: customer.id,
        counterpart: null,
        subject: 'member',
        after: { name: 'New', agentRole: 'not_an_agent', adminRoles: ['billing_admin'] },
      },
    ],
  },
  'making a code': {
    act: ({ gil, bea }) => stage.service.members.createCode(stage.as(gil), bea),
    by: byGil,
    entries: () => [
      {
        kind: 'member.code_created',
        subject: 'member',
        after: { name: 'Bea', expiresAt: expect.stringContaining('T') },
      },
    ],
  },
  'sharing MPSA purchases': {
    act: ({ gil }) => stage.service.relationships.shareMpsa(stage.as(gil), true),
    by: byGil,
    entries: () => [
      {
        kind: 'organization.changed',
        before: { sharesMpsaPurchases: false },
        after: { sharesMpsaPurchases: true },
      },
    ],
  },
  subscribing: {
    act: ({ gil }) =>
      stage.service.notifications.subscribe(
        stage.as(gil),
        { kind: 'channel', serviceUrl: null },
        'invitations',
      ),
    by: byGil,
    entries: ({ customer }) => [
      {
        kind: 'notification.subscribed',
        organization: customer.id,
        counterpart: null,
        after: { conversation: 'C1' },
      },
    ],
  },
  unsubscribing: {
    prepare: async ({ gil }) => {
      must(
        await stage.service.notifications.subscribe(
          stage.as(gil),
          { kind: 'channel', serviceUrl: null },
          'roles',
        ),
      );
      return undefined;
    },
    act: ({ gil }) => stage.service.notifications.unsubscribe(stage.as(gil), ''),
    by: byGil,
    entries: () => [
      { kind: 'notification.unsubscribed', before: { conversation: 'C1', expressions: ['roles'] } },
    ],
  },
};

describe('each act leaves its entries', () => {
  test.each(Object.keys(cases))('R-AUD-01: %s', async (name) => {
    const one = cases[name];
    if (!one) return;
    const customer = await scene.customer();
    const prepared = (await one.prepare?.(customer)) ?? '';
    const last = await mark();
    expect((await one.act(customer, prepared)).ok).toBe(true);
    const { email, platform } = one.by(customer);
    const actor = stage.as(email, platform);
    const told = { customer, fabrikam: ana().organizationId };
    const entries = await since(last);
    expect(entries).toMatchObject(
      one.entries(told).map((entry) => ({
        by: email.startsWith('ana') ? 'Ana' : 'Gil',
        actor: actor.memberId,
        organization: actor.organizationId,
        origin: 'chat',
        platform,
        workspace: actor.origin.workspace,
        conversation: 'C1',
        at: stage.env.now().getTime(),
        ...entry,
      })),
    );
  });

  test('R-AUD-01: authorizing a provider and taking its access', async () => {
    const id = await scene.inviteReseller('nora@northwind.com', 'fabrikam.com');
    const nora = stage.as('nora@northwind.com').organizationId;
    const last = await mark();
    await scene.accept('gina@fabrikam.com', id);
    must(await stage.service.partnerships.removeAccess(stage.as('gina@fabrikam.com'), 'northwind.com'));
    await scene.accept('gina@fabrikam.com', await scene.inviteReseller('nora@northwind.com', 'fabrikam.com'));
    const partnerships = (await since(last)).filter(({ subject }) => subject === 'partnership');
    expect(partnerships).toMatchObject([
      { kind: 'partnership.started', by: 'Gina', counterpart: nora, after: { adminAccess: true } },
      {
        kind: 'partnership.access_removed',
        counterpart: nora,
        before: { adminAccess: true },
        after: { adminAccess: false },
      },
      { kind: 'partnership.started', before: { adminAccess: false }, after: { adminAccess: true } },
    ]);
  });

  test('R-AUD-01: asking for the agreement', async () => {
    const customer = await scene.customer();
    await scene.relate(customer);
    stage.wait({ hours: 1 });
    await stage.publishAgreement('2026-07');
    const last = await mark();
    must(await stage.service.relationships.askForAgreement(ana(), customer.domain));
    expect(await since(last)).toMatchObject([
      {
        kind: 'agreement.asked',
        counterpart: customer.id,
        subject: 'relationship',
        after: { version: '2026-07' },
      },
    ]);
    await stage.env.db.execute(sql`delete from agreements where version = '2026-07'`);
  });

  test('R-AUD-01: redeeming, registering and joining, by people who were strangers', async () => {
    const draft = await scene.draft('boss@audited.example');
    const id = await scene.send(draft);
    const last = await mark();
    const visitor = scene.stranger('boss');
    const { actor } = must(
      await stage.service.invitations.register(visitor, draft.link, {
        name: 'Audited',
        country: 'US',
        cloud: 'public',
        language: 'en',
        tenantId: crypto.randomUUID(),
        memberName: 'Boss',
        memberEmail: 'boss@audited.example',
      }),
    );
    const { code } = must(
      await stage.service.members.createCode({ ...actor, deliveryId: 'd1' }, 'boss@audited.example'),
    );
    must(await stage.service.members.join(scene.stranger('boss2', 'tenant', 'teams'), code));
    const told = { by: 'Boss', actor: actor.memberId, organization: actor.organizationId };
    expect(await since(last)).toMatchObject([
      {
        ...told,
        kind: 'organization.registered',
        platform: 'slack',
        workspace: visitor.workspace,
        after: { name: 'Audited' },
      },
      {
        ...told,
        kind: 'invitation.redeemed',
        about: id,
        counterpart: ana().organizationId,
        after: { organization: 'Audited' },
      },
      { ...told, kind: 'member.code_created' },
      {
        ...told,
        kind: 'member.joined',
        platform: 'teams',
        workspace: 'tenant',
        after: { platform: 'teams', name: 'Boss' },
      },
    ]);
  });

  test('R-AUD-01 R-INV-10: what nobody did is the system’s, from no chat', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    const last = await mark();
    stage.wait({ days: 90 });
    await expireInvitations(stage.env);
    expect((await since(last)).filter(({ about }) => about === id)).toMatchObject([
      {
        kind: 'invitation.expired',
        organization: ana().organizationId,
        counterpart: customer.id,
        actor: null,
        by: 'Accord',
        origin: 'system',
        platform: null,
        workspace: null,
        conversation: null,
        before: { state: 'sent' },
        after: { state: 'expired' },
      },
    ]);
    const { invitation } = must(await stage.service.invitations.show(stage.as(customer.gil), id)).details;
    expect(invitation).toMatchObject({ state: 'expired', answer: { by: null, at: stage.env.now() } });
  });

  test('R-AUD-01: an act that is refused leaves none', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain, { dap: true });
    const last = await mark();
    const refused = await stage.service.invitations.accept(stage.as(customer.gil), id, {
      ...consent,
      ticked: false,
    });
    expect(codeOf(refused)).toBe('box_not_ticked');
    expect(codeOf(await stage.service.invitations.withdraw(stage.as(customer.gil), id))).toBe(
      'partners_only',
    );
    expect(await since(last)).toEqual([]);
  });
});

describe('the record', () => {
  test.each([
    `update audit_entries set actor_name = 'x'`,
    'delete from audit_entries',
    'truncate audit_entries cascade',
  ])('R-AUD-01: entries are never changed or deleted, not even by the owner: %s', async (statement) => {
    const last = await mark();
    await expect(stage.env.db.execute(sql.raw(statement))).rejects.toMatchObject({
      cause: { message: expect.stringContaining('written once') },
    });
    expect(await mark()).toBe(last);
  });

  test('R-AUD-01: a member whose name changed or who is gone stays in it as then', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    must(await stage.service.invitations.decline(stage.as(customer.gil), id, null));
    await stage.rows(sql`update members set name = 'Renamed' where email = ${customer.gil}`);
    await stage.env.db.execute(sql`delete from members where email = ${customer.gil}`);
    const { page } = must(await stage.service.overview.history(ana(), id, null));
    expect(page.items[0]).toMatchObject({ kind: 'invitation.declined', actorName: 'Gil' });
    const { details } = must(await stage.service.invitations.show(ana(), id));
    expect(details.invitation.answer?.by).toMatchObject({ name: 'Gil', email: customer.gil });
  });

  test('R-AUD-01 R-REL-04: each side reads what concerns it: an invitation, an organization, its own', async () => {
    const customer = await scene.customer();
    const id = await scene.relate(customer);
    const kinds = async (by: string, what: string) =>
      must(await stage.service.overview.history(stage.as(by), what, null)).page.items.map(({ kind }) => kind);
    expect(await kinds('ana@fabrikam.com', id)).toEqual([
      'invitation.accepted',
      'invitation.sent',
      'invitation.drafted',
    ]);
    expect(await kinds(customer.rob, id.toUpperCase())).toEqual(['invitation.accepted', 'invitation.sent']);
    expect(await kinds(customer.rob, 'fabrikam.com')).toEqual([
      'relationship.started',
      'agreement.accepted',
      'invitation.accepted',
      'invitation.sent',
    ]);
    expect(codeOf(await stage.service.overview.history(stage.as('nora@northwind.com'), id, null))).toBe(
      'organization_not_found',
    );
    expect(await kinds('nora@northwind.com', customer.domain)).toEqual([]);
    const home = must(await stage.service.overview.home(stage.as(customer.rob)));
    expect(home.recent.map(({ kind }) => kind)).toEqual(await kinds(customer.rob, ''));
    expect([...rowsOf(home.waiting, stage.env.now()), ...rowsOf(home.asked, stage.env.now())]).toEqual([]);
    expect(offeredOn('home', home, home)).toEqual([]);
    expect(must(await stage.service.relationships.partners(stage.as(customer.rob), everything)).total).toBe(
      1,
    );
  });
});
