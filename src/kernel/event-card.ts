import type { AuditEntry } from './audit.ts';
import { type Block, buttonRow, type Card, type ListItem } from './card.ts';
import type { AnyEventSpec, EventSpecs, Told } from './event.ts';
import type { Text } from './text.ts';
import { type MessageValue, type MessageValues, moment, type Words } from './words.ts';

/** What an entry says is found by its kind, which is known at run time only. */
type AnyWords = Words<string>;

/** An entry of a version that knows more kinds than this one. */
const unknownEvent: AnyEventSpec = { tone: 'neutral' };

const specOf = (specs: EventSpecs, { kind }: AuditEntry): AnyEventSpec => specs[kind] ?? unknownEvent;

const keyOf = (words: Words, prefix: 'event' | 'event.title', { kind }: AuditEntry): string =>
  words.has(`${prefix}.${kind}`) ? `${prefix}.${kind}` : `${prefix}.unknown`;

/** What happened, in one sentence with its times in the reader's zone. */
export const eventText = (words: Words, specs: EventSpecs, entry: AuditEntry): Text =>
  (words as AnyWords).rich(keyOf(words, 'event', entry), valuesOf(words, specs, entry));

/** What happened, said once: it stands for nothing, and does not change afterwards (R-NOTE-03). */
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

/** Why the channel got the card, in words (R-NOTE-01); nothing for an answer to somebody who asked. */
export const reasonBlock = (words: Words, reason: string | undefined): readonly Block[] =>
  reason ? [{ kind: 'text', text: words.text('event.reason', { reason }), tone: 'quiet' }] : [];

/** One entry on one line: what happened, when, and from which chat. */
export const eventItem = (words: Words, specs: EventSpecs, entry: AuditEntry): ListItem => ({
  title: eventText(words, specs, entry),
  detail: words.rich('event.detail', { at: moment(entry.at), platform: entry.platform ?? 'none' }),
});

/**
 * What the sentences of events take: `actor`, `by` (person or system), `organization` and `counterpart`, and of what the
 * entry holds `reason`, `version`, `name`, `expression`, `expires`, `platform`; then what the event itself adds.
 */
function valuesOf(words: Words, specs: EventSpecs, entry: AuditEntry): MessageValues {
  const told: Told = { ...entry.before, ...entry.after };
  return {
    actor: entry.actorName,
    by: entry.actorId === null ? 'system' : 'person',
    organization: entry.organizationName,
    platform: textOf(told.platform) ?? 'unknown',
    ...given('counterpart', entry.counterpartName ?? textOf(told.to)),
    ...given('reason', textOf(told.reason)),
    ...given('version', textOf(told.version)),
    ...given('name', textOf(told.name)),
    ...given('expression', textOf(told.expression)),
    ...given('expires', timeOf(told.expiresAt)),
    ...specOf(specs, entry).values?.(words, told),
  };
}

/** A value that may be missing, with a word by which its message chooses. */
const given = (name: string, value: MessageValue | undefined): MessageValues => ({
  [name]: value ?? '',
  [`${name}_given`]: value === undefined ? 'no' : 'yes',
});

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** An entry comes out of the database as JSON, where an instant is a text. */
function timeOf(value: unknown): MessageValue | undefined {
  const at = new Date(textOf(value) ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : { kind: 'time', at, style: 'date' };
}
