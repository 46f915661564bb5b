import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { locales, type MessageKey, type MessageValues, wordsOf } from '../../src/kernel/words.ts';
import { en } from '../../src/words/index.ts';

const root = resolve(import.meta.dirname, '../..');

/** Everything that may use a message; the catalogue itself does not. */
const sources = ['src', 'manifest'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/^i18n\/\w+\//.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
);
const matchesOf = (pattern: RegExp) => sources.flatMap((source) => [...source.matchAll(pattern)]);
const keys = Object.keys(en) as MessageKey[];

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

describe('the catalogue', () => {
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

  test('gives each message what it names and nothing else, wherever key and values are written out', () => {
    const calls = matchesOf(/\.(?:text|rich)\(\s*'([^']+)'(?:,\s*\{((?:[^{}]|\{[^{}]*\})*)\})?\s*,?\s*\)/g);
    expect(calls.length).toBeGreaterThan(200);
    const wrong = calls.flatMap(([, key = '', object = '']) => {
      const given = namesIn(object);
      const named = [...placeholdersOf(en[key as MessageKey]).keys()];
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
        const placeholders = placeholdersOf(en[key]);
        for (const sample of samplesFor(placeholders)) {
          const said = words.text(key, sample);
          expect(said, key).not.toMatch(/[{}]|undefined/);
          expect(said.trim(), key).not.toBe('');
        }
      }
    },
  );
});
