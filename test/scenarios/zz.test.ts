import { describe, test } from 'vitest';
import { accept, ask, cardOf, draft, formOf, inHouse } from '../support/scenario.ts';

const scene = inHouse();
const out: string[] = [];
describe.each([
  { partner: 'slack', customer: 'slack' },
  { partner: 'teams', customer: 'teams' },
] as const)('$partner', ({ partner, customer }) => {
  test('walk', async () => {
    const { house } = scene;
    const say = (name: string, x: any) =>
      out.push(
        `##### ${partner} ${name}\n` +
          (x.form
            ? '[FORM] ' +
              x.form.title +
              '\n' +
              x.form.text +
              '\n' +
              x.form.fields
                .map((f: any) => ` [${f.label}|${f.kind}] ${String(f.value)} {${f.options}} !${f.error}`)
                .join('\n') +
              '\n>' +
              x.form.submitLabel
            : x.text + '\nBUTTONS ' + (x.buttons ?? x.card?.buttons)),
      );
    const ana = house.person('Ana', partner),
      gil = house.person('Gil', customer),
      nora = house.person('Nora', partner),
      gina = house.person('Gina', partner),
      sam = house.stranger(partner),
      bea = house.person('Bea', customer);
    await house.reachOn('Ana', partner);
    await house.reachOn('Gil', customer);
    await house.reachOn('Gina', partner);
    await house.reachOn('Bea', customer);
    say('help', await ana.type('help'));
    say('help gil', await gil.type('help'));
    say('help sam', await sam.type('help'));
    say('help x', await ana.type('help notify on'));
    say('home empty', await ana.type(''));
    say('home gil empty', await gil.type('home'));
    say('whoami sam', await sam.type('whoami'));
    say('sam customers', await sam.type('customers'));
    say('unknown', await ana.type('custmers'));
    say('request', await ana.type('request'));
    say('request bad', await ana.submit(formOf(await ana.type('request nope'))));
    await ask(ana, 'request contoso.com', { 'Delegated administration': true, Note: 'Hello' });
    await house.settled();
    say('home gil', await gil.type('home'));
    for (const c of await gil.direct()) say('gil direct', c);
    say('remind', await ana.type('remind contoso.com'));
    say('remind again', await ana.type('remind contoso.com'));
    say('withdraw?', await ana.type('withdraw contoso.com'));
    say('decline form', await gil.type('decline fabrikam.com'));
    say('bea accept', await bea.type('accept fabrikam.com'));
    say('accept form', await gil.type('accept fabrikam.com'));
    say('accepted', await gil.submit(formOf(await gil.type('accept fabrikam.com')), { agreement: true }));
    await house.settled();
    say('accept again', await gil.type('accept fabrikam.com'));
    for (const c of await ana.direct()) say('ana direct', c);
    say('customers', await ana.type('customers'));
    say('show', await ana.type('show contoso.com'));
    say('history', await ana.type('history contoso.com'));
    say('show partner', await gil.type('show fabrikam.com'));
    say('roles remove', await gil.type('roles remove fabrikam.com'));
    say('roles removed', await gil.type('roles remove fabrikam.com --yes'));
    say('end asked', await gil.type('end fabrikam.com'));
    await house.settled();
    for (const c of (await ana.direct()).slice(1)) say('ana direct', c);
    say('home ana', await ana.type('home'));
    say(
      'end refuse',
      await ana.submit(formOf(await ana.type('end refuse contoso.com')), { 'Why not': 'Contract' }),
    );
    say('end?', await ana.type('end contoso.com'));
    say('ended', await ana.type('end contoso.com --yes'));
    await house.settled();
    for (const c of (await gil.direct()).slice(-4)) say('gil direct', c);
    say('provider invite', await nora.type('provider invite fabrikam.com'));
    await ask(nora, 'provider invite fabrikam.com');
    await house.settled();
    for (const c of (await gina.direct()).slice(-1)) say('gina direct', c);
    say('authorize', await gina.type('accept northwind.com'));
    say(
      'authorized',
      await gina.submit(formOf(await gina.type('accept northwind.com')), { understood: true }),
    );
    say('providers', await gina.type('providers'));
    say('members', await gil.type('members'));
    say('code', await gil.type('member code rob@contoso.com'));
    say(
      'notify',
      await gil.type(
        'notify on invitations where partner = fabrikam.com',
        house.channel('Contoso', customer),
      ),
    );
    say('notify list', await gil.type('notify list', house.channel('Contoso', customer)));
    say('notify off', await gil.type('notify off', house.channel('Contoso', customer)));
    say('notify dm', await gil.type('notify on invitations'));
    say('draft', { form: await draft(ana, 'request ceo@newcorp.example') });
    say('invitations', await ana.type('invitations'));
    say('mpsa', await gil.type('mpsa on'));
    say('agreement', await gil.type('agreement'));
    await house.settled();
    (await import('node:fs')).writeFileSync('/tmp/walk2.txt', out.join('\n\n'));
  }, 120000);
});
