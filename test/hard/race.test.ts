import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Role } from '../kit/cast.ts';
import type { Answer, Person, SeenForm } from '../kit/person.ts';
import { ask, formOf, platforms, withBot } from '../kit/scenario.ts';

const approvers = Array.from({ length: 50 }, (_, place) => `Gil${String(place + 1).padStart(2, '0')}`);
const globalAdmins = Object.fromEntries(
  approvers.map((name) => [name, ['global_admin' as const satisfies Role]]),
);
const scene = withBot({ Contoso: globalAdmins });

/** What the person finally reads: a slow answer comes later, in the modal or in the personal chat. */
async function read(person: Person, answer: Answer): Promise<string> {
  const later = async () => {
    if (person.platform === 'teams') return (await person.direct()).at(-1)?.text ?? '';
    const { card, form, text } = scene.bot.slackPerson(person.name).modal();
    return card?.text ?? form?.text ?? text ?? '';
  };
  let { text } = answer;
  while (text === '' || text.includes('Working on it')) {
    await new Promise(setImmediate);
    text = await later();
  }
  return text;
}

describe.each(platforms)('asked in %s', (platform) => {
  test('R-INV-12: of fifty approvers at once, on both platforms, one accepts, and forty-nine read who did and when', async () => {
    const { bot } = scene;
    await bot.approveIn('Contoso', 'slack');
    await ask(bot.person('Ana', platform), 'request contoso.com', { 'Delegated administration': true });
    await bot.settled();
    const people = approvers.map((name, place) => bot.person(name, place % 2 ? 'slack' : 'teams'));
    const forms: SeenForm[] = [];
    for (const person of people) forms.push(formOf(await person.type('accept fabrikam.com')));
    const texts = await Promise.all(
      people.map(async (person, place) => {
        const form = forms[place];
        if (!form) throw new Error('no form');
        return read(person, await person.submit(form, { agreement: true }));
      }),
    );
    await bot.settled();
    const told = texts.map((text) => /(Gil\d\d) accepted this invitation on/.exec(text)?.[1]);
    const winner = approvers[told.indexOf(undefined)] ?? '';
    expect(told).toEqual(approvers.map((name) => (name === winner ? undefined : winner)));
    expect(texts[told.indexOf(undefined)]).toMatch(new RegExp(`Accepted by ${winner} on`));
    const [counted] = await bot.db.execute(sql`
      select (select count(*)::int from relationships) as relationships,
        (select count(*)::int from admin_grants) as grants,
        (select count(*)::int from agreement_acceptances) as acceptances,
        (select count(*)::int from audit_entries where kind = 'invitation.accepted') as answers,
        (select answered_by_name from invitations) as winner`);
    expect(counted).toEqual({ relationships: 1, grants: 2, acceptances: 1, answers: 1, winner });
  });
});
