import type { AuditEntry } from './audit.ts';
import { type Block, buttonRow, type Card, type ListItem } from './card.ts';
import type { AnyEventSpec, EntryValues, EventSpecs } from './event.ts';
import type { Text } from './text.ts';
import { type MessageValue, type MessageValues, moment, type Words } from './words.ts';

/** An entry's sentence is found by its kind, which is known only at run time. */
type AnyWords = Words<string>;

/** For an entry of a newer version with more kinds. */
const unknownEvent: AnyEventSpec = { tone: 'neutral' };

const specOf = (specs: EventSpecs, { kind }: AuditEntry): AnyEventSpec => specs[kind] ?? unknownEvent;

const keyOf = (words: Words, prefix: 'event' | 'event.title', { kind }: AuditEntry): string =>
  words.has(`${prefix}.${kind}`) ? `${prefix}.${kind}` : `${prefix}.unknown`;

/** What happened, in one sentence with times in the reader's time zone. */
export const eventText = (words: Words, specs: EventSpecs, entry: AuditEntry): Text =>
  (words as AnyWords).rich(keyOf(words, 'event', entry), valuesOf(words, specs, entry));

/** A card about one event; it does not change afterwards (R-NOTE-03). */
export function eventCard(
  words: Words,
  specs: EventSpecs,
  entry: AuditEntry,
  viewer: { readonly organizationId?: string; readonly reason?: string } = {},
): Card {
  const { tone, next } = specOf(specs, entry);
  const said = words as AnyWords;
  const buttons =
    viewer.organizationId === undefined ? [] : (next?.(words, entry, viewer.organizationId) ?? []);
  return {
    title: said.text(keyOf(words, 'event.title', entry)),
    summary: said.text(keyOf(words, 'event', entry), valuesOf(words, specs, entry)),
    blocks: [
      { kind: 'status', tone, text: eventText(words, specs, entry) },
      ...buttonRow(buttons),
      ...reasonBlock(words, viewer.reason),
    ],
  };
}

/** Why the channel got the card, in words (R-NOTE-01); empty for an answer to a person. */
export const reasonBlock = (words: Words, reason: string | undefined): readonly Block[] =>
  reason ? [{ kind: 'text', text: words.text('event.reason', { reason }), tone: 'quiet' }] : [];

/** One line for an entry: what happened, when, and from which chat. */
export const eventItem = (words: Words, specs: EventSpecs, entry: AuditEntry): ListItem => ({
  title: eventText(words, specs, entry),
  detail: words.rich('event.detail', { at: moment(entry.at), platform: entry.platform ?? 'none' }),
});

/**
 * The values for events' sentences: `actor`, `by` (person or system), `organization` and `counterpart`; from the entry
 * `reason`, `version`, `name`, `expression`, `expires`, `platform`; and the event's own.
 */
function valuesOf(words: Words, specs: EventSpecs, entry: AuditEntry): MessageValues {
  const values: EntryValues = { ...entry.before, ...entry.after };
  return {
    actor: entry.actorName,
    by: entry.actorId === null ? 'system' : 'person',
    organization: entry.organizationName,
    platform: textOf(values.platform) ?? 'unknown',
    ...given('counterpart', entry.counterpartName ?? textOf(values.to)),
    ...given('reason', textOf(values.reason)),
    ...given('version', textOf(values.version)),
    ...given('name', textOf(values.name)),
    ...given('expression', textOf(values.expression)),
    ...given('expires', timeOf(values.expiresAt)),
    ...specOf(specs, entry).values?.(words, values),
  };
}

/** An optional value, and a word by which its message can test for it. */
const given = (name: string, value: MessageValue | undefined): MessageValues => ({
  [name]: value ?? '',
  [`${name}_given`]: value === undefined ? 'no' : 'yes',
});

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** An entry comes from the database as JSON, in which a time is a text. */
function timeOf(value: unknown): MessageValue | undefined {
  const at = new Date(textOf(value) ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : { kind: 'time', at, style: 'date' };
}
