import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadLanding } from '../../src/invitations/index.ts';
import { codeOf, countOf, createScene, must, type Scene, version } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

// A draft that gets a second personal link: the first one is in a mail that was never sent, or that was copied somewhere.

let stage: Stage;
let scene: Scene;
const ana = () => stage.as('ana@fabrikam.com');

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people: { Ana: ['admin_agent'] } });
  await stage.publishAgreement(version);
});
afterAll(() => stage?.close());

let addresses = 0;
const drafted = () => {
  addresses += 1;
  return scene.draft(`boss@link${addresses}.example`);
};
const opens = async (link: string) =>
  (await loadLanding(stage.env.db, link.slice(link.lastIndexOf('/') + 1), stage.env.now())) !== undefined;
const linksOf = (id: string) => countOf(stage, 'personal_links', `invitation_id = '${id}'`);
const send = (id: string, link: string) =>
  stage.service.invitations.send(ana(), id, { subject: 'Hello', text: `Look: ${link}`, way: 'own_mail' });

describe('R-INV-03: of a draft that is opened again', () => {
  test('the earlier link is dead, and the new one opens it', async () => {
    const first = await drafted();
    const { id } = first.details.invitation;
    const second = must(await stage.service.invitations.reopenDraft(ana(), id));
    expect(second.link).not.toBe(first.link);
    expect([await opens(first.link), await opens(second.link), await linksOf(id)]).toEqual([false, true, 1]);
  });

  test('R-INV-04: a mail with the earlier link is not sent, and one with the new link is', async () => {
    const first = await drafted();
    const { id } = first.details.invitation;
    const second = must(await stage.service.invitations.reopenDraft(ana(), id));
    expect(codeOf(await send(id, first.link))).toBe('link_missing');
    must(await send(id, second.link));
    const customer = await scene.customer();
    expect(codeOf(await stage.service.invitations.redeem(scene.visitor(customer.gil), first.link))).toBe(
      'code_not_valid',
    );
    must(await stage.service.invitations.redeem(scene.visitor(customer.gil), second.link));
  });

  test('the same holds when it is asked for once more', async () => {
    const first = await drafted();
    const second = await scene.draft(first.details.invitation.recipientEmail ?? '');
    expect(second.details.invitation.id).toBe(first.details.invitation.id);
    expect([await opens(first.link), await opens(second.link)]).toEqual([false, true]);
  });

  test('another draft’s link opens and sends that other one alone', async () => {
    const [first, other] = [await drafted(), await drafted()];
    expect(codeOf(await send(first.details.invitation.id, other.link))).toBe('link_missing');
    must(await send(first.details.invitation.id, first.link));
    expect([await opens(first.link), await opens(other.link)]).toEqual([true, true]);
  });
});

describe('R-INV-03: of reminders by mail', () => {
  const remindedOnce = async (id: string) => {
    const reminder = must(await stage.service.invitations.remind(ana(), id));
    if (reminder.by !== 'mail') throw new Error('the recipient is known');
    const { link } = reminder.draft;
    const mail = { subject: 'Hello', text: `Look: ${link}`, way: 'own_mail' } as const;
    must(await stage.service.invitations.remindByMail(ana(), id, mail));
    return link;
  };
  const pageOf = async (link: string) =>
    (await loadLanding(stage.env.db, link.slice(link.lastIndexOf('/') + 1), stage.env.now()))?.state;

  test('the newest link is the only one that is alive, and the earlier ones lead to a page that says so', async () => {
    const first = await drafted();
    const { id } = first.details.invitation;
    must(await send(id, first.link));
    const links = [first.link];
    for (let times = 0; times < 20; times += 1) {
      stage.wait({ hours: 25 });
      links.push(await remindedOnce(id));
    }
    const newest = links.pop() ?? '';
    expect(await pageOf(newest)).toBe('open');
    for (const link of links) expect(await pageOf(link)).toBe('replaced');
    expect(await countOf(stage, 'personal_links', `invitation_id = '${id}' and replaced_at is null`)).toBe(1);
    const customer = await scene.customer();
    const gil = scene.visitor(customer.gil);
    expect(codeOf(await stage.service.invitations.redeem(gil, first.link))).toBe('code_not_valid');
    must(await stage.service.invitations.redeem(gil, newest));
  });

  test('a reminder that is looked at and not sent replaces nothing', async () => {
    const first = await drafted();
    const { id } = first.details.invitation;
    must(await send(id, first.link));
    stage.wait({ hours: 25 });
    must(await stage.service.invitations.remind(ana(), id));
    expect(await pageOf(first.link)).toBe('open');
  });
});
