import { IntlMessageFormat, PART_TYPE } from 'intl-messageformat';
import { shownDomain } from './address.ts';
import type { Inline, Text } from './text.ts';
import type { KernelKey } from './words.en.ts';

export const locales = ['en'] as const;
export type Locale = (typeof locales)[number];

/**
 * A value for a message's placeholder. The platform shows a date in the viewer's own zone; a placeholder `domain` is
 * shown as people write it (R-ORG-07).
 */
export type MessageValue = string | number | Exclude<Inline, string>;
export type MessageValues = Readonly<Record<string, MessageValue>>;

/** ICU messages by key. */
export type Catalogue<Key extends string = string> = Readonly<Record<Key, string>>;

/**
 * The messages of one language. Each subject names the keys that it may use: its own, those of earlier subjects and the
 * kernel's. Words with more keys can be passed where fewer are needed.
 */
export interface Words<Key extends string = KernelKey> {
  readonly locale: Locale;
  /** A message as plain text, with times in UTC. */
  readonly text: (key: Key, values?: MessageValues) => string;
  /** A message that keeps times, links and strong parts. */
  readonly rich: (key: Key, values?: MessageValues) => Text;
  /** Whether there is such a message, for keys made at run time. */
  readonly has: (key: string) => boolean;
  /** "a, b, and c". */
  readonly list: (items: readonly string[]) => string;
  /** "a, b, or c". */
  readonly oneOf: (items: readonly string[]) => string;
  /** A country's name, by ISO 3166-1 alpha-2. */
  readonly country: (code: string) => string;
  /** A date or a time as plain text, in UTC. */
  readonly date: (at: Date, style: 'date' | 'date_time') => string;
}

/** Our best language for the one that a platform or a person states (BCP 47); otherwise English (R-LANG-01). */
export function localeFor(wanted: string | null | undefined): Locale {
  const tag = (wanted ?? '').toLowerCase();
  return (
    locales.find((locale) => locale.toLowerCase() === tag) ??
    locales.find((locale) => tag.split('-')[0] === locale.toLowerCase()) ??
    'en'
  );
}

/** A time in a message, shown in the viewer's own time zone. */
export const moment = (at: Date): Exclude<Inline, string> => ({ kind: 'time', at, style: 'date_time' });

/** The words of each language, created on first use. */
export function createWords<Key extends string>(
  catalogues: Readonly<Record<Locale, Catalogue<Key>>>,
): (locale: Locale) => Words<Key> {
  const made = new Map<Locale, Words<Key>>();
  return (locale) => {
    const words = made.get(locale) ?? wordsIn(locale, catalogues[locale]);
    made.set(locale, words);
    return words;
  };
}

function wordsIn<Key extends string>(locale: Locale, catalogue: Catalogue<Key>): Words<Key> {
  const formats = new Map<Key, IntlMessageFormat>();
  /** Compiled once for each message. */
  const format = (key: Key): IntlMessageFormat => {
    const found =
      formats.get(key) ?? new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true });
    formats.set(key, found);
    return found;
  };
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  const disjunction = new Intl.ListFormat(locale, { type: 'disjunction' });
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const date = datesIn(locale);
  const plain = (value: MessageValue): string | number => {
    if (typeof value !== 'object') return value;
    switch (value.kind) {
      case 'time':
        return date(value.at, value.style);
      case 'strong':
        return value.text;
      case 'link':
        return value.label;
    }
  };
  const plainOf = (values: MessageValues) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
  return {
    locale,
    text: (key, values = {}) => String(format(key).format(plainOf(withShownDomain(values)))),
    rich: (key, values = {}) =>
      format(key)
        .formatToParts<Inline>(withShownDomain(values))
        .map((part) => (part.type === PART_TYPE.literal ? part.value : (part.value as Inline))),
    has: (key) => Object.hasOwn(catalogue, key),
    list: (items) => conjunction.format(items),
    oneOf: (items) => disjunction.format(items),
    country: (code) => countries.of(code) ?? code,
    date,
  };
}

const withShownDomain = (values: MessageValues): MessageValues =>
  typeof values.domain === 'string' ? { ...values, domain: shownDomain(values.domain) } : values;

function datesIn(locale: Locale) {
  const dates = {
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    date_time: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
  };
  return (at: Date, style: 'date' | 'date_time'): string =>
    style === 'date' ? dates.date.format(at) : `${dates.date_time.format(at)} UTC`;
}
