import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/subjects.ts';
import {
  ask,
  cardOf,
  cardWith,
  codeIn,
  directions,
  draft,
  errorOn,
  formOf,
  platforms,
  withBot,
} from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

const audited = async (): Promise<number> => {
  const [row] = await scene.bot.db.execute<{ n: number }>(sql`select count(*)::int as n from audit_entries`);
  return row?.n ?? 0;
};

test('R-ID-01: neither a name nor a mail address makes somebody of anybody', async () => {
  const { bot } = scene;
  const impostor = bot.teams.person({ name: 'Gil', email: 'gil@contoso.com', tenantId: randomUUID() });
  expect((await impostor.type('whoami')).text).toContain('I do not know you yet');
});

describe.each(platforms)('who somebody is, in %s', (platform) => {
  const at = stageOf(scene, { partner: platform, customer: platform });
  const una = () => scene.bot.person('Una', platform);
  /** A one-time code for somebody of Contoso. */
  const codeFor = async (email: string): Promise<string> => {
    const { text } = await at().gil.type(`member code ${email}`);
    const code = /join ([0-9a-z]+)/.exec(text)?.[1];
    if (!code) throw new Error(`no code in: ${text}`);
    return code;
  };

  test('R-ID-01: a stranger is nobody, and reads the two ways in', async () => {
    const { sam } = at();
    for (const line of ['whoami', 'home']) {
      const { text } = await sam.type(line);
      expect(text).toContain('I do not know you yet');
      expect(text).toContain('one-time code');
      expect(text).toContain('redeem');
    }
    for (const line of ['customers', 'request contoso.com', 'accept fabrikam.com', 'members', 'history']) {
      expect((await sam.type(line)).text).toMatch(/is not connected to an organization yet/);
    }
    expect((await sam.type('help')).text).toMatch(/I do not know you yet/);
    expect(await audited()).toBe(0);
  });

  test('R-ID-01: in a workspace that belongs to an organization a stranger reads whose it is, and how to join', async () => {
    expect((await una().type('partners')).text).toMatch(/belongs to Contoso, and I do not know you/);
  });

  test('R-ID-04, R-ID-05: a code is shown once and privately; with it a person is the same member here too', async () => {
    const { bot, gil, sam } = at();
    const channel = bot.channel('Contoso', platform);
    const made = await gil.type('member code rob@contoso.com', channel);
    const code = /join ([0-9a-z]+)/.exec(made.text)?.[1] ?? '';
    const seen = await bot.person('Bea', platform).channel(channel);
    expect(seen.map(({ text }) => text).join('\n')).not.toContain(code);
    const joined = await sam.type(`join ${code}`);
    expect(joined.text).toContain('Rob is now a member of Contoso');
    expect((await sam.type('whoami')).text).toMatch(/Contoso \(contoso.com\)[\s\S]*rob@contoso.com/);
    await bot.settled();
  });

  test('R-ID-04: a code works once, for one day, and only the latest', async () => {
    const { bot, sam } = at();
    const first = await codeFor('rob@contoso.com');
    const second = await codeFor('rob@contoso.com');
    expect((await sam.type(`join ${first}`)).text).toContain('This code is not valid');
    expect((await sam.type(`join ${second.toUpperCase()}`)).text).toContain('is now a member of Contoso');
    expect((await una().type(`join ${second}`)).text).toContain('This code is not valid');
    const third = await codeFor('bea@contoso.com');
    bot.wait({ hours: 25 });
    expect((await una().type(`join ${third}`)).text).toContain('This code is not valid');
    await bot.settled();
  });

  test('R-ID-04: a member cannot become another one', async () => {
    const { bot } = at();
    const code = await codeFor('rob@contoso.com');
    expect((await bot.person('Leo', platform).type(`join ${code}`)).text).toContain(
      'You are already a member of',
    );
  });

  test('R-ID-04: an admin adds a person of this chat, with both levels of roles', async () => {
    const { bot, gil } = at();
    const line =
      platform === 'slack' ? `member add <@${bot.slackPerson('Una').member.id}|una>` : 'member add';
    const form = formOf(await gil.type(line));
    expect(form.fields.map(({ label }) => label)).toEqual([
      'Person',
      'Name',
      'E-mail address',
      'Admin roles',
    ]);
    if (platform === 'slack') expect(form.fields[0]?.value).toBe('Una');
    const added = await gil.submit(form, {
      Person: 'Una',
      Name: 'Una Berg',
      'E-mail address': 'una@contoso.com',
      'Admin roles': ['Billing admin'],
    });
    expect(added.text).toContain('Una Berg is now a member of Contoso');
    expect(added.text).toContain('Billing admin');
    expect((await una().type('whoami')).text).toContain('una@contoso.com');
    expect((await una().type('members')).text).toContain('Una Berg');
    await bot.settled();
  });

  test('R-CARD-10: a fault of a new member is shown at its field', async () => {
    const { gil } = at();
    const form = formOf(await gil.type('member add'));
    const filled = { Name: 'Una Berg', 'E-mail address': 'una@contoso.com' };
    for (const [change, label, words] of [
      [{ 'E-mail address': 'una' }, 'E-mail address', '“una” is not an e-mail address'],
      [{ 'E-mail address': 'rob@contoso.com' }, 'E-mail address', 'is already the address of a member'],
      [{ Person: 'Rob' }, 'Person', 'This person is already linked to a member'],
    ] as const) {
      expect(errorOn(await gil.submit(form, { ...filled, ...change }), label)).toContain(words);
    }
  });

  test('R-ROLE-01: only who manages members adds one or makes a code', async () => {
    const { bot } = at();
    for (const line of ['member add', 'member code rob@contoso.com']) {
      const { text } = await bot.person('Bea', platform).type(line);
      expect(text).toContain('Global admin or User management admin');
      expect(text).toContain('Gil (gil@contoso.com)');
    }
    expect((await bot.person('Gil', platform).type('member code nobody@contoso.com')).text).toContain(
      'has no member with the address nobody@contoso.com',
    );
  });

  test('R-ROLE-01: who manages members only makes no Global admin, and gets no code for one', async () => {
    const { bot, gil } = at();
    const bea = bot.person('Bea', platform);
    await bot.db.execute(
      `update members set admin_roles = '{user_management_admin}' where email = 'bea@contoso.com'`,
    );
    const label = 'Admin roles';
    const own = formOf(await bea.type('member add'));
    expect(own.fields.find((field) => field.label === label)?.options).not.toContain('Global admin');
    expect((await bea.type('member code gil@contoso.com')).text).toContain(
      'This needs the role Global admin.',
    );
    // A form that was opened with more rights does not keep them.
    const opened = formOf(await gil.type('member add'));
    await bot.db.execute(
      `update members set admin_roles = '{user_management_admin}' where email = 'gil@contoso.com'`,
    );
    const values = { Name: 'Una', 'E-mail address': 'una@contoso.com', [label]: ['Global admin'] };
    expect(errorOn(await gil.submit(opened, values), label)).toContain('This needs the role Global admin.');
  });

  test('R-ID-02: in a channel shared between companies a stranger’s click changes nothing, and says so privately', async () => {
    const { bot, sam } = at();
    const ana = bot.person('Ana', platform);
    const shared = bot.sharedChannel(platform);
    await ana.type('notify on invitations', shared);
    await at().sent();
    await bot.settled();
    const before = await audited();
    const card = cardWith(await sam.channel(shared), 'Fabrikam asks Contoso');
    for (const label of card.buttons) {
      const answer = await sam.click(card, label);
      expect(answer.text).toMatch(
        /I do not know you|is not connected to an organization|belongs to Fabrikam/,
      );
      expect(answer.form).toBeUndefined();
    }
    expect(await audited()).toBe(before);
    const seen = await ana.channel(shared);
    expect(seen.filter(({ text }) => /do not know you|not connected/.test(text))).toEqual([]);
    cardWith(seen, 'Waiting for the answer of Contoso');
  });

  test('R-ID-02: there the clicker’s own organization counts, not the channel’s', async () => {
    const { bot, gil } = at();
    const ana = bot.person('Ana', platform);
    const shared = bot.sharedChannel(platform);
    await ana.type('notify on invitations', shared);
    await at().sent();
    await bot.settled();
    const card = cardWith(await gil.channel(shared), 'Fabrikam asks Contoso');
    if (platform === 'slack') {
      expect((await gil.click(card, 'Withdraw')).text).toMatch(
        /Only partners can do this|I find no invitation/,
      );
      expect((await gil.click(card, 'Remind')).text).toMatch(
        /Only partners can do this|I find no invitation/,
      );
    } else {
      const shown = card.buttons.includes('Review & accept')
        ? card
        : cardOf(await gil.click(card, 'Show what I can do'));
      expect(shown.buttons).toEqual(expect.arrayContaining(['Review & accept', 'Decline']));
    }
    cardWith(await ana.channel(shared), 'Waiting for the answer of Contoso');
  });

  test('R-AUD-02: nobody makes a channel of another organization tell', async () => {
    const { bot, gil } = at();
    const { text } = await gil.type('notify on everything', bot.sharedChannel(platform));
    if (platform === 'teams') expect(text).toContain('This channel belongs to another organization');
  });

  test('R-SEC-08: after ten wrong codes in an hour a person has to wait; nobody else has', async () => {
    const { bot, gil, sam } = at();
    const ana = bot.person('Ana', platform === 'slack' ? 'teams' : 'slack');
    const form = await draft(ana, 'request ceo@newcorp.example');
    const code = codeIn(form.fields.find(({ name }) => name === 'text')?.value);
    await ana.submit(form);
    for (let tries = 0; tries < 10; tries += 1) {
      const verb = tries % 2 ? 'join' : 'redeem';
      expect((await sam.type(`${verb} ${String(tries).repeat(26)}`)).text).toContain(
        'This code is not valid',
      );
    }
    expect((await sam.type(`redeem ${code}`)).text).toMatch(
      /too many wrong codes.*try again in (60|59) minutes/,
    );
    expect((await sam.type(`join ${code}`)).text).toContain('too many wrong codes');
    expect(cardOf(await gil.type(`redeem ${code}`)).text).toContain('Fabrikam asks Contoso');
    bot.wait({ hours: 2 });
    expect((await sam.type(`redeem ${'z'.repeat(26)}`)).text).toContain('This code is not valid');
    await bot.settled();
  });
});

describe.each(directions)(
  'national clouds: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    /** What is about one’s own people and channels, and so is there in every cloud. */
    const everywhere = [
      'home',
      'help',
      'whoami',
      'members',
      'member add',
      'member code',
      'join',
      'notify on',
      'notify off',
      'notify list',
    ];
    const partnering = commands.filter(({ verb }) => !everywhere.includes(verb)).map(({ verb }) => verb);
    const arguments_: Readonly<Record<string, string>> = {
      'agreement accept': '',
      'provider invite': 'fabrikam.com',
      mpsa: 'on',
      redeem: 'x'.repeat(26),
    };

    test('R-ORG-02: in the China cloud every partner command says that there are no partner features, and changes nothing', async () => {
      const { bot } = scene;
      const ana = bot.person('Ana', partner);
      const gil = bot.person('Gil', customer);
      await ask(ana, 'request contoso.com', { 'Delegated administration': true });
      await bot.settled();
      for (const one of ['Fabrikam', 'Contoso', 'Northwind'] as const)
        await bot.change(one, { cloud: 'china' });
      const before = await audited();
      for (const verb of partnering) {
        for (const [person, other] of [
          [ana, 'contoso.com'],
          [gil, 'fabrikam.com'],
          [bot.person('Nora', partner), 'fabrikam.com'],
        ] as const) {
          const answer = await person.type(`${verb} ${arguments_[verb] ?? other}`);
          const said = answer.form ? (await person.submit(answer.form, {})).text : answer.text;
          if (verb === 'redeem') expect(said).toMatch(/No partner features|This code is not valid/);
          else
            expect([verb, said]).toEqual([
              verb,
              expect.stringContaining('No partner features are available in this cloud'),
            ]);
        }
      }
      expect(await audited()).toBe(before);
      expect((await ana.type('whoami')).text).toContain('Fabrikam');
    });
  },
);
