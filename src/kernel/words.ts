import { IntlMessageFormat, PART_TYPE } from 'intl-messageformat';
import { en } from '../words/index.ts';
import type { Inline, Text } from './text.ts';

export const locales = ['en'] as const;
export type Locale = (typeof locales)[number];

const catalogues: Readonly<Record<Locale, Readonly<Record<MessageKey, string>>>> = { en };

export type MessageKey = keyof typeof en;
/** What a message's placeholders take. A date is shown by the platform in the viewer's own zone. */
export type MessageValue = string | number | Exclude<Inline, string>;
export type MessageValues = Readonly<Record<string, MessageValue>>;

/** The catalogue in one language: every word that a person reads comes from here. */
export interface Words {
  readonly locale: Locale;
  /** A message as plain text; times in it are written out in UTC. */
  text(key: MessageKey, values?: MessageValues): string;
  /** A message with times, links and strong parts kept as such. */
  rich(key: MessageKey, values?: MessageValues): Text;
  /** "a, b, and c". */
  list(items: readonly string[]): string;
  /** A country's name, by ISO 3166-1 alpha-2. */
  country(code: string): string;
  /** A date or an instant as plain text, in UTC. */
  date(at: Date, style: 'date' | 'date_time'): string;
}

const formats = new Map<string, IntlMessageFormat>();

/** Compiled once for each language and message. */
function format(locale: Locale, key: MessageKey): IntlMessageFormat {
  const id = `${locale} ${key}`;
  let found = formats.get(id);
  if (!found) {
    found = new IntlMessageFormat(catalogues[locale][key], locale, undefined, { ignoreTag: true });
    formats.set(id, found);
  }
  return found;
}

/** The best of our languages for what a platform or a person names (BCP 47); English otherwise (R-LANG-01). */
export function localeFor(wanted: string | null | undefined): Locale {
  const tag = (wanted ?? '').toLowerCase();
  return (
    locales.find((locale) => locale.toLowerCase() === tag) ??
    locales.find((locale) => tag.split('-')[0] === locale.toLowerCase()) ??
    'en'
  );
}

function createWords(locale: Locale): Words {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const dates = {
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    date_time: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
  };
  const date = (at: Date, style: 'date' | 'date_time') =>
    style === 'date' ? dates.date.format(at) : `${dates.date_time.format(at)} UTC`;
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
  return {
    locale,
    text: (key, values = {}) =>
      String(
        format(locale, key).format(
          Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)])),
        ),
      ),
    rich: (key, values = {}) =>
      format(locale, key)
        .formatToParts<Inline>(values)
        .map((part) => (part.type === PART_TYPE.literal ? part.value : (part.value as Inline))),
    list: (items) => list.format(items),
    country: (code) => countries.of(code) ?? code,
    date,
  };
}

const cache = new Map<Locale, Words>();

/** The words of a language; made once. */
export function wordsOf(locale: Locale): Words {
  let words = cache.get(locale);
  if (!words) {
    words = createWords(locale);
    cache.set(locale, words);
  }
  return words;
}
