import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mails } from '../../db/schema/mails.ts';
import { mailQueue } from '../../src/delivery/mail.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';
import { createRecorder } from './recorder.ts';
import { createScene, type Party, type Person, type Scene, sent } from './scene.ts';

const rejected = { outcome: 'rejected', what: 'invalid_blocks', isKnown: true } as const;
const unknown = { outcome: 'rejected', what: 'something_new', isKnown: false } as const;

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.close());

describe.each(['slack', 'teams'] as const)('R-NOTE-09: a message that %s rejects', (platform) => {
  let partner: Party;
  let agent: Person;
  let boss: Person;
  let channel: string;
  let chat: ReturnType<typeof createRecorder>;
  const secrets = createSecrets('a'.repeat(64));
  const queueMail = mailQueue(secrets, () => crypto.randomUUID());

  beforeEach(async () => {
    partner = await scene.organization('Fabrikam', 'direct_reseller');
    agent = await scene.member(partner, 'Ana', { agent: 'admin_agent' }, [platform]);
    boss = await scene.member(partner, 'Gina', { admin: ['global_admin'] }, [platform]);
    channel = await scene.channel(partner, 'C1', platform);
    await scene.subscribe(partner, channel);
    chat = createRecorder();
  });

  const send = async (name: string) => {
    const to = await scene.organization(name);
    const id = await scene.invitation(partner, to, agent);
    await scene.act(agent, sent(id, partner, to));
  };
  const drain = (id = channel) => scene.drainAll(id, { [platform]: chat.poster });
  const states = async (id = channel) => (await scene.deliveriesOf(id)).map(({ state }) => state);
  /** The direct messages that an admin got. */
  const toldInPerson = async () => {
    for (const { id } of await scene.directWith(boss.id)) await drain(id);
    return chat.sent.filter(({ to }) => to.conversation !== 'C1').map(({ card }) => card.title);
  };

  test('as a card goes out as plain text, in its turn', async () => {
    await send('Aa');
    await send('Bb');
    chat.answer(({ card, words }) => (card.title.includes('Aa') && words === null ? rejected : undefined));
    await drain();
    expect(chat.sent.map(({ card, words }) => [/asks (\w+)/.exec(card.title)?.[1], words !== null])).toEqual([
      ['Aa', true],
      ['Bb', false],
    ]);
    expect(await states()).toEqual(['done', 'done']);
    expect(await toldInPerson()).toEqual([]);
  });

  test('as plain text too is set aside, later messages are sent, and the admins are notified once', async () => {
    await send('Aa');
    await send('Bb');
    await send('Cc');
    chat.answer(({ card }) => (/Aa|Bb/.test(card.title) ? rejected : undefined));
    await drain();
    expect(await states()).toEqual(['set_aside', 'set_aside', 'done']);
    expect(await toldInPerson()).toEqual(['Message not delivered']);
    const [told] = chat.sent.filter(({ to }) => to.conversation !== 'C1');
    expect(told?.card.summary).toContain('a channel of Fabrikam, even as plain text');
  });

  test('for a reason that we do not know is tried five times, and the next one waits for it', async () => {
    await send('Aa');
    await send('Bb');
    let tries = 0;
    chat.answer(({ card, words }) => {
      if (!card.title.includes('Aa')) return undefined;
      tries += words === null ? 1 : 0;
      return unknown;
    });
    await drain();
    expect(tries).toBe(5);
    expect(await states()).toEqual(['set_aside', 'done']);
  });

  test('does not cause endless notifications: a rejected notification to an admin goes by mail', async () => {
    await send('Aa');
    chat.answer(() => rejected);
    const posters = { [platform]: chat.poster };
    await scene.drain(channel, posters, { queueMail });
    const [direct] = await scene.directWith(boss.id);
    await scene.drain(direct?.id ?? '', posters, { queueMail });
    expect(await states(direct?.id ?? '')).toEqual(['set_aside']);
    const letters = (await scene.write((tx) => tx.select().from(mails)))
      .filter(({ organizationId }) => organizationId === partner.id)
      .map(({ id, content }) => JSON.parse(secrets.open(content ?? '', `mail:${id}`)));
    expect(letters).toMatchObject([{ to: boss.email, subject: 'Message not delivered' }]);
  });
});
