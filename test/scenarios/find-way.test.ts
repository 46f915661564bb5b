import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { cardOf, directions, errorOn, formOf, platforms, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

/** Customers of Fabrikam, `Customer 001` and so on, each since a day of its own. */
async function seedCustomers(count: number): Promise<void> {
  const { bot } = scene;
  const partner = bot.organizationId('Fabrikam');
  const rows = Array.from({ length: count }, (_, place) => ({
    id: randomUUID(),
    tenant: randomUUID(),
    relationship: randomUUID(),
    name: `Customer ${String(place + 1).padStart(3, '0')}`,
    domain: `customer${place + 1}.example`,
    since: new Date(Date.UTC(2026, 0, 1) + place * 86_400_000).toISOString(),
  }));
  await bot.db.execute(sql`
    with row as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as r(id uuid, tenant uuid, relationship uuid, name text, domain text, since timestamptz)
    ), made as (
      insert into organizations (id, name, domain, tenant_id, country, cloud, language)
      select id, name, domain, tenant, 'US', 'public', 'en' from row
    ), met as (
      insert into known_organizations (viewer_id, organization_id) select ${partner}::uuid, id from row
    )
    insert into relationships (id, partner_id, customer_id, state, type, since)
    select relationship, ${partner}::uuid, id, 'active', 'reseller', since from row`);
}

describe.each(platforms)('11 find one’s way in %s', (platform) => {
  const at = stageOf(scene, { partner: platform, customer: platform });
  const verbsIn = (text: string) => text.split('\n').filter((line) => /^[a-z]+( [a-z]+)?$/.test(line));

  test('R-CMD-01, R-ROLE-01: help lists what this person may do, with an example each', async () => {
    const { bot } = at();
    const helpOf = async (name: string) => (await bot.person(name, platform).type('help')).text;
    const ana = await helpOf('Ana');
    for (const example of [
      'request contoso.com',
      'customers contoso',
      'agreement ask contoso.com',
      'withdraw contoso.com',
    ]) {
      expect(ana).toContain(example);
    }
    expect(ana).not.toContain('provider invite');
    expect(ana).not.toContain('roles remove');
    const hugo = await helpOf('Hugo');
    expect(hugo).toContain('customers contoso');
    expect(hugo).not.toContain('request contoso.com');
    expect(await helpOf('Nora')).toContain('provider invite');
    const gil = await helpOf('Gil');
    for (const example of [
      'accept fabrikam.com',
      'roles remove fabrikam.com',
      'agreement accept',
      'member add',
    ]) {
      expect(gil).toContain(example);
    }
    expect(gil).not.toContain('request contoso.com');
    const bea = await helpOf('Bea');
    expect(bea).toContain('roles remove fabrikam.com');
    expect(bea).not.toContain('accept fabrikam.com');
    expect(bea).not.toContain('member add');
    const rob = await helpOf('Rob');
    expect(rob).toContain('partners fabrikam');
    expect(rob).not.toContain('roles remove');
    expect(verbsIn(rob)).not.toContain('decline');
  });

  test('R-CMD-01: every example that help gives is a line that is understood', async () => {
    const { bot } = at();
    const { text } = await bot.person('Nora', platform).type('help');
    for (const line of [
      'home',
      'whoami',
      'show contoso.com',
      'request contoso.com',
      'invitations sent accepted contoso',
      'customers contoso',
      'notify list',
      'history contoso.com',
      'members',
      'member add',
    ]) {
      if (!text.includes(line)) continue;
      const answer = await bot.person('Nora', platform).type(line);
      expect(answer.text).not.toMatch(/I do not know “/);
      expect(answer.status).toBe(200);
    }
  });

  test('R-CMD-01: help for one verb says how it is typed, an example, and who may', async () => {
    const { ana } = at();
    const { text } = await ana.type('help request');
    expect(text).toContain('request [domain or e-mail address]');
    expect(text).toContain('request contoso.com');
    expect(text).toContain('Admin agent');
    expect((await ana.type('help Roles Remove')).text).toContain('roles remove <partner>');
    expect((await ana.type('help frobnicate')).text).toContain('I do not know “frobnicate”');
  });

  test('R-CMD-06, R-CMD-07: a greeting is answered with home, and an address before the command is not part of it', async () => {
    const { ana } = at();
    const home = cardOf(await ana.type('home')).text;
    for (const greeting of ['hi', 'Hello', '@Accord']) {
      expect(cardOf(await ana.type(greeting)).text).toBe(home);
    }
    for (const line of ['/partner customers', 'Accord, customers', '@accord customers']) {
      expect((await ana.type(line)).text).toContain('Your customers');
    }
  });

  test('R-CMD-02, R-CMD-08: an unknown verb gets the nearest, as buttons that keep what was typed', async () => {
    const { ana, gil } = at();
    for (const [typed, wanted] of [
      ['custmers', 'customers'],
      ['reqest contoso.com', 'request contoso.com'],
      ['invite', 'invitations'],
      ['notfy on invitations', 'notify on invitations'],
      ['Patrners', 'partners'],
    ] as const) {
      const answer = await ana.type(typed);
      expect(answer.text).toContain('I do not know “');
      expect(answer.text).toContain(wanted.split(' ')[0]);
      expect(answer.card?.buttons).toContain(wanted);
    }
    expect((await gil.type('xyzzy qwertz')).text).toContain('Send “help”');
  });

  test('R-CMD-02: capitals, spaces of any kind and smart quotes do not matter', async () => {
    const { ana } = at();
    for (const line of ['  CUSTOMERS  ', 'cus\u200btomers', 'Customers\u00a0', '\u00a0 customers']) {
      expect((await ana.type(line)).text).toContain('Your customers');
    }
    const form = formOf(await ana.type('request\u00a0contoso.com —note “Spring – it’s time”'));
    expect(form.fields.find(({ name }) => name === 'customer')?.value).toBe('contoso.com');
    expect(String(form.fields.find(({ name }) => name === 'note')?.value)).toMatch(/^Spring . it's time$/);
  });

  test('R-CMD-02: a domain or an address that the client made a link of is read as typed', async () => {
    const { ana } = at();
    const typed =
      platform === 'slack'
        ? ['request <http://contoso.com|contoso.com>', 'request <mailto:gil@contoso.com|gil@contoso.com>']
        : ['request <a href="http://contoso.com">contoso.com</a>', 'request gil@contoso.com'];
    for (const line of typed) {
      const value = formOf(await ana.type(line)).fields.find(({ name }) => name === 'customer')?.value;
      expect(['contoso.com', 'gil@contoso.com']).toContain(value);
    }
  });

  test('R-CMD-03, R-CMD-08: an organization is named by domain, by name, or by a part of it; several give a choice', async () => {
    const { ana } = at();
    await seedCustomers(30);
    expect((await ana.type('show customer7.example')).text).toContain('Customer 007');
    for (const name of ['Customer 007', '"Customer 007"', '“customer 007”']) {
      expect((await ana.type(`show ${name}`)).text).toContain('customer7.example');
    }
    expect((await ana.type('customers "customer 007"')).text).toContain('Showing 1 of 1');
    const quoted = formOf(await ana.type('request "Customer 007" --note "Hello"'));
    expect(quoted.fields.find(({ name }) => name === 'customer')?.value).toBe('Customer 007');
    const several = cardOf(await ana.type('show customer 00'));
    expect(several.text).toMatch(/Which one do you mean/);
    expect(several.buttons.length).toBeGreaterThanOrEqual(9);
    expect(cardOf(await ana.click(several, 'Choose')).text).toContain('is your customer');
    expect((await ana.type('show customer')).text).toContain('I know no organization “customer”');
  });

  test('R-CMD-05: a list pages by 25, says how many there are, and searches', async () => {
    const { ana } = at();
    await seedCustomers(60);
    const first = cardOf(await ana.type('customers'));
    expect(first.text).toContain('Showing 25 of 60');
    expect(first.text).toContain('Customer 060');
    expect(first.text).not.toContain('Customer 035');
    const second = cardOf(await ana.click(first, 'Next page'));
    expect(second.text).toContain('Customer 035');
    const third = cardOf(await ana.click(second, 'Next page'));
    expect(third.text).toContain('Customer 001');
    expect(third.buttons).not.toContain('Next page');
    const found = cardOf(await ana.type('customers customer 01'));
    expect(found.text).toContain('Showing 10 of 10 that match “customer 01”');
    const one = cardOf(await ana.type('customers customer42.example'));
    expect(one.text).toContain('Showing 1 of 1');
    expect((await ana.type('customers zzz')).text).toContain('I found nothing for “zzz”');
    expect(cardOf(await ana.click(cardOf(await ana.type('customers zzz')), 'Show all')).text).toContain(
      'Showing 25 of 60',
    );
  });

  test('R-CMD-05: members are searched too, by name or address', async () => {
    const { ana } = at();
    const all = cardOf(await ana.type('members'));
    expect(all.text).toContain('send members and a part of a name or e-mail address');
    const found = cardOf(await ana.type('members HUGO'));
    expect(found.text).toContain('Showing 1 of 1 that match “HUGO”');
    expect(found.text).not.toContain('ana@fabrikam.com');
    expect(cardOf(await ana.click(found, 'Show all')).text).toContain('ana@fabrikam.com');
    expect((await ana.type('members zzz')).text).toContain('I found nothing for “zzz”');
  });

  test('R-CMD-05: it counts exactly to 1,000, and says “more than” after that', async () => {
    const { ana } = at();
    await seedCustomers(1001);
    expect((await ana.type('customers')).text).toContain('Showing 25 of more than 1,000');
    expect((await ana.type('customers customer 1000')).text).toContain('Showing 1 of 1');
  });

  test.each([
    ['Ana', 'customers', 'Ask one for a relationship', 'Request a relationship'],
    ['Ana', 'invitations', 'is listed here', 'Home'],
    ['Ana', 'providers', 'its invitation waits for your answer', 'All that you received'],
    ['Nora', 'resellers', 'Ask one', 'Invite a reseller'],
    ['Gil', 'partners', 'its invitation waits for your answer', 'All that you received'],
    ['Gil', 'history fabrikam.com', 'Nothing has happened here yet', undefined],
  ])('R-CMD-05: an empty list says what to do next (%s: %s)', async (name, line, words, button) => {
    const { bot } = at();
    const card = cardOf(await bot.person(name, platform).type(line));
    expect(card.text).toContain(words);
    if (button) expect(card.buttons).toContain(button);
  });

  test('home shows what waits first, then what was asked for, then what happened; empty, how to begin', async () => {
    const { bot, ana, gil } = at();
    const empty = cardOf(await ana.type('home'));
    expect(empty.text).toContain('Hello Ana of Fabrikam');
    expect(empty.text).toContain('Nothing waits for you');
    expect(empty.text).toContain('Begin by asking your first customer');
    expect(empty.buttons).toEqual(expect.arrayContaining(['Request a relationship', 'Help']));
    await at().sent();
    await bot.settled();
    expect((await ana.type('home')).text).toMatch(
      /You asked for this\nTo Contoso[\s\S]*This happened lately/,
    );
    const home = cardOf(await gil.type(''));
    expect(home.text).toMatch(
      /This waits for you\nFrom Fabrikam[\s\S]*Accept the Microsoft Customer Agreement/,
    );
    const opened = cardOf(await gil.click(home, 'Show'));
    expect(opened.buttons).toEqual(expect.arrayContaining(['Review & accept', 'Decline']));
    // Nothing waits for who may answer nothing (R-ROLE-02); it can be read all the same.
    const { rob } = at();
    expect((await rob.type('home')).text).toContain('Nothing waits for you');
    expect((await rob.type('invitations received')).text).toContain('From Fabrikam');
  });

  test('the App Home, or home in Teams, is the same', async () => {
    const { bot, gil } = at();
    await at().sent();
    await bot.settled();
    const home = cardOf(await gil.home());
    expect(home.text).toContain('Hello Gil of Contoso');
    expect(home.text).toContain('From Fabrikam');
    const opened = await gil.click(home, 'Show');
    expect(opened.text).toContain('Fabrikam asks Contoso');
  });

  test('whoami says organization, both levels of roles, and where one is known, without ids', async () => {
    const { bot, ana } = at();
    const { text } = await ana.type('whoami');
    expect(text).toContain('Fabrikam (fabrikam.com)');
    expect(text).toContain('Admin agent');
    expect(text).toContain('Not an admin');
    expect(text).toContain('Slack and Microsoft Teams');
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|U[0-9A-Z]{8}/);
    const rob = (await bot.person('Rob', platform).type('whoami')).text;
    expect(rob).toContain('Not an agent');
  });

  test.each([
    'show',
    'accept',
    'decline',
    'withdraw',
    'remind',
    'send',
    'end',
    'roles remove',
    'agreement ask',
    'member code',
    'redeem',
    'join',
  ])(
    'a line without what it needs opens a form that asks for it, and says so when it stays empty: %s',
    async (verb) => {
      const { bot } = at();
      const name = /accept|decline|roles|member/.test(verb) ? 'Gil' : 'Ana';
      const person = bot.person(name, platform);
      const form = formOf(await person.type(verb));
      expect(form.fields).toHaveLength(1);
      const label = form.fields[0]?.label ?? '';
      const said = errorOn(
        await person.submit(form, { [label]: platform === 'slack' ? '\u00a0' : '' }),
        label,
      );
      expect(said).toContain(`For example: ${verb} `);
    },
  );

  test('R-CMD-03: an invitation that cannot be meant is not found, and the list is one press away', async () => {
    const { ana } = at();
    const answer = await ana.type('withdraw litware.com');
    expect(answer.text).toContain('I find no invitation “litware.com”');
    expect(answer.card?.buttons).toContain('Show the invitations');
  });

  test('R-CARD-07: an unknown flag is refused in words', async () => {
    const { ana } = at();
    expect((await ana.type('request contoso.com --colour red')).text).toMatch(/--colour/);
  });
});

describe.each(directions)('what a line leaves out, between $partner and $customer', (sides) => {
  const at = stageOf(scene, sides);

  test('R-CARD-10: is asked for in a form, with everything else that was typed', async () => {
    const { bot, gil, sam } = at();
    await at().sent();
    const which = formOf(await gil.type('accept'));
    expect(which.text).toContain('Opens an invitation, to read and accept it.');
    expect(which.fields.map(({ label }) => label)).toEqual(['Invitation']);
    const review = formOf(await gil.submit(which, { Invitation: ' Fabrikam.com ' }));
    expect(review.submitLabel).toBe('Accept & authorize');
    const other = formOf(await gil.type('show'));
    expect(other.fields.map(({ label }) => label)).toEqual(['Organization']);
    expect((await gil.submit(other, { Organization: 'nobody.example' })).text).toContain(
      'I know no organization',
    );
    expect(formOf(await sam.type('redeem')).fields.map(({ label }) => label)).toEqual(['Code']);
    expect((await sam.type('show')).form).toBeUndefined();
    await bot.settled();
  });
});

describe.each(directions)('invitations between $partner and $customer', (sides) => {
  const at = stageOf(scene, sides);

  test('R-CMD-03, R-CMD-08: of several that are open the person chooses, and goes on with the command', async () => {
    const { bot, ana, gil } = at();
    await bot.db.execute(sql`
      insert into relationships (id, partner_id, customer_id, state, type, since)
      values (${randomUUID()}, ${bot.organizationId('Fabrikam')}, ${bot.organizationId('Contoso')}, 'active', 'advisor', now())`);
    await at().sent();
    await ana.submit(formOf(await ana.type('roles ask contoso.com')));
    const choice = cardOf(await gil.type('accept fabrikam.com'));
    expect(choice.text).toContain('Several invitations fit “fabrikam.com”');
    expect(choice.buttons.filter((label) => label === 'Choose')).toHaveLength(2);
    expect(formOf(await gil.click(choice, 'Choose')).title).toBe('Review the invitation');
    await bot.settled();
  });
});
