import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { requireAddress } from '../../db/driver/address.ts';
import { transaction } from '../../db/driver/client.ts';
import { migrateDatabase } from '../../db/driver/migrate.ts';
import { ensureRoles } from '../../db/driver/roles.ts';
import { createApp } from '../../src/app.ts';
import { createAnswers } from '../../src/delivery/answers.ts';
import { startWorker } from '../../src/delivery/worker.ts';
import type { FormValues } from '../../src/kernel/form.ts';
import type { Mail } from '../../src/kernel/mailer.ts';
import type { ChatIdentity, Platform } from '../../src/kernel/member.ts';
import type { Reply, Request } from '../../src/kernel/request.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { newToken } from '../../src/kernel/tokens.ts';
import { createServices } from '../../src/subjects.ts';
import { createRecorder } from '../delivery/recorder.ts';
import { buttonsOf, linesOf } from '../kit/card-text.ts';
import { createDatabase } from '../kit/database.ts';
import { openClone, rolesOfTemplate } from '../kit/roles.ts';
import facts from './0006.json' with { type: 'json' };

/** The first version's database (`0006.sql.gz`), and what stood on people's screens then (`0006.json`). */
export { facts };

/** Restores the first version's database, and brings it up to this program, to be cloned for each test. */
export async function upgradedTemplate() {
  const old = await createDatabase('template1');
  const connection = postgres(old.url, { max: 1, onnotice: () => {} });
  await connection.unsafe(
    gunzipSync(await readFile(new URL('0006.sql.gz', import.meta.url))).toString('utf8'),
  );
  await connection.end();
  await migrateDatabase(old.url);
  await ensureRoles(requireAddress(old.url), rolesOfTemplate(old.url));
  return { name: new URL(old.url).pathname.slice(1), drop: old.drop };
}

/** This program on a copy of the upgraded database, an hour after the last thing that the first version did. */
export async function startUpgraded(template: string) {
  const database = await createDatabase(template);
  const { db, close } = openClone(database.url, 5);
  const secrets = createSecrets(facts.secretKey);
  const now = () => new Date(Date.parse(facts.now) + 3_600_000);
  const faults: unknown[] = [];
  const keep = (line: Readonly<Record<string, unknown>>, what: string) => {
    faults.push({ what, ...line });
  };
  const log = { debug() {}, info() {}, warn: keep, error: keep };
  const { publicUrl } = facts;
  const service = createServices({
    db,
    now,
    newId: randomUUID,
    newToken,
    seal: secrets.seal,
    publicUrl,
    sendsMail: true,
    announce: () => {},
  });
  const answers = createAnswers({ db, now });
  const app = createApp({ service, answers, sendsMail: true, now, log });
  const rows = (query: ReturnType<typeof sql>) =>
    transaction(db, { system: 'test' }, (tx) => tx.execute<Record<string, unknown>>(query));

  /** Who a person is on a platform, as the first version linked them. */
  const identityOf = async (name: string, platform: Platform): Promise<ChatIdentity> => {
    const [row] = await rows(sql`
      select c.tenant, c."user" from chat_identities c join members m on m.id = c.member_id
      where c.platform = ${platform} and m.name like ${`${name}%`}`);
    if (!row) throw new Error(`${name} is not linked in ${platform}`);
    return { platform, tenant: String(row.tenant), user: String(row.user) };
  };
  const handle = async (
    by: Request['by'],
    person: readonly [string, Platform] | ChatIdentity,
    line: string,
    more: { readonly values?: FormValues; readonly channel?: string } = {},
  ): Promise<Reply> => {
    const who = 'user' in person ? person : await identityOf(...person);
    const { platform } = who;
    const { values, channel } = more;
    return app.handle({
      who,
      where: {
        platform,
        workspace: who.tenant,
        conversation: channel ?? `D-${who.user}`,
        kind: channel === undefined ? 'personal' : 'channel',
      },
      by,
      line,
      ...(values ? { values } : {}),
      deliveryId: randomUUID(),
    });
  };
  return {
    url: rolesOfTemplate(database.url).system,
    faults,
    rows,
    identityOf,
    handle,
    /** The background work on recorders in place of the platforms, until nothing waits any more. */
    async deliver() {
      const [slack, teams] = [createRecorder(), createRecorder(0, 60)];
      const mails: Mail[] = [];
      const send = async (mail: Mail) => {
        mails.push(mail);
      };
      const posters = { slack: slack.poster, teams: teams.poster };
      const worker = await startWorker({
        ...{
          url: rolesOfTemplate(database.url).system,
          posters,
          mailer: { send },
          secrets,
          newId: randomUUID,
          now,
          log,
        },
        scheduledJobs: [],
        callsAtOnce: { chat: 64, mail: 8 },
      });
      const waiting = sql`select 1 from deliveries where state = 'waiting'
        union all select 1 from outbox union all select 1 from mails where due_at is not null`;
      while ((await rows(waiting)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      await worker.stop();
      return { slack: slack.sent, teams: teams.sent, mails };
    },
    async close() {
      await close();
      await database.drop();
    },
  };
}

/** What can be read in an answer, and the lines behind its buttons. */
export function readIn(reply: Reply): { readonly text: string; readonly lines: readonly string[] } {
  if (reply.kind !== 'card') return { text: reply.form.title, lines: [] };
  const { card } = reply;
  const lines = buttonsOf(card).map((button) => ('command' in button ? button.command : button.url));
  return { text: [card.title, ...linesOf(card)].join('\n'), lines };
}
