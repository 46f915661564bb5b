import { describe, test } from 'vitest';
import { accept, ask, cardOf, cardWith, directions, draft, formOf, inHouse } from '../support/scenario.ts';

const scene = inHouse();
describe.each(directions)('partner in $partner, customer in $customer', ({ partner, customer }) => {
  test('walk', async () => {
    const { house } = scene;
    const say = (name: string, x: any) =>
      console.log(
        `##### ${partner} ${name}\n` +
          (x.form
            ? x.form.title +
              '\n' +
              x.form.text +
              '\n' +
              x.form.fields
                .map((f: any) => ` [${f.label}|${f.kind}] ${String(f.value)} {${f.options}} !${f.error}`)
                .join('\n') +
              '\n>' +
              x.form.submitLabel
            : x.text +
              '\nBUTTONS ' +
              (x.buttons ?? x.card?.buttons) +
              ' LINKS ' +
              JSON.stringify(x.links ?? x.card?.links)),
      );
    const ana = house.person('Ana', partner),
      gil = house.person('Gil', customer);
    await house.reachOn('Gil', customer);
    await house.approveIn('Contoso', customer);
    say('notify', await ana.type('notify on everything', house.channel('Fabrikam', partner)));
    const d = await draft(ana, 'request contoso.com', { 'Delegated administration': true, Note: 'Hi there' });
    say('draft', { form: d });
    say('sent', await ana.submit(d));
    await house.settled();
    for (const c of await gil.channel(house.channel('Contoso', customer))) say('approvals', c);
    for (const c of await gil.direct()) say('gil direct', c);
    for (const c of await ana.channel(house.channel('Fabrikam', partner))) say('partner channel', c);
    const [card] = await gil.channel(house.channel('Contoso', customer));
    if (!card) return;
    const btn = card.buttons[0] ?? '';
    let a = await gil.click(card, btn);
    say('click ' + btn, a);
    if (!a.form) a = await gil.click(cardOf(a), 'Review & accept');
    say('review', a);
    const no = await gil.submit(formOf(a), {});
    say('unticked', no);
    const yes = await gil.submit(formOf(no), { agreement: true });
    say('accepted', yes);
    await house.settled();
    for (const c of await gil.channel(house.channel('Contoso', customer))) say('approvals', c);
    for (const c of await ana.channel(house.channel('Fabrikam', partner))) say('partner channel', c);
    for (const c of await ana.direct()) say('ana direct', c);
    for (const line of ['customers', 'show contoso.com', 'home', 'history contoso.com', 'invitations'])
      say(line, await ana.type(line));
    for (const line of ['partners', 'show fabrikam.com', 'home', 'agreement'])
      say('gil ' + line, await gil.type(line));
    say('home', await gil.home());
  });
});
