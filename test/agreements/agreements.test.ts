import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { offeredOnOrganization } from '../kit/offers.ts';
import { type Customer, codeOf, consent, createScene, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;
let scene: Scene;
let customer: Customer;

// Which version is in force is the whole database's, so each test has one of its own.
beforeEach(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({
    name: 'Fabrikam',
    programme: 'direct_reseller',
    people: { Ana: ['admin_agent'], Hugo: ['helpdesk_agent'] },
  });
  await stage.publishAgreement(version);
  customer = await scene.customer();
});

afterEach(() => stage?.close());

const ana = () => stage.as('ana@fabrikam.com');
const gil = () => stage.as(customer.gil, 'teams');
const acceptances = () =>
  stage.rows(
    sql`select *, extract(epoch from at)::float8 * 1000 as moment from agreement_acceptances order by at`,
  );
const statusOf = async (email: string) => must(await stage.service.agreements.show(stage.as(email))).status;

describe('accepting with an invitation', () => {
  test('R-AGR-01: unticked nothing happens, and the refusal says so', async () => {
    const id = await scene.invite(customer.domain);
    const unticked = await stage.service.invitations.accept(gil(), id, { ...consent, ticked: false });
    expect(codeOf(unticked)).toBe('box_not_ticked');
    expect(await acceptances()).toEqual([]);
    expect(await stage.rows(sql`select 1 from relationships`)).toEqual([]);
  });

  test('R-AGR-02: the acceptance says document, version, locale, who, when, where and for whom', async () => {
    const id = await scene.invite(customer.domain);
    await stage.service.invitations.accept(gil(), id, consent);
    expect(await acceptances()).toMatchObject([
      {
        kind: 'microsoft_customer_agreement',
        version,
        locale: 'en',
        organization_id: customer.id,
        member_id: gil().memberId,
        name: 'Gil',
        email: customer.gil,
        moment: stage.env.now().getTime(),
        platform: 'teams',
        workspace: `teams-${customer.domain}`,
        conversation: 'C1',
      },
    ]);
  });

  test.each([
    'update agreement_acceptances set version = $$x$$',
    'delete from agreement_acceptances',
    'truncate agreement_acceptances',
  ])('R-AGR-02: never changed or deleted: %s', async (statement) => {
    await scene.relate(customer);
    const attempt = stage.env.db.execute(sql.raw(statement));
    await expect(attempt).rejects.toMatchObject({
      cause: { message: expect.stringContaining('written once') },
    });
    expect(await acceptances()).toHaveLength(1);
  });

  test('R-AGR-03: a customer that has accepted the version is not asked again', async () => {
    await scene.relate(customer);
    await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
    const second = await scene.invite(customer.domain, { from: 'leo@litware.com' });
    const review = must(await stage.service.invitations.review(gil(), second));
    expect(review.details.agreement?.acceptance?.by.name).toBe('Gil');
    await scene.accept(customer.gil, second, { ticked: false, agreementVersion: null });
    expect(await acceptances()).toHaveLength(1);
  });

  test('R-AGR-06: a version that came into force while the form was open is not accepted unread', async () => {
    const id = await scene.invite(customer.domain);
    stage.wait({ hours: 1 });
    await stage.publishAgreement('2026-07');
    const stale = await stage.service.invitations.accept(gil(), id, consent);
    expect(stale).toMatchObject({ problem: { code: 'agreement_changed', version: '2026-07' } });
    expect(await acceptances()).toEqual([]);
    await scene.accept(customer.gil, id, { agreementVersion: '2026-07' });
    expect(await acceptances()).toMatchObject([{ version: '2026-07' }]);
  });

  test('R-AGR-06: where none is published, none is asked for', async () => {
    await stage.env.db.execute(sql`delete from agreements`);
    const id = await scene.invite(customer.domain);
    await scene.accept(customer.gil, id, { ticked: false, agreementVersion: null });
    expect(await acceptances()).toEqual([]);
    const alone = await stage.service.agreements.accept(gil(), { ticked: true, version });
    expect(codeOf(alone)).toBe('agreement_not_published');
    expect(codeOf(await stage.service.relationships.askForAgreement(ana(), customer.domain))).toBe(
      'agreement_not_published',
    );
  });
});

describe('accepting alone', () => {
  test('R-AGR-04 R-AGR-01: its own flow, with its own box', async () => {
    const accept = (ticked: boolean, typed: string | null) =>
      stage.service.agreements.accept(stage.as(customer.bea), { ticked, version: typed });
    expect(codeOf(await accept(false, version))).toBe('box_not_ticked');
    expect(codeOf(await accept(true, '2025-07'))).toBe('agreement_changed');
    expect(codeOf(await accept(true, null))).toBe('agreement_changed');
    expect(await acceptances()).toEqual([]);
    const { status } = must(await accept(true, version));
    expect(status.acceptance).toMatchObject({ version, by: { name: 'Bea', email: customer.bea } });
    expect(await accept(true, version)).toMatchObject({
      problem: { code: 'agreement_already_accepted', version, by: 'Bea', at: stage.env.now() },
    });
    // It starts nothing with anybody.
    expect(await stage.rows(sql`select 1 from relationships`)).toEqual([]);
    await scene.accept(customer.gil, await scene.invite(customer.domain), {
      ticked: false,
      agreementVersion: null,
    });
  });

  test('R-AGR-06: a new version is required from then on, and the old acceptance stays on record', async () => {
    await scene.relate(customer);
    stage.wait({ days: 30 });
    await stage.publishAgreement('2026-07');
    expect(await statusOf(customer.rob)).toMatchObject({
      current: { version: '2026-07' },
      acceptance: null,
      latest: { version },
    });
    const seen = must(await stage.service.overview.showOrganization(ana(), customer.domain));
    expect(seen.situation).toMatchObject({
      relationships: {
        asCustomer: { customer: { id: customer.id } },
        agreement: { current: { version: '2026-07' }, acceptance: null, latest: { version } },
      },
    });
    expect(offeredOnOrganization(seen)).toContain('agreement ask');
    must(await stage.service.agreements.accept(gil(), { ticked: true, version: '2026-07' }));
    expect((await acceptances()).map((row) => row.version)).toEqual([version, '2026-07']);
  });

  test('R-AGR-06: a translation of an earlier version that is added later brings it not back into force', async () => {
    stage.wait({ days: 1 });
    await stage.publishAgreement('2026-07');
    stage.wait({ days: 1 });
    await stage.publishAgreement(version, 'ru');
    expect(await statusOf(customer.rob)).toMatchObject({ current: { version: '2026-07', locale: 'en' } });
  });

  test('R-AGR-02: the document is shown in the organization’s language where there is one', async () => {
    await stage.publishAgreement(version, 'ru');
    expect((await statusOf(customer.rob)).current?.locale).toBe('en');
    await stage.rows(sql`update organizations set language = 'ru' where id = ${customer.id}`);
    expect((await statusOf(customer.rob)).current?.locale).toBe('ru');
    await stage.rows(sql`update organizations set language = 'zh-TW' where id = ${customer.id}`);
    expect((await statusOf(customer.rob)).current?.locale).toBe('en');
  });
});

describe('asking for it', () => {
  test('R-AGR-05: a partner that is blocked for want of it asks once for each version', async () => {
    expect(codeOf(await stage.service.relationships.askForAgreement(ana(), customer.domain))).toBe(
      'not_related',
    );
    await scene.relate(customer);
    expect(codeOf(await stage.service.relationships.askForAgreement(ana(), customer.domain))).toBe(
      'agreement_already_accepted',
    );
    stage.wait({ days: 1 });
    await stage.publishAgreement('2026-07');
    const asked = stage.env.now();
    expect(must(await stage.service.relationships.askForAgreement(ana(), customer.domain))).toMatchObject({
      customer: { id: customer.id },
      version: '2026-07',
    });
    stage.wait({ days: 1 });
    expect(await stage.service.relationships.askForAgreement(ana(), customer.domain)).toMatchObject({
      ok: false,
      problem: { code: 'agreement_already_asked', at: asked, organization: { id: customer.id } },
    });
    stage.wait({ days: 1 });
    await stage.publishAgreement('2026-10');
    const later = stage.env.now();
    expect((await stage.service.relationships.askForAgreement(ana(), customer.domain)).ok).toBe(true);
    stage.wait({ days: 1 });
    expect(await stage.service.relationships.askForAgreement(ana(), customer.domain)).toMatchObject({
      problem: { code: 'agreement_already_asked', at: later },
    });
  });

  test('R-REL-06 R-AGR-05: before it is the customer’s partner, a sender learns nothing of the agreement', async () => {
    must(await stage.service.agreements.accept(gil(), { ticked: true, version }));
    const draft = await scene.draft(customer.domain);
    const id = await scene.send(draft);
    const asSender = must(await stage.service.invitations.show(ana(), id));
    expect(asSender.details.agreement).toBeNull();
    expect(JSON.stringify(asSender)).not.toContain('Gil');
    const asCustomer = must(await stage.service.invitations.show(gil(), id));
    expect(asCustomer.details.agreement?.acceptance?.by.name).toBe('Gil');
    await scene.accept(customer.gil, id);
    expect(must(await stage.service.invitations.show(ana(), id)).details.agreement?.acceptance?.version).toBe(
      version,
    );
  });
});
