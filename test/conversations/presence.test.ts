import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStage, type Stage } from '../kit/service.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await createStage();
  await stage.add({ name: 'Fabrikam', people: { Gina: ['global_admin'] } });
});

afterAll(() => stage?.close());

test('R-NOTE-08: a conversation that the bot was added to is reachable again; others stay as they are', async () => {
  const { service } = stage;
  const gina = stage.as('gina@fabrikam.com', 'teams');
  const { platform, workspace } = gina.origin;
  for (const conversation of ['19:a', '19:b']) {
    const actor = { ...gina, origin: { ...gina.origin, conversation }, deliveryId: conversation };
    expect(
      await service.notifications.subscribe(actor, { kind: 'channel', serviceUrl: null }, 'invitations'),
    ).toMatchObject({ ok: true });
  }
  await stage.rows(sql`update conversations set paused_at = now(), paused_reason = 'gone'`);

  await service.conversations.resume({ platform, workspace, conversation: '19:a' });
  await service.conversations.resume({ platform, workspace, conversation: '19:unknown' });
  expect(
    await stage.rows(sql`select external_id, paused_reason from conversations order by external_id`),
  ).toEqual([
    { external_id: '19:a', paused_reason: null },
    { external_id: '19:b', paused_reason: 'gone' },
  ]);
});
