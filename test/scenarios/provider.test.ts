import { describe, expect, test } from 'vitest';
import { boxToTick, cardOf, cardWith, directions, errorOn, formOf, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

describe.each(directions)(
  '7 authorize a provider: provider in $partner, reseller in $customer',
  ({ partner, customer }) => {
    const at = stageOf(scene, { partner, customer }, { Fabrikam: 'customer' });
    const asked = async () => {
      const { bot, gina } = at();
      await bot.reachOn('Gina', customer);
      await at().providerSent({ note: 'As discussed' });
      await bot.settled();
      return cardWith(await gina.direct(), 'Northwind asks Fabrikam');
    };

    test('R-IND-01: the provider’s form opens with what was typed and says what it asks for', async () => {
      const { nora } = at();
      const form = formOf(await nora.type('provider invite fabrikam.com'));
      expect(form.text).toContain('You ask a reseller to authorize you as its indirect provider');
      expect(form.fields[0]?.value).toBe('fabrikam.com');
      const draft = formOf(await nora.submit(form));
      expect(String(draft.fields.find(({ name }) => name === 'text')?.value)).toMatch(
        /What for: Indirect provider\. It can submit orders[\s\S]*Administrator access to the work account of Fabrikam/,
      );
    });

    test('R-IND-01: the reseller’s Global admin is asked, and an admin agent there cannot answer', async () => {
      const { bot, ana } = at();
      const card = await asked();
      expect(card.text).toContain('Northwind asks Fabrikam to authorize it as indirect provider');
      expect(card.text).toContain('As discussed');
      expect(card.text).not.toContain('Microsoft Customer Agreement');
      expect(card.buttons).toEqual(expect.arrayContaining(['Review & authorize', 'Decline']));
      expect(await ana.direct()).toEqual([]);
      const refused = await ana.type('accept northwind.com');
      expect(refused.text).toContain(
        'This needs the role Global admin. In your organization Gina (gina@fabrikam.com) has it.',
      );
      await bot.settled();
    });

    test('R-IND-02, R-IND-01: it reads what it grants, ticks, and authorizes; unticked is an error on the box', async () => {
      const { gina } = at();
      const form = formOf(await gina.click(await asked(), 'Review & authorize'));
      expect(form.text).toContain('submit orders and add subscriptions for the customers of Fabrikam');
      expect(form.text).toContain('Administrator access to the work account of Fabrikam');
      expect(JSON.stringify(form.raw)).toContain('I have read what this allows the provider to do');
      expect(form.submitLabel).toMatch(/^Authorize (indirect )?provider$/);
      const unticked = await gina.submit(form, { understood: false });
      expect(errorOn(unticked, 'understood')).toMatch(boxToTick);
      expect((await gina.type('providers')).text).toContain(
        'You have not authorized an indirect provider yet',
      );
      const done = cardOf(await gina.submit(formOf(unticked), { understood: true }));
      expect(done.text).toMatch(/Accepted by Gina on /);
    });

    test('R-REL-04: the two see which customers they share, from the card or by a typed line', async () => {
      const { bot, nora, ana } = at();
      await at().partnered();
      const empty = cardOf(await nora.type('shared fabrikam.com'));
      expect(empty.text).toContain('You share no customer with Fabrikam yet.');
      expect(empty.buttons).toContain('Your customers');
      for (const from of ['Ana', 'Nora']) await at().related({ from });
      const list = cardOf(await nora.click(cardOf(await nora.type('show fabrikam.com')), 'Shared customers'));
      expect(list.text).toMatch(
        /Customers that you share with Fabrikam[\s\S]*Contoso\ncontoso.com · Reseller/,
      );
      expect((await ana.type('shared northwind.com cont')).text).toContain('1 that match “cont”');
      expect((await ana.type('shared northwind.com litware')).text).toContain(
        'I found nothing for “litware”',
      );
      expect((await ana.type('shared Northwind')).text).toContain('contoso.com');
      await bot.settled();
    });

    test('R-IND-03, R-REL-04: both lists show it, with the details one step away', async () => {
      const { bot, nora, gina } = at();
      await at().partnered();
      await bot.settled();
      const providers = cardOf(await gina.type('providers'));
      expect(providers.text).toMatch(
        /Your indirect providers[\s\S]*Northwind\nnorthwind.com · administrator access · since/,
      );
      const resellers = cardOf(await nora.type('resellers'));
      expect(resellers.text).toMatch(
        /Your indirect resellers[\s\S]*Fabrikam\nfabrikam.com · administrator access · since/,
      );
      expect(cardOf(await gina.click(providers, 'Show')).text).toContain(
        'Northwind is your indirect provider',
      );
      expect(cardOf(await nora.click(resellers, 'Show')).text).toContain(
        'Fabrikam is your indirect reseller',
      );
      const again = await nora.submit(formOf(await nora.type('provider invite fabrikam.com')));
      expect(errorOn(again, 'Reseller')).toContain('You are already partners with Fabrikam.');
    });

    test('R-IND-04, R-DAP-03: the administrator access is removed after a question, and the partnership stays', async () => {
      const { bot, nora, gina } = at();
      await at().partnered();
      await nora.type('notify on partnerships', bot.channel('Northwind', partner));
      const question = cardOf(await gina.type('access remove northwind.com'));
      expect(question.text).toContain('Remove administrator access?');
      expect(question.text).toContain(
        'Northwind loses its administrator access to the work account of Fabrikam. The partnership stays.',
      );
      await gina.click(question, 'No');
      expect((await gina.type('providers')).text).toContain('· administrator access ·');
      const removed = cardOf(await gina.click(cardOf(await gina.type('access remove northwind.com')), 'Yes'));
      expect(removed.text).toContain('The partnership stays: Northwind can still submit orders');
      await bot.settled();
      expect((await gina.type('providers')).text).toContain('· no administrator access ·');
      expect((await nora.type('resellers')).text).toContain('· no administrator access ·');
      cardWith(
        await nora.channel(bot.channel('Northwind', partner)),
        'The administrator access of Northwind at Fabrikam was removed',
      );
      expect((await gina.type('access remove northwind.com --yes')).text).toContain(
        'There is no administrator access to remove',
      );
    });

    test('R-IND-01: only a provider can ask, and only an indirect reseller can be asked', async () => {
      const { bot, nora } = at();
      expect((await bot.person('Ana', partner).type('provider invite litware.com')).text).toContain(
        'Only indirect providers can do this, and Fabrikam is not one.',
      );
      const refused = await nora.submit(formOf(await nora.type('provider invite litware.com')));
      expect(errorOn(refused, 'Reseller')).toContain('Litware is not an indirect reseller');
      expect((await bot.person('Leo', customer).type('providers')).text).toContain(
        'Only resellers can do this, and Litware is not one.',
      );
      expect((await bot.person('Ana', customer).type('resellers')).text).toContain(
        'Only indirect providers can do this',
      );
    });

    test('R-INV-09: the reseller declines, and the provider learns why', async () => {
      const { bot, nora, gina } = at();
      await bot.reachOn('Nora', partner);
      await gina.submit(formOf(await gina.click(await asked(), 'Decline')), { Reason: 'We have one' });
      await bot.settled();
      expect(cardWith(await nora.direct(), 'We have one').buttons).toEqual([]);
      expect((await nora.type('resellers')).text).toContain('No reseller has authorized you yet');
    });
  },
);
