import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordAnswer } from '../../src/delivery/store/posts.ts';
import { createRecorder } from './recorder.ts';
import { createScene, type Party, type Person, type Scene, sent } from './scene.ts';

// Two cards of one invitation in one conversation: one that it was told by, and one that answered somebody there.

let scene: Scene;
let partner: Party;
let customer: Party;
let agent: Person;
let admin: Person;
let channel: string;
let slack: ReturnType<typeof createRecorder>;

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  partner = await scene.organization('Fabrikam', 'direct_reseller');
  customer = await scene.organization('Contoso');
  agent = await scene.member(partner, 'Ana', { agent: 'admin_agent' });
  admin = await scene.member(customer, 'Gita', { admin: ['global_admin'] });
  channel = await scene.channel(partner, 'C1');
  await scene.subscribe(partner, channel);
  slack = createRecorder();
});

const told = async (id: string, to = customer) => {
  await scene.act(agent, sent(id, partner, to));
  await scene.drainAll(channel, { slack: slack.poster });
};
/** Somebody asks for the invitation in the channel and is answered with its card. */
const answered = async (id: string, ref: string, place = channel) => {
  scene.advance(120_000);
  const answer = { subject: { kind: 'invitation', id }, ref } as const;
  await scene.write((tx) => recordAnswer(tx, place, answer, scene.now()));
};
const accepted = async (id: string) => {
  scene.advance(120_000);
  const before = slack.sent.length;
  await scene.accept(id, admin, partner);
  await scene.drainAll(channel, { slack: slack.poster });
  return slack.sent.slice(before);
};
const first = () => slack.sent[0]?.ref;

describe('R-NOTE-03, R-AUD-04: when the invitation is answered', () => {
  test('both cards change, and the news is in the thread of the earlier one', async () => {
    const id = await scene.invitation(partner, customer, agent);
    await told(id);
    await answered(id, 'second');
    const after = await accepted(id);
    expect(after.map(({ op, ref, parent }) => [op, op === 'update' ? ref : parent])).toEqual([
      ['update', first()],
      ['update', 'second'],
      ['post', first()],
    ]);
  });

  test('a card that answered somebody before anything was told is the first one', async () => {
    const id = await scene.invitation(partner, customer, agent);
    await answered(id, 'earlier');
    scene.advance(120_000);
    await told(id);
    expect(slack.sent.map(({ op, parent }) => [op, parent])).toContainEqual(['post', 'earlier']);
    const after = await accepted(id);
    expect(after.filter(({ op }) => op === 'update').map(({ ref }) => ref)).toContain('earlier');
    expect(after.filter(({ op }) => op === 'post').map(({ parent }) => parent)).toEqual(['earlier']);
  });

  test('three cards change once each, and the news is posted once', async () => {
    const id = await scene.invitation(partner, customer, agent);
    await told(id);
    await answered(id, 'second');
    await answered(id, 'third');
    const after = await accepted(id);
    expect(after.filter(({ op }) => op === 'update').map(({ ref }) => ref)).toEqual([
      first(),
      'second',
      'third',
    ]);
    expect(after.filter(({ op }) => op === 'post')).toHaveLength(1);
  });

  test('when the first card is gone, the news is in the thread of the second', async () => {
    const id = await scene.invitation(partner, customer, agent);
    await told(id);
    await answered(id, 'second');
    const lost = first();
    slack.answer(({ op, ref }) => (op === 'update' && ref === lost ? { outcome: 'gone' } : undefined));
    const after = await accepted(id);
    expect(after.map(({ op, ref, parent }) => [op, op === 'update' ? ref : parent])).toEqual([
      ['update', 'second'],
      ['post', 'second'],
    ]);
  });

  test('cards of another invitation in the channel stay unchanged, without news', async () => {
    const other = await scene.organization('Adatum');
    const [id, theirs] = [
      await scene.invitation(partner, customer, agent),
      await scene.invitation(partner, other, agent),
    ];
    await told(theirs, other);
    await told(id);
    await answered(theirs, 'theirs');
    const [foreign, own] = slack.sent.map(({ ref }) => ref);
    const after = await accepted(id);
    expect(after.map(({ op, ref, parent }) => [op, op === 'update' ? ref : parent])).toEqual([
      ['update', own],
      ['post', own],
    ]);
    expect(after.flatMap(({ ref, parent }) => [ref, parent])).not.toContain(foreign);
  });

  test('a channel on the other side has its own first card', async () => {
    const theirs = await scene.channel(customer, 'C2');
    await scene.subscribe(customer, theirs);
    const id = await scene.invitation(partner, customer, agent);
    await told(id);
    await scene.drainAll(theirs, { slack: slack.poster });
    await answered(id, 'second', theirs);
    const [mine, other] = slack.sent.map(({ ref }) => ref);
    await accepted(id);
    await scene.drainAll(theirs, { slack: slack.poster });
    expect(slack.sent.filter(({ parent }) => parent !== null).map(({ parent }) => parent)).toEqual([
      mine,
      other,
    ]);
    expect(slack.sent.filter(({ op }) => op === 'update').map(({ ref }) => ref)).toEqual([
      mine,
      other,
      'second',
    ]);
  });
});
