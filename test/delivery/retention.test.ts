import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handledRequests } from '../../db/schema/handled-requests.ts';
import { linkCodes } from '../../db/schema/link-codes.ts';
import { mails } from '../../db/schema/mails.ts';
import { personalLinks } from '../../db/schema/personal-links.ts';
import { retentionJob } from '../../src/delivery/retention.ts';
import { createRecorder } from './recorder.ts';
import { createScene, sent } from './scene.ts';

let scene: Awaited<ReturnType<typeof createScene>>;
const keep = { deliveries: 30, cards: 180, links: 60, requests: 1 };
const days = (n: number) => n * 86_400_000;
const count = async (table: string, where = 'true') => {
  const [row] = await scene.write((tx) =>
    tx.execute<{ n: number }>(
      sql`select count(*)::int as n from ${sql.identifier(table)} where ${sql.raw(where)}`,
    ),
  );
  return row?.n;
};
const finished = `state in ('done', 'dropped')`;
const run = () => retentionJob(keep).run({ db: scene.db, now: scene.now, announce: () => {} });

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene?.close());

test('R-SEC-12: operational data is deleted when its time is over, what is open and the audit stay', async () => {
  const slack = createRecorder();
  const posters = { slack: slack.poster };
  const partner = await scene.organization('Fabrikam', 'direct_reseller');
  const agent = await scene.member(partner, 'Ana', { agent: 'admin_agent' });
  const customer = await scene.organization('Contoso');
  const admin = await scene.member(customer, 'Gil', { admin: ['global_admin'] });
  const channel = await scene.channel(partner, 'C1');
  await scene.subscribe(partner, channel);
  const over = await scene.invitation(partner, customer, agent);
  await scene.act(agent, sent(over, partner, customer));
  await scene.accept(over, admin, partner);
  const other = await scene.organization('Litware');
  const open = await scene.invitation(partner, other, agent);
  await scene.act(agent, sent(open, partner, other));
  await scene.drainAll(channel, posters);
  await scene.write(async (tx) => {
    const mail = { organizationId: partner.id, createdAt: scene.now() };
    await tx.insert(mails).values([
      { ...mail, id: randomUUID(), sentAt: scene.now() },
      { ...mail, id: randomUUID(), content: 'sealed', dueAt: scene.now() },
    ]);
    for (const invitationId of [over, open]) {
      await tx
        .insert(personalLinks)
        .values({ tokenHash: randomBytes(32), invitationId, senderId: partner.id });
    }
    await tx.insert(linkCodes).values({
      hash: randomBytes(32),
      organizationId: partner.id,
      memberId: agent.id,
      expiresAt: scene.now(),
    });
    // More than a batch, and exactly two of them.
    const requests = Array.from({ length: 2000 }, (_, at) => ({ id: `old ${at}`, at: scene.now() }));
    await tx.insert(handledRequests).values(requests);
  });
  const audited = await count('audit_entries');
  const waiting = await count('deliveries', `state = 'waiting'`);

  scene.advance(days(2));
  await scene.write((tx) => tx.insert(handledRequests).values({ id: 'fresh', at: scene.now() }));
  await run();
  expect(await count('handled_requests')).toBe(1);
  expect([await count('mails'), await count('posts')]).toEqual([2, 2]);
  expect(await count('deliveries', finished)).toBeGreaterThan(0);

  scene.advance(days(40));
  await run();
  expect([await count('deliveries', finished), await count('mails')]).toEqual([0, 1]);
  expect(await count('deliveries')).toBe(waiting);
  expect([await count('posts'), await count('personal_links'), await count('link_codes')]).toEqual([2, 2, 1]);

  scene.advance(days(200));
  await run();
  expect(await count('posts', `subject_id = '${open}'`)).toBe(1);
  expect(await count('personal_links', `invitation_id = '${open}'`)).toBe(1);
  expect([await count('posts'), await count('personal_links'), await count('link_codes')]).toEqual([1, 1, 0]);
  expect(await count('audit_entries')).toBe(audited);
});

test('R-SEC-12, R-SEC-11: an act of a person cannot delete what is kept', async () => {
  const organization = await scene.organization('Tailspin');
  const channel = await scene.channel(organization, 'C9');
  await scene.subscribe(organization, channel);
  const agent = await scene.member(organization, 'Tara', { admin: ['global_admin'] });
  const customer = await scene.organization('Wingtip');
  const id = await scene.invitation(organization, customer, agent);
  await scene.act(agent, sent(id, organization, customer));
  const before = await count('deliveries');
  expect(before).toBeGreaterThan(0);
  await scene.commit({ organizationId: organization.id }, [], (tx) =>
    tx.execute(sql`delete from deliveries`),
  );
  expect(await count('deliveries')).toBe(before);
});
