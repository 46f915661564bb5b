import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relationshipTypes } from '../../src/relationships/model/types.ts';
import { createServices } from '../../src/subjects.ts';
import { rowsOf } from '../kit/home.ts';
import { offeredAbout, offeredOn } from '../kit/offers.ts';
import { codeOf, countOf, createScene, everything, must, type Scene } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;
let scene: Scene;

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  const people = { Ana: ['admin_agent'], Hugo: ['helpdesk_agent'] } as const;
  await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people });
  await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
  await stage.add({
    name: 'Adatum',
    programme: 'direct_reseller',
    mayAskForDap: false,
    people: { Ada: ['admin_agent'] },
  });
  for (const [name, country, cloud] of [
    ['Federal', 'US', 'us_government'],
    ['Bund', 'DE', 'germany'],
    ['Shanghai', 'CN', 'china'],
  ] as const) {
    const person = { [name]: ['admin_agent', 'global_admin'] } as const;
    await stage.add({ name, country, cloud, programme: 'direct_reseller', people: person });
  }
  await stage.publishAgreement('2026-01');
});

afterAll(() => stage?.close());

const ana = () => stage.as('ana@fabrikam.com');
const request = (customer: string, from = 'ana@fabrikam.com') =>
  stage.service.invitations.draftRequest(stage.as(from), {
    customer,
    type: 'reseller',
    includesDap: undefined,
    note: null,
  });

describe('whom a partner may ask', () => {
  test('R-ORG-04: a customer of another region is refused, and nothing is drafted', async () => {
    const customer = await scene.customer({ country: 'FR' });
    expect(await request(customer.domain)).toMatchObject({
      problem: { code: 'other_region', mine: 'UNITED_STATES', myCountry: 'US', theirCountry: 'FR' },
    });
    expect(await countOf(stage, 'invitations', `recipient_id = '${customer.id}'`)).toBe(0);
  });

  test('R-ORG-05: a customer of another cloud is refused, and both clouds are named', async () => {
    const customer = await scene.customer({ cloud: 'us_government' });
    expect(await request(customer.domain)).toMatchObject({
      problem: { code: 'other_cloud', mine: 'public', theirs: 'us_government' },
    });
    const back = await scene.customer();
    expect(await request(back.domain, 'federal@federal.com')).toMatchObject({
      problem: { code: 'other_cloud', mine: 'us_government', theirs: 'public' },
    });
  });

  test('R-ORG-05: nobody reaches into the china cloud', async () => {
    const customer = await scene.customer({ cloud: 'china', country: 'US' });
    expect(await request(customer.domain)).toMatchObject({
      problem: { code: 'other_cloud', theirs: 'china' },
    });
  });

  test('R-ORG-02: in the china cloud every partner command says so and changes nothing', async () => {
    const { service } = stage;
    const shan = () => stage.as('shanghai@shanghai.com');
    const id = '00000000-0000-7000-8000-000000000000';
    const mail = { subject: 's', text: 't', way: 'own_mail' } as const;
    const before = await countOf(stage, 'audit_entries');
    const answers = await Promise.all([
      request('fabrikam.com', 'shanghai@shanghai.com'),
      service.invitations.prepareRequest(shan()),
      service.invitations.prepareProviderInvitation(shan()),
      service.invitations.draftRolesRequest(shan(), 'fabrikam.com'),
      service.invitations.draftProviderInvitation(shan(), { reseller: 'fabrikam.com', note: null }),
      service.invitations.reopenDraft(shan(), id),
      service.invitations.send(shan(), id, mail),
      service.invitations.withdraw(shan(), id),
      service.invitations.remind(shan(), id),
      service.invitations.show(shan(), id),
      service.invitations.review(shan(), id),
      service.invitations.accept(shan(), id, { ticked: true, agreementVersion: null, replaces: null }),
      service.invitations.decline(shan(), id, null),
      service.invitations.list(shan(), { ...everything, direction: null, state: null }),
      service.relationships.customers(shan(), everything),
      service.relationships.partners(shan(), everything),
      service.partnerships.providers(shan(), everything),
      service.partnerships.resellers(shan(), everything),
      service.overview.showOrganization(shan(), 'fabrikam.com'),
      service.relationships.removeRoles(shan(), 'fabrikam.com'),
      service.relationships.end(shan(), 'fabrikam.com'),
      service.relationships.refuseEnd(shan(), 'fabrikam.com', 'no'),
      service.partnerships.removeAccess(shan(), 'fabrikam.com'),
      service.relationships.shareMpsa(shan(), true),
      service.agreements.show(shan()),
      service.agreements.accept(shan(), { ticked: true, version: '2026-01' }),
      service.relationships.askForAgreement(shan(), 'fabrikam.com'),
      service.overview.history(shan(), '', null),
    ]);
    for (const answer of answers) {
      expect(answer).toEqual({
        ok: false,
        problem: { code: 'partner_features_unavailable', cloud: 'china' },
      });
    }
    expect(await countOf(stage, 'audit_entries')).toBe(before);
  });

  test('R-ORG-02: its home begins nothing, and its own people stay its own matter', async () => {
    const home = must(await stage.service.overview.home(stage.as('shanghai@shanghai.com')));
    expect(offeredOn('home', home, home)).toEqual([]);
    const code = await stage.service.members.createCode(
      stage.as('shanghai@shanghai.com'),
      'shanghai@shanghai.com',
    );
    expect(code.ok).toBe(true);
  });

  test('nobody asks itself, by domain or by an address at it', async () => {
    expect(codeOf(await request('fabrikam.com'))).toBe('own_organization');
    expect(codeOf(await request('somebody@Fabrikam.com'))).toBe('own_organization');
  });

  test('an organization that is not there cannot be asked; an address that is not there can', async () => {
    expect(codeOf(await request('nowhere.example'))).toBe('recipient_not_found');
    expect(codeOf(await request('gil@nowhere'))).toBe('not_an_email');
    expect(codeOf(await request(' '))).toBe('field_missing');
    expect((await request('gil@somewhere.example')).ok).toBe(true);
  });

  test('R-INV-13: an address at the domain of a known organization means that organization', async () => {
    const customer = await scene.customer();
    const { details } = must(await request(`Buyer@${customer.domain.toUpperCase()}`));
    expect(details).toMatchObject({
      recipient: { id: customer.id },
      invitation: { recipientId: customer.id, recipientEmail: `Buyer@${customer.domain}` },
    });
  });

  test('R-REL-01: a partner that already has the type is refused, with any privileges', async () => {
    const customer = await scene.customer();
    await scene.relate(customer);
    expect(await request(customer.domain)).toMatchObject({
      problem: { code: 'already_related', type: 'reseller', organization: { domain: customer.domain } },
    });
    const withRoles = await scene.customer();
    await scene.relate(withRoles, { dap: true });
    // The roles stay in place, so what it asks for is what it has.
    expect(await request(withRoles.domain)).toMatchObject({
      problem: { code: 'already_related', type: 'reseller_and_delegated_administrator' },
    });
    const advice = await stage.service.invitations.draftRequest(ana(), {
      customer: withRoles.domain,
      type: 'advisor',
      includesDap: false,
      note: null,
    });
    expect(advice.ok).toBe(true);
  });
});

describe('what is asked for', () => {
  test.each(relationshipTypes)(
    'R-INV-02 R-REL-01: %s is asked for, accepted, and what there is',
    async (type) => {
      const customer = await scene.customer();
      const draft = await scene.draft(customer.domain, { type });
      expect(draft.details.invitation).toMatchObject({ kind: 'relationship', type, state: 'draft' });
      await scene.accept(customer.gil, await scene.send(draft));
      const { items } = must(await stage.service.relationships.partners(stage.as(customer.rob), everything));
      const delegated = type.includes('delegated_administrator');
      expect(items).toMatchObject([{ relationship: { type, hasDap: delegated } }]);
    },
  );

  test('R-DAP-09: without the entitlement the choice is absent and privileges are refused', async () => {
    const customer = await scene.customer();
    const ada = () => stage.as('ada@adatum.com');
    expect(await stage.service.invitations.prepareRequest(ada())).toEqual({
      ok: true,
      value: { dapChoice: 'absent', cloud: 'public' },
    });
    const asked = { customer: customer.domain, type: 'reseller', note: null } as const;
    expect(codeOf(await stage.service.invitations.draftRequest(ada(), { ...asked, includesDap: true }))).toBe(
      'dap_not_entitled',
    );
    expect(
      (await stage.service.invitations.draftRequest(ada(), { ...asked, includesDap: undefined })).ok,
    ).toBe(true);
  });

  test('R-DAP-09: a draft from the time of the entitlement is not sent after it', async () => {
    await stage.add({ name: 'Proseware', programme: 'direct_reseller', people: { Pam: ['admin_agent'] } });
    const customer = await scene.customer();
    const ask = { from: 'pam@proseware.com', dap: true };
    const draft = await scene.draft(customer.domain, ask);
    await stage.rows(sql`update organizations set may_ask_for_dap = false where domain = 'proseware.com'`);
    const { id } = draft.details.invitation;
    const mail = { subject: 's', text: draft.link, way: 'own_mail' } as const;
    const sent = await stage.service.invitations.send(stage.as(ask.from), id, mail);
    expect(codeOf(sent)).toBe('dap_not_entitled');
  });

  test('R-INV-07: in the German and US Government clouds the privileges come along', async () => {
    for (const [cloud, country, from] of [
      ['germany', 'DE', 'bund@bund.com'],
      ['us_government', 'US', 'federal@federal.com'],
    ] as const) {
      const customer = await scene.customer({ cloud, country });
      expect(await stage.service.invitations.prepareRequest(stage.as(from))).toMatchObject({
        value: { dapChoice: 'fixed_by_cloud' },
      });
      const left = await stage.service.invitations.draftRequest(stage.as(from), {
        customer: customer.domain,
        type: 'reseller',
        includesDap: false,
        note: null,
      });
      expect(left).toMatchObject({ problem: { code: 'dap_required_in_cloud', cloud } });
      const { details } = must(await request(customer.domain, from));
      expect(details.invitation).toMatchObject({
        type: 'reseller_and_delegated_administrator',
        includesDap: true,
      });
    }
  });

  test('a note is kept without its margins and refused when it is too long', async () => {
    const customer = await scene.customer();
    const noted = (note: string) =>
      stage.service.invitations.draftRequest(ana(), {
        customer: customer.domain,
        type: 'reseller',
        includesDap: false,
        note,
      });
    expect(await noted('x'.repeat(501))).toMatchObject({
      problem: { code: 'text_too_long', field: 'note', length: 501, max: 500 },
    });
    expect(must(await noted('   ')).details.invitation.note).toBeNull();
    expect(must(await noted(`  ${'x'.repeat(500)}  `)).details.invitation.note).toHaveLength(500);
  });
});

describe('the draft', () => {
  test('R-INV-03: the link is random, shown once, and kept as a hash alone', async () => {
    const customer = await scene.customer();
    const draft = await scene.draft(customer.domain);
    const token = scene.token(draft);
    expect(token).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    const [row] = await stage.rows(
      sql`select concat(invitations::text, personal_links::text) as text, token_hash = sha256(${token}::bytea) as hashed
          from invitations join personal_links on invitation_id = id where id = ${draft.details.invitation.id}`,
    );
    expect(row?.hashed).toBe(true);
    expect(row?.text).not.toContain(token);
    const leaks = await stage.rows(
      sql`select 1 from audit_entries where concat(before::text, after::text) like ${`%${token}%`}`,
    );
    expect(leaks).toEqual([]);
  });

  test('R-INV-03 R-INV-04: asking again rewrites the draft, and the earlier link is worth nothing', async () => {
    const customer = await scene.customer();
    const first = await scene.draft(customer.domain);
    const second = await scene.draft(customer.domain, { type: 'advisor' });
    expect(second.details.invitation).toMatchObject({ id: first.details.invitation.id, type: 'advisor' });
    expect(second.link).not.toBe(first.link);
    const mail = { subject: 's', text: first.link, way: 'own_mail' } as const;
    const sent = await stage.service.invitations.send(ana(), second.details.invitation.id, mail);
    expect(codeOf(sent)).toBe('link_missing');
    await scene.send(second);
    const redeemed = await stage.service.invitations.redeem(scene.visitor(customer.gil), first.link);
    expect(codeOf(redeemed)).toBe('code_not_valid');
  });

  test('R-INV-04: a draft is opened again with a new link, and still says whom it is for', async () => {
    const customer = await scene.customer();
    const draft = await scene.draft(customer.domain);
    const { id } = draft.details.invitation;
    const again = must(await stage.service.invitations.reopenDraft(ana(), id.toUpperCase()));
    expect(again.details).toMatchObject({ recipient: { name: expect.stringContaining('Customer') } });
    expect(again.link).not.toBe(draft.link);
    expect(again.days).toBe(90);
    await scene.send(again);
    expect(codeOf(await stage.service.invitations.reopenDraft(ana(), id))).toBe('invitation_already_open');
    must(await stage.service.invitations.withdraw(ana(), id));
    expect(codeOf(await stage.service.invitations.reopenDraft(ana(), id))).toBe('invitation_answered');
  });

  test('R-INV-04: a text without the personal link is refused, edited around it is not', async () => {
    const customer = await scene.customer();
    const draft = await scene.draft(customer.domain);
    const other = await scene.draft((await scene.customer()).domain);
    const { id } = draft.details.invitation;
    const send = (text: string) =>
      stage.service.invitations.send(ana(), id, { subject: 's', text, way: 'own_mail' });
    const elsewhere = draft.link.replace('accord.example', 'accord.example.org');
    for (const text of ['', 'Please accept.', other.link, elsewhere, draft.link.slice(0, -1)]) {
      expect(codeOf(await send(text))).toBe('link_missing');
    }
    expect(await send(`${draft.link} ${'x'.repeat(3000)}`)).toMatchObject({
      problem: { code: 'text_too_long', field: 'text', max: 3000 },
    });
    expect((await send(`Dear Gil,\n(${draft.link.toUpperCase().replace('HTTPS', 'https')})\nAna`)).ok).toBe(
      true,
    );
  });

  test('a subject is one line of bounded length', async () => {
    const draft = await scene.draft((await scene.customer()).domain);
    const mail = { subject: 'x'.repeat(201), text: draft.link, way: 'own_mail' } as const;
    expect(await stage.service.invitations.send(ana(), draft.details.invitation.id, mail)).toMatchObject({
      problem: { code: 'text_too_long', field: 'subject', max: 200 },
    });
  });

  test('R-INV-01: a draft is its sender’s alone: the recipient neither sees nor answers it', async () => {
    const customer = await scene.customer();
    const { id } = (await scene.draft(customer.domain)).details.invitation;
    const gil = () => stage.as(customer.gil);
    const said = [
      await stage.service.invitations.show(gil(), id),
      await stage.service.invitations.review(gil(), id),
      await stage.service.invitations.accept(gil(), id, {
        ticked: true,
        agreementVersion: '2026-01',
        replaces: null,
      }),
      await stage.service.invitations.decline(gil(), id, null),
    ];
    for (const answer of said) expect(codeOf(answer)).toBe('invitation_not_found');
    const list = await stage.service.invitations.list(gil(), { ...everything, direction: null, state: null });
    expect(must(list).total).toBe(0);
    const { waiting, asked } = must(await stage.service.overview.home(gil()));
    // The agreement waits for every admin of a customer; the draft does not.
    expect(rowsOf(waiting, stage.env.now()).map(({ command }) => command)).toEqual(['agreement']);
    expect(rowsOf(asked, stage.env.now())).toEqual([]);
    expect(must(await stage.service.overview.history(gil(), '', null)).page.items).toEqual([]);
    expect(codeOf(await stage.service.invitations.withdraw(ana(), id))).toBe('invitation_is_draft');
    expect(codeOf(await stage.service.invitations.remind(ana(), id))).toBe('invitation_is_draft');
  });

  test('another partner can do nothing with it', async () => {
    const customer = await scene.customer();
    const draft = await scene.draft(customer.domain);
    const { id } = draft.details.invitation;
    const leo = () => stage.as('leo@litware.com');
    const mail = { subject: 's', text: draft.link, way: 'own_mail' } as const;
    expect(codeOf(await stage.service.invitations.reopenDraft(leo(), id))).toBe('invitation_not_found');
    expect(codeOf(await stage.service.invitations.send(leo(), id, mail))).toBe('invitation_not_found');
    await scene.send(draft);
    expect(codeOf(await stage.service.invitations.withdraw(leo(), id))).toBe('invitation_not_found');
    expect(codeOf(await stage.service.invitations.remind(leo(), id))).toBe('invitation_not_found');
    expect(codeOf(await stage.service.invitations.show(leo(), id))).toBe('invitation_not_found');
    // Nor can the recipient take back what was sent to it.
    expect(codeOf(await stage.service.invitations.withdraw(stage.as(customer.gil), id))).toBe(
      'partners_only',
    );
  });
});

describe('sending', () => {
  const mailsOf = (id: string) => countOf(stage, 'mails', `invitation_id = '${id}'`);

  test('R-INV-05 R-INV-15: by the sender’s own mail nothing is mailed from here', async () => {
    const id = await scene.invite('buyer@elsewhere1.example');
    const { details } = must(await stage.service.invitations.show(ana(), id));
    expect(details.invitation).toMatchObject({ state: 'sent', sentBy: 'own_mail', sentAt: stage.env.now() });
    expect(await mailsOf(id)).toBe(0);
  });

  test('R-INV-05 R-INV-15 R-SEC-04: the system mails it, and keeps the text sealed', async () => {
    const id = await scene.invite('buyer@elsewhere2.example', { way: 'system' });
    const { details } = must(await stage.service.invitations.show(ana(), id));
    expect(details.invitation).toMatchObject({ state: 'sent', sentBy: 'system' });
    const mails = await stage.rows(
      sql`select content, due_at is not null as due from mails where invitation_id = ${id}`,
    );
    expect(mails).toMatchObject([{ content: expect.stringMatching(/^sealed \d+$/), due: true }]);
  });

  test('R-INV-05: the system tells an organization that is in chat there, and needs no address', async () => {
    const id = await scene.invite((await scene.customer()).domain, { way: 'system' });
    expect(await mailsOf(id)).toBe(0);
  });

  test('R-INV-05: without mail the system cannot send to an address', async () => {
    const service = createServices({ ...stage.env, sendsMail: false });
    const draft = await scene.draft('buyer@elsewhere3.example');
    const mail = { subject: 's', text: draft.link, way: 'system' } as const;
    const refused = await service.invitations.send(ana(), draft.details.invitation.id, mail);
    expect(codeOf(refused)).toBe('mail_not_configured');
  });

  test('R-INV-10: it is open for as many days as the sender’s organization set', async () => {
    await stage.add({
      name: 'Wingtip',
      programme: 'direct_reseller',
      invitationDays: 14,
      people: { Wim: ['admin_agent'] },
    });
    const days = async (from: string) => {
      const id = await scene.invite((await scene.customer()).domain, { from });
      const { expiresAt, sentAt } = must(await stage.service.invitations.show(stage.as(from), id)).details
        .invitation;
      return (Number(expiresAt) - Number(sentAt)) / 86_400_000;
    };
    expect(await days('ana@fabrikam.com')).toBe(90);
    expect(await days('wim@wingtip.com')).toBe(14);
  });

  test('R-INV-01: a sent invitation is not sent again', async () => {
    const draft = await scene.draft((await scene.customer()).domain);
    const id = await scene.send(draft);
    const mail = { subject: 's', text: draft.link, way: 'own_mail' } as const;
    expect(codeOf(await stage.service.invitations.send(ana(), id, mail))).toBe('invitation_already_open');
  });

  test('R-INV-15: lists show drafts, sent and answered ones, with what happened when', async () => {
    await stage.add({ name: 'Trey', programme: 'direct_reseller', people: { Tess: ['admin_agent'] } });
    const from = 'tess@trey.com';
    const drafted = await scene.customer();
    await scene.draft(drafted.domain, { from });
    stage.wait({ hours: 1 });
    await scene.invite((await scene.customer()).domain, { from });
    stage.wait({ hours: 1 });
    await scene.invite('buyer@elsewhere4.example', { from, way: 'system' });
    const list = (query: object = {}) =>
      stage.service.invitations
        .list(stage.as(from), { ...everything, direction: 'sent', state: null, ...query })
        .then(must);
    expect((await list()).items.map(({ invitation }) => [invitation.state, invitation.sentBy])).toEqual([
      ['sent', 'system'],
      ['sent', 'own_mail'],
      ['draft', null],
    ]);
    expect((await list({ state: 'draft' })).items).toMatchObject([{ counterpart: { id: drafted.id } }]);
    expect((await list({ text: drafted.domain })).total).toBe(1);
    expect((await list({ text: 'ELSEWHERE4' })).total).toBe(1);
    expect((await list({ direction: 'received' })).total).toBe(0);
  });
});

describe('one open invitation', () => {
  test('R-INV-11: asking again shows the open one, whatever is asked for', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    for (const ask of [customer.domain, customer.domain.toUpperCase(), `x@${customer.domain}`, customer.id]) {
      expect(await request(ask)).toMatchObject({
        problem: { code: 'invitation_already_open', invitation: { id, state: 'sent' } },
      });
    }
    // Another partner asks for itself.
    expect((await request(customer.domain, 'leo@litware.com')).ok).toBe(true);
  });

  test('R-INV-11: an address is one recipient, whatever its capitals', async () => {
    const id = await scene.invite('Buyer@elsewhere5.example');
    expect(await request('bUYER@Elsewhere5.EXAMPLE')).toMatchObject({
      problem: { code: 'invitation_already_open', invitation: { id } },
    });
  });

  test('R-INV-11: after the answer there may be another', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    must(await stage.service.invitations.decline(stage.as(customer.bea), id, 'Not now'));
    const again = await scene.draft(customer.domain);
    expect(again.details.invitation.id).not.toBe(id);
  });
});

const entriesOf = (id: string, kind: string) =>
  stage.rows(sql`select after from audit_entries where subject_id = ${id} and kind = ${kind}`);

describe('withdrawing and reminding', () => {
  test('R-INV-10: the sender withdraws while it is sent, and nobody answers it afterwards', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    const withdrawn = must(await stage.service.invitations.withdraw(ana(), id));
    expect(offeredAbout(withdrawn, stage.env.now())).toEqual([]);
    expect(withdrawn).toMatchObject({
      viewer: { member: { name: 'Ana' }, organization: { domain: 'fabrikam.com' } },
      details: {
        invitation: {
          state: 'withdrawn',
          answer: { by: { name: 'Ana' }, at: stage.env.now(), platform: 'slack' },
        },
      },
    });
    const refused = await stage.service.invitations.accept(stage.as(customer.gil), id, {
      ticked: true,
      agreementVersion: '2026-01',
      replaces: null,
    });
    expect(refused).toMatchObject({
      problem: {
        code: 'invitation_answered',
        invitation: { state: 'withdrawn', answer: { by: { name: 'Ana' } } },
      },
    });
    expect(codeOf(await stage.service.invitations.withdraw(ana(), id))).toBe('invitation_answered');
  });

  test('R-INV-10: once a day at most somebody reminds of it', async () => {
    const customer = await scene.customer();
    const id = await scene.invite(customer.domain);
    const first = stage.env.now();
    expect((await stage.service.invitations.remind(ana(), id)).ok).toBe(true);
    stage.wait({ hours: 23 });
    expect(await stage.service.invitations.remind(ana(), id)).toEqual({
      ok: false,
      problem: { code: 'reminded_already', at: first },
    });
    stage.wait({ hours: 1 });
    expect((await stage.service.invitations.remind(ana(), id)).ok).toBe(true);
    must(await stage.service.invitations.withdraw(ana(), id));
    stage.wait({ days: 2 });
    expect(codeOf(await stage.service.invitations.remind(ana(), id))).toBe('invitation_answered');
  });

  test('R-INV-13: while nobody has redeemed the link, reminding is a mail to review, and opening it sends nothing', async () => {
    const { service } = stage;
    const sent = await scene.draft('boss@far.example');
    const id = await scene.send(sent);
    stage.wait({ days: 30 });
    const reminder = must(await service.invitations.remind(ana(), id));
    if (reminder.by !== 'mail') throw new Error('somebody was reminded in chat');
    expect(reminder.draft.days).toBe(60);
    expect(reminder.draft.link).not.toBe(sent.link);
    expect(await entriesOf(id, 'invitation.reminded')).toEqual([]);
    const mail = { subject: 'Again', text: reminder.draft.link, way: 'system' } as const;
    expect(codeOf(await service.invitations.remindByMail(ana(), id, { ...mail, text: 'Hello' }))).toBe(
      'link_missing',
    );
    const queued = await countOf(stage, 'mails');
    must(await service.invitations.remindByMail(ana(), id, mail));
    expect((await countOf(stage, 'mails')) - queued).toBe(1);
    expect(await entriesOf(id, 'invitation.reminded')).toMatchObject([{ after: { way: 'system' } }]);
    for (const again of [
      service.invitations.remind(ana(), id),
      service.invitations.remindByMail(ana(), id, mail),
    ]) {
      expect(codeOf(await again)).toBe('reminded_already');
    }
    // R-INV-03: the newer mail's link is the one that counts.
    const customer = await scene.customer({ domain: 'far.example' });
    const gil = scene.visitor(customer.gil);
    expect(codeOf(await service.invitations.redeem(gil, sent.link))).toBe('code_not_valid');
    expect(must(await service.invitations.redeem(gil, reminder.draft.link))).toEqual({
      kind: 'invitation',
      invitationId: id,
    });
    stage.wait({ days: 2 });
    expect(must(await service.invitations.remind(ana(), id)).by).toBe('chat');
    must(await service.invitations.decline(stage.as(customer.gil), id, null));
    expect(codeOf(await service.invitations.redeem(scene.visitor(customer.gil), reminder.draft.link))).toBe(
      'code_not_valid',
    );
  });

  test('R-ROLE-08: who may not ask may not send, withdraw or remind either', async () => {
    const customer = await scene.customer();
    const draft = await scene.draft(customer.domain);
    const { id } = draft.details.invitation;
    const hugo = () => stage.as('hugo@fabrikam.com');
    const mail = { subject: 's', text: draft.link, way: 'own_mail' } as const;
    expect(codeOf(await stage.service.invitations.reopenDraft(hugo(), id))).toBe('role_needed');
    expect(codeOf(await stage.service.invitations.send(hugo(), id, mail))).toBe('role_needed');
    await scene.send(draft);
    expect(codeOf(await stage.service.invitations.withdraw(hugo(), id))).toBe('role_needed');
    expect(codeOf(await stage.service.invitations.remind(hugo(), id))).toBe('role_needed');
    const now = stage.env.now();
    expect(offeredAbout(must(await stage.service.invitations.show(hugo(), id)), now)).toEqual([]);
    const offered = offeredAbout(must(await stage.service.invitations.show(ana(), id)), now);
    expect(offered).toEqual(['remind', 'withdraw --yes']);
  });
});
