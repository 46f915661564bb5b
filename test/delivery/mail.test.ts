import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { eq, sql } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMailer } from '../../adapters/mail/index.ts';
import { auditEntries } from '../../db/schema/audit-entries.ts';
import { mails } from '../../db/schema/mails.ts';
import { mailPumpQueue } from '../../src/delivery/mail-queue.ts';
import { MailRefused } from '../../src/kernel/mailer.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { createScene, type Party, type Person, type Scene, silent } from './scene.ts';

const secrets = createSecrets(`${'0a'.repeat(32)}`);
const letter = {
  to: 'gita@contoso.com',
  subject: 'Fabrikam – запрос',
  text: 'Please open https://accord.example/i/abc',
};

let scene: Scene;
let partner: Party;
let agent: Person;
let server: SMTPServer;
let mailer: ReturnType<typeof createMailer>;
let received: string[];
/** What the server says to an address, or to a text; undefined lets it through. */
let refusal: { at: 'rcpt' | 'data'; code: number } | undefined;

const refuse = (at: 'rcpt' | 'data') =>
  refusal?.at === at ? Object.assign(new Error('no'), { responseCode: refusal.code }) : undefined;

beforeAll(async () => {
  scene = await createScene();
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(new Error('wrong password')),
    onRcptTo: (_address, _session, done) => done(refuse('rcpt')),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const problem = refuse('data');
        if (!problem) received.push(Buffer.concat(chunks).toString());
        done(problem);
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  mailer = createMailer({ url: urlOf(''), from: 'accord@accord.example' });
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(resolve));
  await scene.close();
});
beforeEach(async () => {
  received = [];
  refusal = undefined;
  partner = await scene.organization('Fabrikam', 'direct_reseller');
  agent = await scene.member(partner, 'Ana', { agent: 'admin_agent' });
});

const urlOf = (login: string) => `smtp://${login}127.0.0.1:${(server.server.address() as AddressInfo).port}`;

/** An invitation to an address, and the mail that the system is to send for it. */
async function queued(values = {}) {
  const invitationId = await scene.invitation(partner, null, agent, values);
  const id = crypto.randomUUID();
  const content = secrets.seal(JSON.stringify(letter), `mail:${id}`);
  await scene.write((tx) =>
    tx.insert(mails).values({
      ...{ id, organizationId: partner.id, invitationId, content },
      ...{ createdAt: scene.now(), dueAt: scene.now() },
    }),
  );
  return { id, invitationId };
}
const queueOf = () => mailPumpQueue({ ...scene, mailer, secrets, log: silent });
/** Sends the partner's mail that is due, as the worker does. */
const send = async () => {
  const queue = queueOf();
  const works = await queue.take(new Map([[partner.id, 10]]));
  for (const work of works) await queue.record([{ work, sent: await queue.send(work) }]);
  await scene.fanOut();
};
const rowOf = async (id: string) =>
  (await scene.write((tx) => tx.select().from(mails).where(eq(mails.id, id))))[0];

test('R-SEC-04, R-INV-03: a queued mail goes out once, and its text is kept no longer', async () => {
  const { id } = await queued();
  expect(JSON.stringify(await rowOf(id))).not.toContain('accord.example');
  await Promise.all([send(), send()]);
  await send();
  expect(received).toHaveLength(1);
  expect(received[0]).toContain('From: accord@accord.example');
  expect(received[0]).toContain('To: gita@contoso.com');
  expect(received[0]).toContain('https://accord.example/i/abc');
  expect(await rowOf(id)).toMatchObject({ content: null, sentAt: scene.now(), failedAt: null });
});

test.each(['rcpt', 'data'] as const)(
  'R-INV-15: a mail that is refused for good at %s has failed, and who drafted the invitation is told',
  async (at) => {
    const { id, invitationId } = await queued();
    refusal = { at, code: 550 };
    await send();
    expect(await rowOf(id)).toMatchObject({
      content: null,
      sentAt: null,
      failedAt: scene.now(),
      dueAt: null,
    });
    const entries = await scene.write((tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.subjectId, invitationId)),
    );
    expect(entries).toMatchObject([{ kind: 'mail.failed', organizationId: partner.id, actorId: null }]);
    const [direct] = await scene.directWith(agent.id);
    expect(await scene.deliveriesOf(direct?.id ?? '')).toMatchObject([
      { toldIds: [expect.any(Number)], reason: 'sender' },
    ]);
  },
);

test('a mail that cannot go out for now is kept, and is tried again ever less often, for three days', async () => {
  const { id } = await queued();
  refusal = { at: 'rcpt', code: 451 };
  await send();
  const first = await rowOf(id);
  scene.advance(30_000);
  await send();
  const second = await rowOf(id);
  expect(first).toMatchObject({ attempts: 1, leaseId: null, lastError: expect.stringContaining('451') });
  expect((first?.dueAt?.getTime() ?? 0) - (first?.createdAt.getTime() ?? 0)).toBe(30_000);
  expect((second?.dueAt?.getTime() ?? 0) - scene.now().getTime()).toBe(60_000);
  expect(second?.content).not.toBeNull();
  scene.advance(60_000);
  refusal = undefined;
  await send();
  expect(received).toHaveLength(1);

  const { id: late } = await queued({ recipientEmail: 'late@example.com' });
  refusal = { at: 'rcpt', code: 451 };
  scene.advance(4 * 86_400_000);
  await send();
  expect(await rowOf(late)).toMatchObject({ content: null, failedAt: scene.now() });
});

test('R-NOTE-10: a mail whose sender died is sent by another once its lease has run out', async () => {
  await queued();
  const [work] = await queueOf().take(new Map([[partner.id, 1]]));
  expect(work).toBeDefined();
  await send();
  expect(received).toEqual([]);
  scene.advance(60_000);
  await send();
  expect(received).toHaveLength(1);
});

test('R-NOTE-10: no transaction is open while the mail server is spoken to', async () => {
  await queued();
  const queue = queueOf();
  const [work] = await queue.take(new Map([[partner.id, 1]]));
  if (!work) throw new Error('nothing is due');
  const [row] = await scene.db.execute<{ open: number }>(sql`
    select count(*)::int as open from pg_stat_activity
    where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`);
  expect(row).toEqual({ open: 0 });
  expect(await queue.send(work)).toEqual({ outcome: 'sent' });
});

test('a login that the server refuses is ours to mend: no mail is lost by it', async () => {
  const stranger = createMailer({ url: urlOf('user:wrong@'), from: 'accord@accord.example' });
  const refused = stranger.send(letter).catch((error: unknown) => error);
  expect(await refused).toBeInstanceOf(Error);
  expect(await refused).not.toBeInstanceOf(MailRefused);
});

test('R-INV-10: a mail whose invitation is over is not sent any more', async () => {
  const { id } = await queued({ state: 'withdrawn', answeredAt: scene.now() });
  await send();
  expect(received).toEqual([]);
  expect(await rowOf(id)).toMatchObject({ content: null, sentAt: null, failedAt: null });
});

test('an address is one address, and a subject one line, whatever they hold', async () => {
  await mailer.send({ ...letter, to: 'gita@contoso.com', subject: 'Hello\r\nBcc: eve@evil.example' });
  expect(received[0]).not.toMatch(/^Bcc:/m);
  await mailer.send({ ...letter, to: 'gita@contoso.com, eve@evil.example' }).catch(() => undefined);
  expect(received.filter((text) => /^To: .*eve@evil/m.test(text) && /contoso/.test(text))).toEqual([]);
});
