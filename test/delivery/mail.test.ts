import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMailer } from '../../adapters/mail/index.ts';
import { auditEntries } from '../../db/schema/audit-entries.ts';
import { mails } from '../../db/schema/mails.ts';
import { sendQueuedMail } from '../../src/delivery/mail.ts';
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
    tx
      .insert(mails)
      .values({ id, organizationId: partner.id, invitationId, content, createdAt: scene.now() }),
  );
  return { id, invitationId };
}
const send = (id: string) => sendQueuedMail({ ...scene, mailer, secrets, log: silent }, id);
const rowOf = async (id: string) =>
  (await scene.write((tx) => tx.select().from(mails).where(eq(mails.id, id))))[0];

test('R-SEC-04, R-INV-03: a queued mail goes out once, and its text is kept no longer', async () => {
  const { id } = await queued();
  expect(JSON.stringify(await rowOf(id))).not.toContain('accord.example');
  await Promise.all([send(id), send(id)]);
  await send(id);
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
    await send(id);
    expect(await rowOf(id)).toMatchObject({ content: null, sentAt: null, failedAt: scene.now() });
    const entries = await scene.write((tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.subjectId, invitationId)),
    );
    expect(entries).toMatchObject([{ kind: 'mail.failed', organizationId: partner.id, actorId: null }]);
    const [direct] = await scene.directWith(agent.id);
    expect(await scene.deliveriesOf(direct?.id ?? '')).toMatchObject([
      { postsMessage: true, reason: 'sender' },
    ]);
  },
);

test('a mail that cannot go out for now is kept, and is tried again', async () => {
  const { id } = await queued();
  refusal = { at: 'rcpt', code: 451 };
  await expect(send(id)).rejects.toThrow();
  expect((await rowOf(id))?.content).not.toBeNull();
  refusal = undefined;
  await send(id);
  expect(received).toHaveLength(1);
});

test('a login that the server refuses is ours to mend: no mail is lost by it', async () => {
  const stranger = createMailer({ url: urlOf('user:wrong@'), from: 'accord@accord.example' });
  const refused = stranger.send(letter).catch((error: unknown) => error);
  expect(await refused).toBeInstanceOf(Error);
  expect(await refused).not.toBeInstanceOf(MailRefused);
});

test('R-INV-10: a mail whose invitation is over is not sent any more', async () => {
  const { id } = await queued({ state: 'withdrawn', answeredAt: scene.now() });
  await send(id);
  expect(received).toEqual([]);
  expect(await rowOf(id)).toMatchObject({ content: null, sentAt: null, failedAt: null });
});

test('an address is one address, and a subject one line, whatever they hold', async () => {
  await mailer.send({ ...letter, to: 'gita@contoso.com', subject: 'Hello\r\nBcc: eve@evil.example' });
  expect(received[0]).not.toMatch(/^Bcc:/m);
  await mailer.send({ ...letter, to: 'gita@contoso.com, eve@evil.example' }).catch(() => undefined);
  expect(received.filter((text) => /^To: .*eve@evil/m.test(text) && /contoso/.test(text))).toEqual([]);
});
