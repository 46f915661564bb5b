import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Platform } from '../../src/kernel/member.ts';
import { facts, readIn, startUpgraded, upgradedTemplate } from './installed.ts';

// An installation of the first version, upgraded with its data and with the cards that stand on people's screens.

let template: Awaited<ReturnType<typeof upgradedTemplate>>;
let bot: Awaited<ReturnType<typeof startUpgraded>>;

beforeAll(async () => {
  template = await upgradedTemplate();
});
afterAll(() => template.drop());

const start = async () => {
  bot = await startUpgraded(template.name);
};
const stop = async () => {
  const { faults } = bot;
  await bot.close();
  expect(faults).toEqual([]);
};

/** What the tables of the first version are called now. */
const renamed: Readonly<Record<string, string>> = { acquaintances: 'known_organizations' };
const on = (name: string, platform: string) => [name, platform as Platform] as const;
const gil = on('Gil', 'teams');
const ana = on('Ana', 'slack');
const sam = on('Sam', 'slack');

describe('the rows', () => {
  beforeAll(start);
  afterAll(stop);

  test.each(Object.entries(facts.rows))('none of %s is lost: %i', async (table, rows) => {
    const [found] = await bot.rows(
      sql`select count(*)::int as n from ${sql.identifier(renamed[table] ?? table)}`,
    );
    expect(found?.n).toBe(rows);
  });

  test('R-INV-02: what was called `reseller` is a `relationship`, and the other kinds are what they were', async () => {
    const found = await bot.rows(
      sql`select kind, count(*)::int as n from invitations group by kind order by kind`,
    );
    expect([...found]).toEqual([
      { kind: 'delegated_administration', n: 1 },
      { kind: 'indirect_provider', n: 1 },
      { kind: 'relationship', n: 12 },
    ]);
  });

  test('R-NOTE-01: conditions about the kind of an invitation go on as they were', async () => {
    const found = await bot.rows(
      sql`select filter, expression from subscriptions where filter::text like '%"kind"%'`,
    );
    expect(found).toHaveLength(2);
    for (const { filter, expression } of found) {
      expect(JSON.stringify(filter)).toContain('"kind":"relationship"');
      expect(JSON.stringify(filter)).not.toContain('"kind":"reseller"');
      expect(expression).toMatch(/kind !?= relationship/);
    }
  });

  test('R-NOTE-13: a subscription to everything includes kinds that are added later', async () => {
    const found = await bot.rows(
      sql`select array_to_string(kinds, ' ') as kinds from subscriptions where expression like 'everything%'`,
    );
    expect(found.map(({ kinds }) => kinds)).toEqual(['everything', 'everything']);
  });

  test('R-AUD-01: entries are as they were written', async () => {
    const [entry] = await bot.rows(sql`
      select after from audit_entries where kind = 'invitation.drafted' and after->>'to' = 'Contoso' order by id limit 1`);
    expect(entry?.after).toMatchObject({ kind: 'reseller' });
  });
});

describe('live cards, one after the other', () => {
  beforeAll(start);
  afterAll(stop);

  const refusal = /I do not know|I do not understand|Something went wrong|is not a command/;

  test.each(facts.buttons)(
    'R-CARD-04: $who presses “$line” in $platform',
    async ({ who, platform, line }) => {
      const channel = line.startsWith('notify') ? await channelOf(platform, who) : undefined;
      const answer = readIn(await bot.handle('click', on(who, platform), line, channel ? { channel } : {}));
      expect(answer.text).not.toMatch(refusal);
      expect(answer.text).not.toMatch(/undefined|\[object/);
    },
  );

  test.each(facts.forms)(
    'R-CARD-04: $who submits “$line” in $platform, empty',
    async ({ who, platform, line, fields }) => {
      const values = Object.fromEntries(fields.map((field) => [field, '']));
      expect(readIn(await bot.handle('form', on(who, platform), line, { values })).text).not.toMatch(refusal);
    },
  );
});

describe('live cards', () => {
  beforeEach(start);
  afterEach(stop);

  test('R-INV-12: a waiting invitation is accepted from a review form of the first version', async () => {
    const line = lineOf('accept', 'Sam');
    const done = readIn(await bot.handle('form', sam, line, { values: { agreement: true } }));
    expect(done.text).toContain('Accepted by Sam');
    expect(readIn(await bot.handle('typing', ana, 'show newcorp.example')).text).toContain('Global admin');
  });

  test('R-CARD-04: a button of a card that is answered since says what is so now', async () => {
    await bot.handle('form', sam, lineOf('decline', 'Sam'), { values: { reason: 'Later' } });
    const late = readIn(
      await bot.handle(
        'click',
        sam,
        facts.buttons.find(({ who, line }) => who === 'Sam' && line.startsWith('accept'))?.line ?? '',
      ),
    );
    expect(late.text).toContain('declined');
  });

  test('R-REL-03: the confirming button of the first version ends', async () => {
    const ended = readIn(await bot.handle('click', ana, 'end contoso.com --yes'));
    expect(ended.text).toContain('Ended');
    expect(readIn(await bot.handle('typing', gil, 'partners')).text).not.toContain('fabrikam.com');
  });

  test('R-NOTE-01: a channel’s list turns off what its button named, in the first version’s words too', async () => {
    const line = facts.buttons.find(({ line }) => line.includes('kind = reseller'))?.line ?? '';
    const channel = await channelOf('slack', 'Ana');
    expect(readIn(await bot.handle('click', ana, line, { channel })).text).toContain('no longer');
  });

  test('R-INV-03: a personal link that is out opens its invitation', async () => {
    const code = facts.linkCodes['cto@waiting.example'];
    expect(readIn(await bot.handle('typing', gil, `redeem ${code}`)).text).toContain('Litware asks Contoso');
  });

  test('R-ID-04: a one-time code that was handed out lets its member in', async () => {
    const newcomer = { ...(await bot.identityOf('Gil', 'slack')), user: 'U-NEW' };
    await bot.handle('typing', newcomer, `join ${facts.joinCode}`);
    expect(readIn(await bot.handle('typing', newcomer, 'whoami')).text).toContain('bea@contoso.com');
  });
});

describe('what was done before', () => {
  beforeEach(start);
  afterEach(stop);

  test.each([
    [ana, 'history contoso.com', 'Ana of Fabrikam sent Contoso an invitation'],
    [gil, 'history litware.com', 'Not this year; “maybe” later'],
    [gil, 'history fabrikam.com', 'named Fabrikam its partner of record'],
    [on('Nora', 'teams'), 'history fabrikam.com', 'Northwind'],
  ] as const)('R-AUD-01: %s reads “%s”', async (who, line, words) => {
    expect(readIn(await bot.handle('typing', who, line)).text).toContain(words);
  });

  test('R-REL-04: lists show who works with whom', async () => {
    expect(readIn(await bot.handle('typing', ana, 'customers')).text).toMatch(
      /Contoso[\s\S]*Newcorp|Newcorp[\s\S]*Contoso/,
    );
    expect(readIn(await bot.handle('typing', on('Nora', 'teams'), 'shared fabrikam.com')).text).toContain(
      'Contoso',
    );
    expect(readIn(await bot.handle('typing', gil, 'record')).text).toContain('Fabrikam');
  });

  test('R-AUD-03: what waited goes out, mails too', async () => {
    const waiting = await bot.rows(sql`select id from deliveries where state = 'waiting'`);
    expect(waiting.length).toBeGreaterThan(1);
    const { slack, teams, mails } = await bot.deliver();
    const said = [...slack, ...teams].map(({ card }) => card.title);
    expect(said).toContain('Fabrikam asks Litware for a reseller relationship');
    expect(mails.map(({ to }) => to)).toEqual(['last@newest.example']);
    const [dropped] = await bot.rows(sql`select count(*)::int as n from deliveries where state = 'dropped'`);
    expect(dropped?.n).toBe(0);
  });

  test('R-AUD-04: cards that the first version posted change when somebody answers', async () => {
    await bot.deliver();
    await bot.handle('form', sam, lineOf('accept', 'Sam'), { values: { agreement: true } });
    const { slack, teams } = await bot.deliver();
    const changed = [...slack, ...teams].filter(({ op }) => op === 'update').map(({ ref }) => ref);
    const posts = await bot.rows(sql`
      select ref from posts where subject_id::text = ${lineOf('accept', 'Sam').split(' ')[1]} and posted_at < ${facts.now}`);
    expect(posts.length).toBeGreaterThan(1);
    for (const { ref } of posts) expect(changed).toContain(ref);
  });
});

/** The channel of a person's organization, by the platform's id. */
async function channelOf(platform: string, who: string): Promise<string> {
  const [row] = await bot.rows(sql`
    select c.external_id as id from conversations c join members m on m.organization_id = c.organization_id
    where c.kind = 'channel' and c.platform = ${platform} and m.name like ${`${who}%`}`);
  if (!row) throw new Error(`${who} has no channel`);
  return String(row.id);
}

const lineOf = (verb: string, who: string): string =>
  facts.forms.find((form) => form.who === who && form.line.startsWith(`${verb} `))?.line ?? '';
