import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';
import {
  type Activity,
  ADAPTIVE_CARD,
  type Attachment,
  type Card,
  cardOf,
  type Element,
} from './activity.ts';

/** In Node only this file of the package works. */
const cards: typeof AdaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

/** Teams refuses a larger message. */
export const MOST_BYTES = 28 * 1024;
const MOST_REFRESHED = 60;
const MOST_ACTIONS = 6;
const NEWEST = 1.5;

/** What Teams would find wrong with a card; empty when nothing is. */
export function checkCard(card: unknown): string[] {
  if (typeof card !== 'object' || card === null) return ['the card is not an object'];
  const { type, version, fallbackText, refresh, actions } = card as Card;
  const said = parse(card);
  if (type !== 'AdaptiveCard') said.push(`the type is ${type}, not AdaptiveCard`);
  if (!(Number(version) <= NEWEST)) said.push(`version ${version} is not one of 1.0 to ${NEWEST}`);
  if (!fallbackText?.trim()) said.push('there is no fallbackText');
  if ((refresh?.userIds?.length ?? 0) > MOST_REFRESHED)
    said.push(`refresh.userIds has over ${MOST_REFRESHED}`);
  if ((actions?.length ?? 0) > MOST_ACTIONS) said.push(`there are over ${MOST_ACTIONS} actions`);
  return said;
}

function parse(card: object): string[] {
  const parsed = new cards.AdaptiveCard();
  const context = new cards.SerializationContext();
  parsed.parse(JSON.parse(JSON.stringify(card, peopled)), context);
  const parsing = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return [...parsing, ...parsed.validateProperties().validationEvents].map(({ message }) => message);
}

/** Teams' people picker brings its own choices, which the package does not know. */
function peopled(_: string, value: unknown): unknown {
  const data = (value as Element | null)?.['choices.data'];
  return data === undefined ? value : { ...(value as Element), choices: [{ title: '…', value: '…' }] };
}

/** What is wrong with a message that the bot posts; `bytes` is its size on the wire. */
export function checkMessage(activity: Activity, bytes: number): string[] {
  const said = (activity.attachments ?? []).flatMap(checkAttachment);
  if (bytes > MOST_BYTES) said.push(`the message has ${bytes} bytes; ${MOST_BYTES} are allowed`);
  if (!activity.summary?.trim() && !activity.text?.trim()) said.push('there is neither summary nor text');
  return said;
}

function checkAttachment({ contentType, content }: Attachment): string[] {
  return contentType === ADAPTIVE_CARD ? checkCard(content) : [];
}

/** What is wrong with the refresh of a posted card: Teams ignores user ids that are not `29:…`. */
export function checkRefresh(activity: Activity): string[] {
  const named = cardOf(activity)?.refresh?.userIds ?? [];
  return named.filter((id) => !id.startsWith('29:')).map((id) => `refresh.userIds has ${id}, not 29:…`);
}
