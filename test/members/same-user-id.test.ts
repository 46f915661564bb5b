import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, createScene, must, type Scene } from '../kit/scene.ts';
import { createStage, type Stage } from '../kit/service.ts';

// Two people whose platforms gave them the same user id: one in another workspace, one on the other platform.

let stage: Stage;
let scene: Scene;

beforeAll(async () => {
  stage = await createStage();
  scene = createScene(stage);
  const people = { Gina: ['global_admin'], Ana: ['admin_agent'] } as const;
  await stage.add({ name: 'Fabrikam', programme: 'direct_reseller', people });
});
afterAll(() => stage?.close());
// Nobody's wrong tries of one test count in the next.
beforeEach(() => stage.wait({ hours: 2 }));

let people = 0;
/** Somebody who has joined as Ana, and the code of it. */
async function joined() {
  people += 1;
  const user = `U${people}`;
  const { code } = must(
    await stage.service.members.createCode(stage.as('gina@fabrikam.com'), 'ana@fabrikam.com'),
  );
  const person = scene.stranger(user, 'one');
  must(await stage.service.members.join(person, code));
  return { user, code, person };
}

describe('R-ID-01, R-ID-04: a used code', () => {
  test('gives the same result again for the linked person', async () => {
    const { code, person } = await joined();
    expect(must(await stage.service.members.join(person, code)).member.name).toBe('Ana');
  });

  test.each([
    ['in another workspace', 'other', 'slack'],
    ['on the other platform', 'one', 'teams'],
  ] as const)('is dead for a person of the same user id %s', async (_, workspace, platform) => {
    const { user, code } = await joined();
    const namesake = scene.stranger(user, workspace, platform);
    expect(codeOf(await stage.service.members.join(namesake, code))).toBe('code_not_valid');
    expect(await stage.service.members.recognize(namesake.identity)).toBeUndefined();
  });

  test('is dead for another person of the workspace', async () => {
    const { user, code } = await joined();
    expect(codeOf(await stage.service.members.join(scene.stranger(`${user}x`, 'one'), code))).toBe(
      'code_not_valid',
    );
  });
});

describe('R-SEC-08: wrong tries', () => {
  test.each([
    ['in another workspace', 'other', 'slack'],
    ['on the other platform', 'one', 'teams'],
  ] as const)(
    'of one person are not counted for a person of the same user id %s',
    async (_, workspace, platform) => {
      people += 1;
      const user = `U${people}`;
      for (let tries = 0; tries < 10; tries += 1) {
        await stage.service.members.join(scene.stranger(user, 'one'), String(tries).repeat(26));
      }
      const again = (place: string, on: 'slack' | 'teams') =>
        stage.service.members.join(scene.stranger(user, place, on), 'z'.repeat(26));
      expect(codeOf(await again('one', 'slack'))).toBe('too_many_tries');
      expect(codeOf(await again(workspace, platform))).toBe('code_not_valid');
    },
  );
});
