import { describe, expect, test } from 'vitest';
import {
  accept,
  boxToTick,
  cardOf,
  cardWith,
  commandOf,
  directions,
  errorOn,
  formOf,
  received,
  withBot,
} from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();

describe.each(directions)(
  '4 review and accept: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    const at = stageOf(scene, { partner, customer });
    /** Asks Contoso; gives the card in Gil's direct messages. */
    const asked = async (by: 'Ana' | 'Leo' = 'Ana') => {
      const { bot, gil } = at();
      await bot.reachOn('Gil', customer);
      await at().sent({ from: by, dap: true });
      await bot.settled();
      return cardWith(await gil.direct(), `${by === 'Ana' ? 'Fabrikam' : 'Litware'} asks Contoso`);
    };

    test('R-AGR-01, R-INV-08: the form shows the agreement’s link and version, the box, and what will be granted', async () => {
      const { gil } = at();
      const form = formOf(await gil.click(await asked(), 'Review & accept'));
      expect(form.title).toBe('Review the invitation');
      expect(form.text).toContain('Please read the Microsoft Customer Agreement, version 2026-01.');
      expect(form.text).toMatch(/Roles asked for:?\sGlobal admin .*and Helpdesk admin/);
      expect(form.text).toContain('decline the invitation instead');
      expect(form.links).toContainEqual({
        label: 'Microsoft Customer Agreement',
        url: 'https://agreements.example/mca/2026-01',
      });
      expect(form.fields).toHaveLength(1);
      expect(JSON.stringify(form.raw)).toContain('I have read the agreement');
      expect(form.submitLabel).toBe('Accept & authorize');
    });

    test('R-AGR-01, R-CARD-10: unticked nothing happens, and the box says so; ticked it is accepted', async () => {
      const { bot, ana, gil } = at();
      const card = await asked();
      const unticked = await gil.submit(formOf(await gil.click(card, 'Review & accept')), {
        agreement: false,
      });
      expect(errorOn(unticked, 'agreement')).toMatch(boxToTick);
      expect((await ana.type('customers')).text).toContain('You have no customers here yet');
      const accepted = cardOf(await gil.submit(formOf(unticked), { agreement: true }));
      expect(accepted.text).toMatch(/Accepted by Gil on /);
      expect(accepted.buttons).toEqual([]);
      await bot.settled();
      expect((await ana.type('customers')).text).toContain('admin roles in place');
    });

    test('R-AGR-03: a customer that accepted the version is not asked for it again', async () => {
      const { gil } = at();
      await gil.submit(formOf(await gil.type('agreement accept')), { agreement: true });
      const card = await asked();
      expect(card.text).toMatch(/version 2026-01: accepted by Gil/);
      const review = cardOf(await gil.click(card, 'Review & accept'));
      expect(JSON.stringify(review.raw)).not.toContain('I have read the agreement');
      expect((await gil.click(review, 'Accept & authorize')).text).toContain('Accepted by Gil');
    });

    test('R-AGR-06: a version that is published while the form is open has to be read first', async () => {
      const { bot, gil } = at();
      const form = formOf(await gil.click(await asked(), 'Review & accept'));
      bot.wait({ hours: 1 });
      await bot.publish('2026-07');
      const changed = await gil.submit(form, { agreement: true });
      expect(changed.text).toMatch(/new version of the agreement is required now: 2026-07/);
      const again = formOf(await gil.type('accept fabrikam.com'));
      expect(again.text).toContain('version 2026-07');
      expect((await gil.submit(again, { agreement: true })).text).toContain(
        'version 2026-07: accepted by Gil',
      );
    });

    test('R-INV-09, R-CARD-05: declining asks for an optional reason, grants nothing, and both sides read it', async () => {
      const { bot, ana, gil } = at();
      await bot.reachOn('Ana', partner);
      const form = formOf(await gil.click(await asked(), 'Decline'));
      expect(form.text).toContain('Contoso declines the invitation from Fabrikam. Nothing is granted.');
      const declined = cardOf(await gil.submit(form, { Reason: 'Not before spring' }));
      expect(declined.text).toMatch(/Declined by Gil on /);
      expect(declined.text).toContain('Not before spring');
      expect(declined.buttons).toEqual([]);
      await bot.settled();
      const told = cardWith(await ana.direct(), 'Declined by Gil');
      expect(told.text).toContain('Not before spring');
      expect((await ana.type('customers')).text).toContain('You have no customers here yet');
      expect((await gil.type('partners')).text).toContain('No partner works with you yet');
    });

    test('R-INV-09: it may be declined without a reason, also by a Billing admin (R-ROLE-02)', async () => {
      const { bea } = at();
      await asked();
      const card = await received(bea);
      expect(card.buttons).toContain('Decline');
      const declined = cardOf(await bea.submit(formOf(await bea.click(card, 'Decline'))));
      expect(declined.text).toMatch(/Declined by Bea on /);
      expect(declined.text).not.toContain('The reason');
    });

    test('R-ROLE-03, R-ROLE-05: a Billing admin may not accept, and reads who may', async () => {
      const { bea } = at();
      await asked();
      const refused = await bea.type('accept fabrikam.com');
      expect(refused.form).toBeUndefined();
      expect(refused.text).toContain(
        'This needs the role Global admin. In your organization Gil (gil@contoso.com) has it.',
      );
    });

    test('R-DAP-05: the present delegated administrator is named, and has to be replaced explicitly', async () => {
      const { bot, ana, leo, gil } = at();
      await at().related({ dap: true });
      const card = await asked('Leo');
      expect(card.text).toContain('Fabrikam has these roles now. Accepting replaces it with Litware.');
      const form = formOf(await gil.click(card, 'Review & accept'));
      expect(form.text).toContain('Fabrikam has these roles now');
      const without = await gil.submit(form, { replace: false });
      expect(errorOn(without, 'replace')).toMatch(/Fabrikam has delegated administration now|required field/);
      const accepted = await gil.submit(formOf(without), { replace: true });
      expect(accepted.text).toContain('Accepted by Gil');
      await bot.settled();
      expect((await ana.type('customers')).text).toContain('Reseller · no admin roles');
      expect((await leo.type('customers')).text).toContain('admin roles in place');
      const partners = (await gil.type('partners')).text;
      expect(partners).toMatch(/litware.com · Reseller & delegated administrator · admin roles in place/);
      expect(partners).toMatch(/fabrikam.com · Reseller · no admin roles/);
    });

    test('R-DAP-05: where several may have the roles, the card says who else has them', async () => {
      const { bot, gil } = at();
      await bot.change('Contoso', { delegatedAdministrators: 'several' });
      await at().related({ dap: true });
      const card = await asked('Leo');
      expect(card.text).toContain('Fabrikam has these roles too, and keeps them.');
      await accept(gil, card);
      expect((await gil.type('partners')).text.match(/admin roles in place/g)).toHaveLength(2);
    });

    test('R-DAP-05: a replacement that changed while the form was open must be confirmed again', async () => {
      const { bot, gil } = at();
      await at().related({ dap: true });
      const form = formOf(await gil.click(await asked('Leo'), 'Review & accept'));
      const elsewhere = bot.person('Gil', partner);
      await elsewhere.type('roles remove fabrikam.com --yes');
      await bot.change('Northwind', { programme: 'direct_reseller' });
      await at().sent({ from: 'Nora', dap: true });
      const other = cardOf(await elsewhere.type('accept northwind.com'));
      await elsewhere.click(other, 'Accept & authorize');
      const outdated = await gil.submit(form, { replace: true });
      expect(outdated.text).toContain('has changed since you opened the form');
      expect((await gil.type('partners')).text).toMatch(/northwind.com · .* · admin roles in place/);
    });

    test('R-ORG-04, R-INV-12: what became impossible in the meantime is refused at the acceptance, and nothing changes', async () => {
      const { bot, gil } = at();
      const form = formOf(await gil.click(await asked(), 'Review & accept'));
      await bot.change('Contoso', { country: 'DE' });
      const refused = await gil.submit(form, { agreement: true });
      expect(refused.text).toContain('only customers of its own country or CSP region');
      expect((await gil.type('agreement')).text).toContain('Version 2026-01 is not accepted yet.');
      expect((await gil.type('partners')).text).toContain('No partner works with you yet');
    });

    test('R-CMD-04: accept and decline typed do what their buttons do', async () => {
      const { gil } = at();
      const card = await asked();
      const typed = formOf(await gil.type(commandOf(card, 'Review & accept')));
      expect(typed.title).toBe('Review the invitation');
      expect(formOf(await gil.type(commandOf(card, 'Decline'))).title).toBe('Decline the invitation');
    });
  },
);
