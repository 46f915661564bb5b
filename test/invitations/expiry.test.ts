import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditEntries } from '../../db/schema/audit-entries.ts';
import { invitations } from '../../db/schema/invitations.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { expireInvitations, remindInvitations } from '../../src/invitations/index.ts';
import { createScene, type Party, type Person, type Scene } from '../delivery/scene.ts';

const day = 86_400_000;
let scene: Scene;
let partner: Party;
let customer: Party;
let agent: Person;
let admin: Person;

beforeEach(async () => {
  scene = await createScene();
  partner = await scene.organization('Fabrikam', 'direct_reseller');
  customer = await scene.organization('Contoso');
  agent = await scene.member(partner, 'Ana', { agent: 'admin_agent' });
  admin = await scene.member(customer, 'Gita', { admin: ['global_admin'] });
});
afterEach(() => scene.close());

/** An invitation sent now that lives for so many days. */
const living = (days: number) =>
  scene.invitation(partner, customer, agent, { expiresAt: new Date(scene.now().getTime() + days * day) });
const happenedTo = async (id: string) =>
  scene.write((tx) =>
    tx.select().from(auditEntries).where(eq(auditEntries.subjectId, id)).orderBy(auditEntries.id),
  );
const toldOf = async (memberId: string) => {
  await scene.fanOut();
  const [direct] = await scene.directWith(memberId);
  return direct ? (await scene.deliveriesOf(direct.id)).length : 0;
};
const stateOf = async (id: string) =>
  (await scene.write((tx) => tx.select().from(invitations).where(eq(invitations.id, id))))[0]?.state;

test('R-INV-10: a sent invitation whose time has passed expires, is audited, and its sender is notified', async () => {
  const due = await living(1);
  scene.advance(day - 1);
  expect(await expireInvitations(scene)).toBe(0);
  scene.advance(1);
  expect(await expireInvitations(scene)).toBe(1);
  expect(await expireInvitations(scene)).toBe(0);
  expect(await stateOf(due)).toBe('expired');
  expect(await happenedTo(due)).toMatchObject([
    {
      kind: 'invitation.expired',
      organizationId: partner.id,
      counterpartId: customer.id,
      actorId: null,
      before: { state: 'sent' },
      after: { state: 'expired' },
    },
  ]);
  expect(await toldOf(agent.id)).toBe(1);
});

test('R-INV-12: of an answer and expiry at the same moment one counts, and one is audited', async () => {
  for (let times = 0; times < 20; times += 1) {
    const to = await scene.organization('Contoso');
    const approver = await scene.member(to, 'Gita', { admin: ['global_admin'] });
    const id = await scene.invitation(partner, to, agent, { expiresAt: scene.now() });
    // Either one has the start in turn.
    const races = [() => scene.accept(id, approver, partner), () => expireInvitations(scene)];
    await Promise.all((times % 2 ? races : races.reverse()).map((run) => run()));
    const state = await stateOf(id);
    expect(state).toMatch(/^(accepted|expired)$/);
    expect((await happenedTo(id)).map(({ kind }) => kind)).toEqual([`invitation.${state}`]);
  }
});

test('R-INV-10: many that are due expire in one go', async () => {
  const ids = [];
  for (let count = 0; count < 12; count += 1) {
    ids.push(
      await scene.invitation(partner, await scene.organization('Contoso'), agent, { expiresAt: scene.now() }),
    );
  }
  expect(await expireInvitations(scene)).toBe(12);
  for (const id of ids) expect(await stateOf(id)).toBe('expired');
});

test('R-INV-10: sender and approvers are reminded on the days that the sender’s organization set, once each', async () => {
  await scene.write((tx) =>
    tx
      .update(organizations)
      .set({ reminderDays: [7, 1] })
      .where(eq(organizations.id, partner.id)),
  );
  const id = await living(30);
  const reminded: number[] = [];
  for (let hour = 0; hour < 30 * 24; hour += 6) {
    if ((await remindInvitations(scene)) > 0) reminded.push(30 - hour / 24);
    scene.advance(day / 4);
  }
  expect(reminded).toEqual([7, 1]);
  expect((await happenedTo(id)).map(({ kind, after }) => [kind, after?.days])).toEqual([
    ['invitation.expiring', 7],
    ['invitation.expiring', 1],
  ]);
  expect([await toldOf(agent.id), await toldOf(admin.id)]).toEqual([2, 2]);
});

test('R-INV-10: of reminders that were missed the last one goes out, and none for a day before the sending', async () => {
  const id = await living(30);
  expect(await remindInvitations(scene)).toBe(0);
  scene.advance(29.5 * day);
  expect(await remindInvitations(scene)).toBe(1);
  expect(await remindInvitations(scene)).toBe(0);
  expect((await happenedTo(id)).map(({ after }) => after?.days)).toEqual([1]);
});

test('R-INV-01: what was answered is neither reminded of nor expires', async () => {
  const id = await living(10);
  expect(await scene.accept(id, admin, partner)).toBe(true);
  scene.advance(9.5 * day);
  expect(await remindInvitations(scene)).toBe(0);
  scene.advance(day);
  expect(await expireInvitations(scene)).toBe(0);
  expect(await stateOf(id)).toBe('accepted');
});
