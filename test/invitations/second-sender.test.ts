import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, createScene, everything, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

// Two partners ask the same customer: what the one has open is nothing to the other.

let stage: Stage;
let scene: Scene;

const ana = 'ana@fabrikam.com';
const leo = 'leo@litware.com';

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people: { Ana: ['admin_agent'] } });
  await stage.add({ name: 'Litware', programme: 'direct_reseller', people: { Leo: ['admin_agent'] } });
  await stage.publishAgreement(version);
});

afterAll(() => stage?.close());

const request = (by: string, customer: string, type: 'reseller' | 'advisor' = 'reseller') =>
  stage.service.invitations.draftRequest(stage.as(by), { customer, type, includesDap: false, note: null });
const listed = async (by: string) =>
  must(
    await stage.service.invitations.list(stage.as(by), { ...everything, direction: null, state: null }),
  ).items.map(({ invitation }) => invitation.id);

let addresses = 0;
/** A customer that is known, or an address at a domain that nobody knows. */
async function asked(by: 'organization' | 'address'): Promise<string> {
  addresses += 1;
  return by === 'organization' ? (await scene.customer()).domain : `buyer@second${addresses}.example`;
}

const situations = [
  ['organization', 'draft'],
  ['organization', 'sent'],
  ['address', 'draft'],
  ['address', 'sent'],
] as const;

describe.each(situations)('another partner’s open invitation, by %s, %s', (by, state) => {
  /** What Litware has open toward the customer. */
  async function opened() {
    const to = await asked(by);
    const draft = await scene.draft(to, { from: leo });
    if (state === 'sent') await scene.send(draft, { from: leo });
    return { to, theirs: draft.details.invitation.id };
  }

  test('R-INV-11: does not stand in the way, and neither learns of the other’s', async () => {
    const { to, theirs } = await opened();
    const mine = await scene.invite(to, { from: ana });
    expect(mine).not.toBe(theirs);
    const rows = await stage.rows(sql`select id, state from invitations where id in (${mine}, ${theirs})`);
    expect(new Map(rows.map((row) => [row.id, row.state]))).toEqual(
      new Map([
        [theirs, state],
        [mine, 'sent'],
      ]),
    );
    expect(await listed(ana)).not.toContain(theirs);
    expect(await listed(leo)).not.toContain(mine);
    expect(codeOf(await stage.service.invitations.show(stage.as(ana), theirs))).toBe('invitation_not_found');
  });

  test('R-INV-11: who asks again is shown the own one', async () => {
    const { to, theirs } = await opened();
    const mine = await scene.invite(to, { from: ana });
    expect(await request(ana, to)).toMatchObject({
      problem: { code: 'invitation_already_open', invitation: { id: mine } },
    });
    const again = await request(leo, to);
    if (state === 'sent')
      expect(again).toMatchObject({
        problem: { code: 'invitation_already_open', invitation: { id: theirs } },
      });
    else expect(must(again).details.invitation.id).toBe(theirs);
  });

  test('R-INV-11: what the one withdraws leaves the other’s open', async () => {
    const { to, theirs } = await opened();
    const mine = await scene.invite(to, { from: ana });
    must(await stage.service.invitations.withdraw(stage.as(ana), mine));
    const [row] = await stage.rows(sql`select state from invitations where id = ${theirs}`);
    expect(row?.state).toBe(state);
    expect((await request(ana, to)).ok).toBe(true);
  });
});

describe('the same partner', () => {
  test('R-INV-11: its open invitation of one type is in the way of one of another type', async () => {
    const { domain } = await scene.customer();
    const id = await scene.invite(domain);
    expect(await request(ana, domain, 'advisor')).toMatchObject({
      problem: { code: 'invitation_already_open', invitation: { id } },
    });
  });

  test('R-INV-11: an invitation of another kind can be open at the same time', async () => {
    const customer = await scene.customer();
    await scene.relate(customer);
    const roles = must(await stage.service.invitations.draftRolesRequest(stage.as(ana), customer.domain));
    await scene.send(roles);
    const more = must(await request(ana, customer.domain, 'advisor'));
    expect(more.details.invitation.id).not.toBe(roles.details.invitation.id);
    expect(codeOf(await stage.service.invitations.draftRolesRequest(stage.as(ana), customer.domain))).toBe(
      'invitation_already_open',
    );
  });

  test('R-INV-11: asks two addresses at one domain, and each has its own', async () => {
    const first = await scene.invite('one@twoaddresses.example');
    const second = await scene.invite('two@twoaddresses.example');
    expect(second).not.toBe(first);
    expect(await request(ana, 'TWO@twoaddresses.example')).toMatchObject({
      problem: { code: 'invitation_already_open', invitation: { id: second } },
    });
  });

  test('R-INV-11 R-INV-13: an address is asked again once an organization has taken its invitation as its own', async () => {
    const customer = await scene.customer();
    const draft = await scene.draft('one@taken.example');
    const id = await scene.send(draft);
    must(await stage.service.invitations.redeem(scene.visitor(customer.gil), draft.link));
    const again = must(await request(ana, 'one@taken.example'));
    expect(again.details.invitation.id).not.toBe(id);
    expect(await request(ana, customer.domain)).toMatchObject({
      problem: { code: 'invitation_already_open', invitation: { id } },
    });
  });

  test('R-INV-11 R-INV-13: two that went to addresses are not both bound to one organization', async () => {
    const customer = await scene.customer();
    const [first, second] = [await scene.draft('one@bound.example'), await scene.draft('two@bound.example')];
    const id = await scene.send(first);
    await scene.send(second);
    must(await stage.service.invitations.redeem(scene.visitor(customer.gil), first.link));
    expect(await stage.service.invitations.redeem(scene.visitor(customer.gil), second.link)).toMatchObject({
      problem: { code: 'invitation_already_open', invitation: { id } },
    });
  });

  test('R-INV-11 R-INV-13: two partners’ that went to addresses are both bound to it', async () => {
    const customer = await scene.customer();
    const [mine, theirs] = [
      await scene.draft('one@both.example'),
      await scene.draft('one@both.example', { from: leo }),
    ];
    await scene.send(mine);
    await scene.send(theirs, { from: leo });
    for (const { link } of [mine, theirs])
      must(await stage.service.invitations.redeem(scene.visitor(customer.gil), link));
    expect([...(await listed(customer.gil))].sort()).toEqual(
      [mine, theirs].map(({ details }) => details.invitation.id).sort(),
    );
  });
});

describe('the customer', () => {
  test('R-INV-12: accepting one partner’s leaves the other’s to answer', async () => {
    const customer = await scene.customer();
    const mine = await scene.invite(customer.domain);
    const theirs = await scene.invite(customer.domain, { from: leo });
    await scene.accept(customer.gil, mine);
    const [row] = await stage.rows(sql`select state, answered_at from invitations where id = ${theirs}`);
    expect(row).toEqual({ state: 'sent', answered_at: null });
    await scene.accept(customer.gil, theirs);
    expect(must(await stage.service.relationships.partners(stage.as(customer.gil), everything)).total).toBe(
      2,
    );
  });

  test('R-INV-09: declining one partner’s leaves the other’s to answer', async () => {
    const customer = await scene.customer();
    const mine = await scene.invite(customer.domain);
    const theirs = await scene.invite(customer.domain, { from: leo });
    must(await stage.service.invitations.decline(stage.as(customer.bea), mine, null));
    await scene.accept(customer.gil, theirs);
  });

  test('R-CMD-03: an invitation named by its partner is that partner’s', async () => {
    const customer = await scene.customer();
    await scene.invite(customer.domain);
    const theirs = await scene.invite(customer.domain, { from: leo });
    const { details } = must(
      await stage.service.invitations.decline(stage.as(customer.gil), 'litware.com', null),
    );
    expect(details.invitation.id).toBe(theirs);
  });
});
