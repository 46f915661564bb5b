import { describe, expect, test } from 'vitest';
import { type Check, checks } from './dependency-rules.ts';
import { importsOf, linesOf, orderOf, type Source, sourceAt, sourcesIn } from './source.ts';

const sources = sourcesIn('src', 'adapters', 'db', 'manifest');
const order = orderOf(sourceAt('src/subjects.ts'));

describe('the dependency rules', () => {
  test('the order of the subjects is read from their one list', () => {
    expect(order.length).toBeGreaterThan(7);
    expect(order[0]).toBe('organizations');
    expect(order.indexOf('relationships')).toBeLessThan(order.indexOf('invitations'));
  });

  test.each(Object.entries(checks))('%s', (_, check) => {
    expect(sources.flatMap((source) => check(source, order))).toEqual([]);
  });
});

/** Files that each break one rule, by the check that must report it. */
const violations: Readonly<Record<keyof typeof checks, readonly Source[]>> = {
  'inside a subject: model ← store ← service ← commands; model ← views, forms ← commands': [
    file('src/members/model/roles.ts', `import { insertMember } from '../store.ts';`),
    file('src/members/views.ts', `import type { MemberServices } from './service/index.ts';`),
    file('src/members/store.ts', `import { events } from './events.ts';`),
    file('src/members/misc.ts', ''),
  ],
  'between subjects: only earlier ones, only through index.ts': [
    file('src/members/service.ts', `import { invitations } from '../invitations/index.ts';`),
    file('src/members/service.ts', `export { findByDomain } from '../organizations/store.ts';`),
    file('src/members/service.ts', `const late = () => import('../overview/index.ts');`),
    file('src/members/views.ts', `import type { App } from '../app.ts';`),
  ],
  'the kernel imports no subject; an adapter imports the kernel and the types of the app': [
    file('src/kernel/act.ts', `import type { Filter } from '../notifications/index.ts';`),
    file('adapters/slack/answer.ts', `import { members } from '../../src/members/index.ts';`),
    file('adapters/slack/answer.ts', `import { createApp } from '../../src/app.ts';`),
    file('adapters/slack/answer.ts', `import { say } from '../teams/answer.ts';`),
    file('adapters/teams/answer.ts', `import type { Transaction } from '../../db/driver/client.ts';`),
    file('adapters/shared/fit.ts', `import type { App } from '../../src/app.ts';`),
    file('src/overview/views/home.ts', `import { drain } from '../../delivery/drain.ts';`),
    file('src/somewhere.ts', ''),
  ],
  'a subject is imported only through its index.ts': [
    file('src/overview/service.ts', `import { findByDomain } from '../organizations/store.ts';`),
    file('src/runtime/compose.ts', `import { expire } from '../invitations/service/expire.ts';`),
    file('db/schema/members.ts', `import type { Row } from '../../src/members/store.ts';`),
  ],
  'a package is imported only where it belongs': [
    file('adapters/teams/bot.ts', `import { App } from '@slack/bolt';`),
    file('src/runtime/compose.ts', `import type { Activity } from 'botbuilder';`),
    file('src/delivery/mail.ts', `import { createTransport } from 'nodemailer';`),
    file('src/members/model.ts', `import something from 'left-pad';`),
  ],
  'SQL is only in stores': [
    file('src/members/service/join.ts', `import { members } from '../../../db/schema/members.ts';`),
    file('src/kernel/act.ts', `import { sql } from 'drizzle-orm';`),
    file('src/delivery/drain.ts', `await tx\n  .update(deliveries)`),
  ],
  'models and views are pure': [
    file('src/members/model.ts', `import { randomUUID } from 'node:crypto';`),
    file('src/members/views/card.ts', `const now = new Date();`),
    file('src/members/model.ts', `import type { Transaction } from '../../db/driver/client.ts';`),
  ],
  'no subject names a platform': [
    file('src/members/service.ts', `if (actor.platform === 'slack') return;`),
    file('src/delivery/draw.ts', `const addresses = await teamsAddressesWith(tx);`),
  ],
};

/** Files that break no rule, although they look similar. */
const allowed: readonly Source[] = [
  file(
    'src/members/store/codes.ts',
    `import { eq } from 'drizzle-orm';\nimport { links } from '../../../db/schema/links.ts';`,
  ),
  file('src/members/service.ts', `import { resolveOrganization } from '../organizations/index.ts';`),
  file('src/members/commands/join.ts', `import { joinForm } from '../forms.ts';`),
  file('src/members/words.en.ts', `export const en = { 'code.how': 'Send it in Slack or Teams' };`),
  file(
    'src/members/model.ts',
    `// Slack's import { App } from '@slack/bolt' is none of ours, nor is new Date().`,
  ),
  file(
    'adapters/slack/answer.ts',
    `import type { App } from '../../src/app.ts';\nimport { WebClient } from '@slack/bolt';`,
  ),
  file('db/schema/members.ts', `import { roles } from '../../src/members/model/roles.ts';`),
];

function file(path: string, text: string): Source {
  return { path, text };
}

describe('every rule is checked', () => {
  test.each(Object.entries(checks))('reports a violation: %s', (name, check) => {
    for (const one of violations[name] ?? []) expect(check(one, order), one.text).not.toEqual([]);
    expect(violations[name]?.length).toBeGreaterThan(0);
  });

  test('reports nothing that is allowed', () => {
    const all: readonly Check[] = Object.values(checks);
    expect(allowed.flatMap((one) => all.flatMap((check) => check(one, order)))).toEqual([]);
  });

  test('every way to write an import is read', () => {
    const { length } = importsOf(
      file(
        'src/app.ts',
        [
          `import './a.ts';`,
          `import b from './b.ts';`,
          `import {\n  c,\n  type d,\n} from './c.ts';`,
          `import type { e } from './e.ts';`,
          `export * from './f.ts';`,
          `export { g } from './g.ts';`,
          `const h = await import('./h.ts');`,
        ].join('\n'),
      ),
    );
    expect(length).toBe(7);
  });
});

describe('the measure of the house', () => {
  const sizes = sources.map((source) => ({ path: source.path, lines: linesOf(source) }));

  test('no file has more than 300 lines', () => {
    expect(sizes.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  test('half of the files have fewer than 80', () => {
    const sorted = sizes.map(({ lines }) => lines).toSorted((one, other) => one - other);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(80);
  });

  test.each(['slack', 'teams', 'mail'])('the adapter of %s has fewer than 1,400 lines', (adapter) => {
    const own = sizes.filter(({ path }) => path.startsWith(`adapters/${adapter}/`));
    expect(own.length).toBeGreaterThan(0);
    expect(own.reduce((sum, { lines }) => sum + lines, 0)).toBeLessThan(1400);
  });
});
