import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, countOf, createScene, everything, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

// Two partners that are each other's customers: what one of them ends concerns the requests of both.

let stage: Stage;
let scene: Scene;
let round = 0;
let ana: string;
let leo: string;
let domains: { readonly fabrikam: string; readonly litware: string };

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.publishAgreement(version);
});

beforeEach(async () => {
  round += 1;
  domains = { fabrikam: `fabrikam${round}.com`, litware: `litware${round}.com` };
  const people = (name: string) => ({ [name]: ['admin_agent', 'global_admin'] }) as const;
  await stage.add({
    name: `Fabrikam ${round}`,
    domain: domains.fabrikam,
    programme: 'direct_reseller',
    people: people('Ana'),
  });
  await stage.add({
    name: `Litware ${round}`,
    domain: domains.litware,
    programme: 'direct_reseller',
    people: people('Leo'),
  });
  ana = `ana@${domains.fabrikam}`;
  leo = `leo@${domains.litware}`;
});

afterAll(() => stage?.close());

/** Fabrikam sells to Litware. */
async function related(): Promise<void> {
  await scene.accept(leo, await scene.invite(domains.litware, { from: ana }));
}
const stateOf = async (id: string) =>
  (await stage.rows(sql`select state, answered_by_name as by from invitations where id = ${id}`))[0];

describe('R-REL-03: ending closes what is open between the two', () => {
  test.each(['ended by the one', 'ended by the other'])('sent either way: %s', async (who) => {
    await related();
    const [mine, theirs] = [
      await scene.invite(domains.litware, { from: ana, type: 'advisor' }),
      await scene.invite(domains.fabrikam, { from: leo }),
    ];
    if (who === 'ended by the other') await scene.accept(ana, theirs);
    const [by, other] = who === 'ended by the one' ? [ana, domains.litware] : [leo, domains.fabrikam];
    const open = who === 'ended by the one' ? [mine, theirs] : [mine];
    must(await stage.service.relationships.end(stage.as(by), other));
    for (const id of open) {
      expect(await stateOf(id)).toEqual({ state: 'withdrawn', by: by === ana ? 'Ana' : 'Leo' });
      const answerer = id === mine ? leo : ana;
      expect(
        codeOf(
          await stage.service.invitations.accept(stage.as(answerer), id, {
            ticked: true,
            agreementVersion: version,
            replaces: null,
          }),
        ),
      ).toBe('invitation_answered');
    }
    expect(
      await countOf(
        stage,
        'audit_entries',
        `kind = 'invitation.withdrawn' and subject_id in ('${open.join("','")}')`,
      ),
    ).toBe(open.length);
  });

  test('its links die with them', async () => {
    await related();
    const draft = await scene.draft(domains.fabrikam, { from: leo });
    await scene.send(draft, { from: leo });
    must(await stage.service.relationships.end(stage.as(ana), domains.litware));
    expect(codeOf(await stage.service.invitations.redeem(scene.visitor(ana), draft.link))).toBe(
      'code_not_valid',
    );
  });

  test('drafts of either side stay their sender’s', async () => {
    await related();
    const [mine, theirs] = [
      await scene.draft(domains.litware, { from: ana, type: 'advisor' }),
      await scene.draft(domains.fabrikam, { from: leo }),
    ];
    must(await stage.service.relationships.end(stage.as(ana), domains.litware));
    for (const { details } of [mine, theirs])
      expect(await stateOf(details.invitation.id)).toEqual({ state: 'draft', by: null });
    await scene.send(mine, { from: ana });
  });

  test('what either has open with somebody else stays', async () => {
    await related();
    const customer = await scene.customer();
    const [mine, theirs] = [
      await scene.invite(customer.domain, { from: ana }),
      await scene.invite(customer.domain, { from: leo }),
    ];
    must(await stage.service.relationships.end(stage.as(ana), domains.litware));
    for (const id of [mine, theirs]) expect(await stateOf(id)).toEqual({ state: 'sent', by: null });
  });

  test('the relationship the other way round stays', async () => {
    await related();
    await scene.accept(ana, await scene.invite(domains.fabrikam, { from: leo }));
    must(await stage.service.relationships.end(stage.as(ana), domains.litware));
    expect(must(await stage.service.relationships.customers(stage.as(leo), everything)).total).toBe(1);
    expect(must(await stage.service.relationships.customers(stage.as(ana), everything)).total).toBe(0);
    expect(must(await stage.service.relationships.partners(stage.as(ana), everything)).total).toBe(1);
  });

  test('what was asked for of the customer is asked for no more', async () => {
    await related();
    await scene.accept(ana, await scene.invite(domains.fabrikam, { from: leo }));
    // As customers, both ask the other to end; each answers for itself.
    must(await stage.service.relationships.end(stage.as(ana), domains.litware));
    expect(codeOf(await stage.service.relationships.refuseEnd(stage.as(ana), domains.litware, 'No'))).toBe(
      'not_related',
    );
    expect(codeOf(await stage.service.relationships.refuseEnd(stage.as(leo), domains.fabrikam, 'No'))).toBe(
      'end_not_asked',
    );
  });

  test('roles granted the other way round stay', async () => {
    await scene.accept(leo, await scene.invite(domains.litware, { from: ana, dap: true }));
    await scene.accept(ana, await scene.invite(domains.fabrikam, { from: leo, dap: true }));
    must(await stage.service.relationships.end(stage.as(ana), domains.litware));
    const inPlace = await stage.rows(sql`
      select distinct o.domain from admin_grants g join organizations o on o.id = g.partner_id
      where g.removed_at is null and o.domain in (${domains.fabrikam}, ${domains.litware})`);
    expect([...inPlace]).toEqual([{ domain: domains.litware }]);
  });
});
