import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { verbKey } from '../../src/kernel/command.ts';
import { locales, type MessageValues } from '../../src/kernel/words.ts';
import {
  catalogues,
  commands,
  eventSpecs,
  type MessageKey,
  notificationKinds,
  problemSpecs,
  wordsOf,
} from '../../src/subjects.ts';
import { codeOf, root, type Source, sourcesIn } from './source.ts';

const en: Readonly<Record<string, string>> = catalogues.en;
const keys = Object.keys(en) as readonly MessageKey[];

const isCatalogue = ({ path }: Source): boolean => /\/words\.[\w-]+\.ts$/.test(path);
const sources = sourcesIn('src', 'manifest', 'adapters');
/** Everything that may use a message. */
const users = sources.filter((source) => !isCatalogue(source));
const matchesOf = (pattern: RegExp) => users.flatMap((source) => [...codeOf(source).matchAll(pattern)]);

/** What a message may be given: the words that each of its selections knows; undefined for a value without any. */
type Placeholders = ReadonlyMap<string, readonly (string | number)[] | undefined>;

const placeholdersOf = (message: string): Placeholders => {
  const found = new Map<string, readonly (string | number)[] | undefined>();
  const collect = (elements: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const element of elements) {
      if (!('value' in element) || element.type === 0) continue;
      if (!('options' in element)) {
        if (!found.has(element.value)) found.set(element.value, undefined);
        continue;
      }
      const isPlural = 'offset' in element;
      found.set(element.value, isPlural ? [0, 1, 2, 5] : Object.keys(element.options));
      for (const option of Object.values(element.options)) collect(option.value);
    }
  };
  collect(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
  return found;
};

/** Values for a message, one set for each way through its selections. */
function samplesFor(placeholders: Placeholders): readonly MessageValues[] {
  let samples: readonly MessageValues[] = [{}];
  for (const [name, words = [`<${name}>`]] of placeholders) {
    samples = samples.flatMap((sample) => words.map((word) => ({ ...sample, [name]: word })));
  }
  return samples;
}

/** The names in an object's text, as far as they are written there; undefined where it takes in another object. */
function namesIn(object: string): readonly string[] | undefined {
  const names: string[] = [];
  let depth = 0;
  let part = '';
  for (const sign of `${object},`) {
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
    part += sign;
    if (sign !== ',' || depth > 0) continue;
    if (part.trim().startsWith('...')) return undefined;
    const name = /^\s*(\w+)/.exec(part)?.[1];
    if (name) names.push(name);
    part = '';
  }
  return names;
}

/** What stands behind a prefix in the catalogue. */
const namedBy = (prefix: string): readonly string[] =>
  keys.filter((key) => key.startsWith(`${prefix}.`)).map((key) => key.slice(prefix.length + 1));

describe('the catalogue', () => {
  test('is made of the words of every module, each message once', async () => {
    const all: string[] = [];
    for (const { path } of sources.filter(({ path }) => path.endsWith('/words.en.ts'))) {
      const module = (await import(join(root, path))) as { readonly en: Readonly<Record<string, string>> };
      all.push(...Object.keys(module.en));
    }
    expect(all.toSorted()).toEqual(keys.toSorted());
  });

  test('has no message that nothing says', () => {
    const literals = new Set(matchesOf(/'([a-z_]+\.[\w.]+)'/g).map(([, key]) => key));
    // A template of a type says nothing.
    const templates = matchesOf(/`([a-z_]+\.(?:\$\{[^}]*\}|[^`\s$])*)`/g)
      .map(([, template = '']) => template)
      .filter((template) => template.includes('${') && !/\$\{(string|infer )/.test(template))
      .map((template) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '.+')}$`));
    expect(
      keys.filter((key) => !literals.has(key) && !templates.some((template) => template.test(key))),
    ).toEqual([]);
  });

  test('R-CARD-07: has one sentence for each refusal, and every refusal is made by somebody', () => {
    const codes = Object.keys(problemSpecs);
    expect(namedBy('problem').toSorted()).toEqual(codes.toSorted());
    const made = new Set(matchesOf(/\b\w*[pP]roblems\s*\.(\w+)\b/g).map(([, code]) => code));
    expect(codes.filter((code) => !made.has(code))).toEqual([]);
  });

  test('R-AUD-01: has a sentence and a title for each event, and every event is recorded by somebody', () => {
    const kinds = Object.keys(eventSpecs);
    const frame = ['title.unknown', 'unknown', 'reason', 'detail'];
    const wanted = [...kinds, ...kinds.map((kind) => `title.${kind}`), ...frame];
    expect(namedBy('event').toSorted()).toEqual(wanted.toSorted());
    const recorded = new Set(matchesOf(/\b\w*[eE]vents\s*\[\s*'([\w.]+)'/g).map(([, kind]) => kind));
    expect(kinds.filter((kind) => !recorded.has(kind))).toEqual([]);
  });

  test('R-NOTE-02: has a word for each kind of notification', () => {
    expect(namedBy('notify.kind').toSorted()).toEqual(notificationKinds.toSorted());
  });

  test('R-CMD-01: lists every command what it does, how it is typed, and an example', () => {
    const wanted = commands.map(verbKey).toSorted();
    for (const prefix of ['verb', 'usage', 'example']) expect(namedBy(prefix).toSorted()).toEqual(wanted);
    for (const command of commands) {
      const begins = new RegExp(`^${command.verb}( |$)`);
      expect(en[`usage.${verbKey(command)}`]).toMatch(begins);
      expect(en[`example.${verbKey(command)}`]).toMatch(begins);
    }
  });

  test('gives each message what it names and nothing else, wherever key and values are written out', () => {
    const calls = matchesOf(/\.(?:text|rich)\(\s*'([^']+)'(?:,\s*\{((?:[^{}]|\{[^{}]*\})*)\})?\s*,?\s*\)/g);
    expect(calls.length).toBeGreaterThan(200);
    const wrong = calls.flatMap(([, key = '', object = '']) => {
      const given = namesIn(object);
      const named = [...placeholdersOf(en[key] ?? '').keys()];
      const same = given && given.toSorted().join() === named.toSorted().join();
      return given === undefined || same ? [] : [`${key} names ${named} and is given ${given}`];
    });
    expect(wrong).toEqual([]);
  });

  test.each(locales)(
    'R-LANG-02: says every message in %s, whichever way through its selections',
    (locale) => {
      const words = wordsOf(locale);
      for (const key of keys) {
        for (const sample of samplesFor(placeholdersOf(en[key] ?? ''))) {
          const messagesFor = words.text(key, sample);
          expect(messagesFor, key).not.toMatch(/[{}]|undefined/);
          expect(messagesFor.trim(), key).not.toBe('');
        }
      }
    },
  );
});
