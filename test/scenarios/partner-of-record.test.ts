import { describe, expect, test } from 'vitest';
import { cardOf, cardWith, directions, errorOn, formOf, withBot } from '../kit/scenario.ts';
import { stageOf } from '../kit/stage.ts';

const scene = withBot();
const label = 'Partner';

describe.each(directions)(
  'partner of record: partner in $partner, customer in $customer',
  ({ partner, customer }) => {
    const at = stageOf(scene, { partner, customer });
    /** Fabrikam and Litware work with Contoso; Fabrikam and Contoso listen in their channels. */
    const related = async () => {
      const { bot, ana, gil, alliances, approvals } = at();
      await at().related();
      await at().related({ from: 'Leo' });
      await ana.type('notify on relationships', alliances);
      await gil.type('notify on relationships', approvals);
      await bot.settled();
      return at();
    };

    test('R-DAP-06: a Billing admin chooses it from the partners; both sides’ channels are notified', async () => {
      const { bot, ana, bea } = await related();
      const none = cardOf(await bea.type('record'));
      expect(none.text).toContain('Contoso has named no partner of record.');
      const form = formOf(await bea.click(none, 'Name a partner of record'));
      const [choice] = form.fields;
      expect(choice).toMatchObject({ label, kind: 'choice', value: 'None' });
      expect(choice?.options).toEqual(['None', 'Fabrikam (fabrikam.com)', 'Litware (litware.com)']);
      const named = await bea.submit(form, { [label]: 'Fabrikam (fabrikam.com)' });
      expect(named.text).toContain('Fabrikam (fabrikam.com) has been your partner of record since');
      await bot.settled();
      expect((await bea.type('partners')).text).toContain('partner of record');
      expect((await ana.type('show contoso.com')).text).toMatch(/Partner of record:?\s+Yes, since/);
      for (const told of [await ana.channel(at().alliances), await bea.channel(at().approvals)]) {
        cardWith(told, 'Bea of Contoso named Fabrikam its partner of record');
        cardWith(told, /Partner of record:?\s+Yes, since/);
      }
    });

    test('R-DAP-06: named on its card, replaced by a typed line, taken back by the form’s None', async () => {
      const { bot, gil } = await related();
      const card = cardOf(await gil.type('show fabrikam.com'));
      const first = cardOf(await gil.click(card, 'Name as partner of record'));
      expect(first.text).toContain('Fabrikam (fabrikam.com) has been your partner of record');
      expect((await gil.type('record set litware.com')).text).toContain(
        'Litware (litware.com) has been your partner',
      );
      // The earlier card takes it from nobody else.
      expect((await gil.click(first, 'Remove as partner of record')).text).toContain(
        'Fabrikam is not your partner of record.',
      );
      const form = formOf(await gil.type('record set'));
      expect(form.fields[0]?.value).toBe('Litware (litware.com)');
      expect((await gil.submit(form, { [label]: 'None' })).text).toContain('has named no partner of record');
      expect((await gil.type('record none')).text).toContain('has named no partner of record');
      await bot.settled();
    });

    test('R-DAP-06: without a channel the partner is notified in person', async () => {
      await at().bot.reachOn('Leo', partner);
      const { bot, leo, gil } = await related();
      await gil.type('record set litware.com');
      await bot.settled();
      cardWith(await leo.direct(), 'Gil of Contoso named Litware its partner of record');
    });

    test('R-ROLE-02 R-ROLE-05: a member who may only read sees it, and who can set it', async () => {
      const { gil, rob } = await related();
      await gil.type('record set fabrikam.com');
      const seen = cardOf(await rob.type('record'));
      expect(seen.text).toContain('Fabrikam (fabrikam.com) has been your partner of record');
      expect(seen.buttons).toContain('Show');
      expect((await rob.type('record set litware.com')).text).toMatch(/Global admin or Billing admin.*Bea/s);
    });

    test('R-CARD-10: a partner that has gone since the form was opened is refused on its field', async () => {
      const { bot, ana, gil } = await related();
      const form = formOf(await gil.type('record set'));
      await ana.type('end contoso.com --yes');
      const refused = await gil.submit(form, { [label]: 'Fabrikam (fabrikam.com)' });
      expect(errorOn(refused, label)).toContain('no active relationship between you and Fabrikam');
      await bot.settled();
    });

    test('R-DAP-06: a customer without partners reads what to do first', async () => {
      const { gil } = at();
      const empty = cardOf(await gil.type('record set'));
      expect(empty.text).toContain('No partner works with you yet.');
      expect(empty.buttons).toHaveLength(1);
    });
  },
);
