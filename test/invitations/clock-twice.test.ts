import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expireInvitations, remindInvitations } from '../../src/invitations/index.ts';
import { countOf, createScene, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

// Two workers whose clocks strike together.

let stage: Stage;
let scene: Scene;
const many = 12;

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people: { Ana: ['admin_agent'] } });
  await stage.publishAgreement(version);
});

afterAll(() => stage?.close());

const entries = (kind: string) => countOf(stage, 'audit_entries', `kind = 'invitation.${kind}'`);
const sum = (counts: readonly number[]) => counts.reduce((one, other) => one + other, 0);

async function sentToMany(): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 0; n < many; n += 1) ids.push(await scene.invite((await scene.customer()).domain));
  return ids;
}

test('R-INV-10: of two workers that remind at once one does, on each of the days, for each invitation', async () => {
  await sentToMany();
  for (const [days, due] of [
    [60, 1],
    [23, 2],
    [6, 3],
  ] as const) {
    stage.wait({ days });
    const counts = await Promise.all([1, 2, 3].map(() => remindInvitations(stage.env)));
    expect(sum(counts)).toBe(many);
    expect(await entries('expiring')).toBe(due * many);
    // Nothing is left for whoever comes later.
    expect(await remindInvitations(stage.env)).toBe(0);
  }
});

test('R-INV-10: of two workers that expire at once one does', async () => {
  stage.wait({ days: 2 });
  const counts = await Promise.all([1, 2, 3].map(() => expireInvitations(stage.env)));
  expect(sum(counts)).toBe(many);
  expect(await entries('expired')).toBe(many);
});

test('R-INV-10: who reminds while another expires says nothing of what is over', async () => {
  await sentToMany();
  const before = await entries('expiring');
  stage.wait({ days: 91 });
  const [reminded, expired] = await Promise.all([remindInvitations(stage.env), expireInvitations(stage.env)]);
  expect([reminded, expired]).toEqual([0, many]);
  expect(await entries('expiring')).toBe(before);
});

test('R-INV-10 R-INV-12: who reminds while somebody answers reminds of nothing that is answered', async () => {
  const ids = await sentToMany();
  stage.wait({ days: 60 });
  const before = await entries('expiring');
  const answers = ids.map((id) => stage.service.invitations.withdraw(stage.as('ana@fabrikam.com'), id));
  const [reminded] = await Promise.all([remindInvitations(stage.env), ...answers]);
  for (const answer of answers) must(await answer);
  expect(await entries('expiring')).toBe(before + reminded);
  const late = await stage.rows(sql`
    select r.id from audit_entries r join audit_entries w on w.subject_id = r.subject_id
    where r.kind = 'invitation.expiring' and w.kind = 'invitation.withdrawn' and r.id > w.id`);
  expect(late).toEqual([]);
});
