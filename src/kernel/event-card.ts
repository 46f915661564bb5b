import { relationshipTypes } from '../relationships/model/types.ts';
import type { AuditEntry } from './audit.ts';
import type { Block, Card, ListItem, Text, Tone } from './card.ts';
import type { EventKind } from './events.ts';
import { listCard } from './list.ts';
import type { Page } from './page.ts';
import { delegatedRoleNames, moment, typeName } from './terms.ts';
import type { MessageValue, MessageValues, Words } from './words.ts';

/** What each event means to those who are told of it. */
const tones: Readonly<Record<EventKind, Tone>> = {
  'invitation.drafted': 'neutral',
  'invitation.sent': 'waiting',
  'invitation.redeemed': 'waiting',
  'invitation.accepted': 'good',
  'invitation.declined': 'bad',
  'invitation.withdrawn': 'neutral',
  'invitation.reminded': 'waiting',
  'invitation.expiring': 'waiting',
  'invitation.expired': 'bad',
  'agreement.accepted': 'good',
  'agreement.asked': 'waiting',
  'roles.granted': 'good',
  'roles.removed': 'neutral',
  'relationship.started': 'good',
  'relationship.changed': 'neutral',
  'relationship.end_asked': 'waiting',
  'relationship.end_refused': 'neutral',
  'relationship.ended': 'neutral',
  'relationship.record_named': 'good',
  'relationship.record_removed': 'neutral',
  'partnership.started': 'good',
  'partnership.access_removed': 'neutral',
  'organization.registered': 'good',
  'organization.changed': 'neutral',
  'mail.failed': 'bad',
  'member.code_created': 'neutral',
  'member.joined': 'good',
  'member.added': 'good',
  'notification.subscribed': 'good',
  'notification.unsubscribed': 'neutral',
  'conversation.paused': 'bad',
};

/**
 * What happened, in one sentence with its times in the reader's zone. A sentence uses what the entry tells of, where it
 * is there: `way` and `expiresAt` of an invitation, `to` for the other side where that is no organization yet, `reason`,
 * `version` of the agreement, `type`, `name` of a member, `expression` of a subscription, `platform` of a channel,
 * `sharesMpsaPurchases`.
 */
export const eventText = (words: Words, entry: AuditEntry): Text =>
  words.rich(`event.${entry.kind}`, valuesOf(words, entry));

/** The small card that answers in a thread (R-NOTE-03); `because` says why the channel got it, in words (R-NOTE-01). */
export const eventCard = (words: Words, entry: AuditEntry, reason?: string): Card => ({
  title: words.text(`event.title.${entry.kind}`),
  summary: words.text(`event.${entry.kind}`, valuesOf(words, entry)),
  blocks: [
    { kind: 'status', tone: tones[entry.kind], text: eventText(words, entry) },
    ...reasonBlock(words, reason),
  ],
});

/** Why the channel got the card (R-NOTE-01); nothing for an answer to somebody who asked. */
export const reasonBlock = (words: Words, reason: string | undefined): readonly Block[] =>
  reason ? [{ kind: 'text', text: words.text('event.reason', { reason }), tone: 'quiet' }] : [];

/** What has happened, newest first (R-AUD-01). */
export const historyCard = (
  words: Words,
  { title, page, command }: { title: string; page: Page<AuditEntry>; command: string },
): Card =>
  listCard(words, {
    title,
    summary: title,
    items: page.items.map((entry) => eventItem(words, entry)),
    page,
    command,
    empty: { sentence: words.text('history.empty') },
  });

/** One entry on one line: what happened, when, and from which chat. */
export const eventItem = (words: Words, entry: AuditEntry): ListItem => ({
  title: eventText(words, entry),
  detail: words.rich('history.detail', { at: moment(entry.at), platform: entry.platform ?? 'none' }),
});

function valuesOf(words: Words, entry: AuditEntry): MessageValues {
  const told = { ...entry.before, ...entry.after };
  const type = relationshipTypes.find((known) => known === told.type);
  return {
    actor: entry.actorName,
    by: entry.actorId === null ? 'system' : 'person',
    organization: entry.organizationName,
    roles: delegatedRoleNames(words),
    way: textOf(told.way) ?? 'unknown',
    platform: textOf(told.platform) ?? 'unknown',
    mpsa: typeof told.sharesMpsaPurchases === 'boolean' ? String(told.sharesMpsaPurchases) : 'unknown',
    ...given('counterpart', entry.counterpartName ?? textOf(told.to)),
    ...given('reason', textOf(told.reason)),
    ...given('version', textOf(told.version)),
    ...given('type', type && typeName(words, type)),
    ...given('name', textOf(told.name)),
    ...given('expression', textOf(told.expression)),
    ...given('expires', timeOf(told.expiresAt)),
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
