import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Bot, type More, startBot } from './bot.ts';
import type { Answer, FieldValue, Person, PlatformName, SeenCard, SeenForm } from './person.ts';

type Values = Readonly<Record<string, FieldValue>>;

/** Partner and customer on different platforms, both ways. */
export const directions = [
  { partner: 'slack', customer: 'teams' },
  { partner: 'teams', customer: 'slack' },
] as const satisfies readonly { partner: PlatformName; customer: PlatformName }[];

/** The same, and both on one platform. */
export const everyDirection = [
  ...directions,
  { partner: 'slack', customer: 'slack' },
  { partner: 'teams', customer: 'teams' },
] as const;

export const platforms = ['slack', 'teams'] as const satisfies readonly PlatformName[];

/**
 * One bot for all tests of a file, empty at the start of each. After each test, checks that the bot sent nothing that a
 * platform would refuse, and mentioned nobody.
 */
export function withBot(more: More = {}, mail = true): { readonly bot: Bot } {
  let opened: Bot | undefined;
  const open = (): Bot => {
    if (!opened) throw new Error('the bot starts with the first test');
    return opened;
  };
  beforeAll(async () => {
    opened = await startBot(more, mail);
  });
  afterEach(async () => {
    const { front, microsoft, clear } = open();
    await clear();
    const wrong = [...front.violations, ...front.pings, ...microsoft.violations];
    (front.violations as string[]).length = 0;
    (front.pings as string[]).length = 0;
    microsoft.violations.length = 0;
    expect(wrong).toEqual([]);
  });
  afterAll(() => opened?.close());
  return {
    get bot() {
      return open();
    },
  };
}

/** The form in an answer; fails with what was answered instead. */
export function formOf(answer: Answer): SeenForm {
  if (!answer.form) throw new Error(`no form, but: ${answer.text}`);
  return answer.form;
}

/** The card in an answer. */
export function cardOf(answer: Answer): SeenCard {
  if (!answer.card || answer.form) throw new Error(`no card, but: ${answer.text}`);
  return answer.card;
}

/** The error of a required box: Slack's own words, because its client does not send such a form, or ours. */
export const boxToTick = /^Please (complete this required field|tick the box first)\./;

/** The error of a field, by its label; undefined if there is none. */
export function errorOn(answer: Answer, label: string): string | undefined {
  const form = formOf(answer);
  const field = form.fields.find((one) => one.label === label || one.name === label);
  if (!field) throw new Error(`no field “${label}” among ${form.fields.map((one) => one.label).join(', ')}`);
  return field.error;
}

/** The last of these cards that contains the words; fails with the others. */
export function cardWith(cards: readonly SeenCard[], words: string | RegExp): SeenCard {
  const has = (card: SeenCard) =>
    typeof words === 'string' ? card.text.includes(words) : words.test(card.text);
  const found = cards.findLast(has);
  if (!found)
    throw new Error(`no card with ${words} among:\n${cards.map(({ text }) => text).join('\n--\n')}`);
  return found;
}

/** Types the request and fills in the form; returns the draft e-mail. */
export async function draft(person: Person, line: string, values: Values = {}): Promise<SeenForm> {
  return formOf(await person.submit(formOf(await person.type(line)), values));
}

/** Asks and sends from Accord; returns the invitation as the sender sees it. */
export async function ask(person: Person, line: string, values: Values = {}): Promise<SeenCard> {
  return cardOf(await person.submit(await draft(person, line, values)));
}

/** The latest invitation that the person's organization received, as the person sees it. */
export const received = async (person: Person): Promise<SeenCard> =>
  cardOf(await person.click(cardOf(await person.type('invitations received')), 'Show'));

/** The personal link in a text. */
export function linkIn(text: FieldValue): string {
  const link = /https?:\/\/[^\s]+\/i\/[0-9a-z]+/.exec(String(text))?.[0];
  if (!link) throw new Error(`no personal link in: ${String(text)}`);
  return link;
}

/** The code behind a personal link. */
export const codeIn = (text: FieldValue): string => linkIn(text).split('/').at(-1) ?? '';

/** Accepts from a card, ticking every box. */
export async function accept(person: Person, card: SeenCard, button = 'Review & accept'): Promise<Answer> {
  const review = await person.click(card, button);
  // Without boxes there is nothing to fill in, and the review is a card.
  if (!review.form) return person.click(cardOf(review), submitOf(cardOf(review)));
  const ticks = review.form.fields
    .filter(({ kind }) => kind === 'tick')
    .map(({ name }) => [name, true] as const);
  return person.submit(review.form, Object.fromEntries(ticks));
}

/** The button that sends a review without boxes. */
function submitOf({ buttons, text }: SeenCard): string {
  const found = buttons.find((label) => label.startsWith('Accept') || label.startsWith('Authorize'));
  if (found === undefined) throw new Error(`nothing to accept on: ${text}`);
  return found;
}

/** The id of an invitation, from its buttons. */
export function commandOf(card: SeenCard, label: string): string {
  const command = commandsIn(card.raw).find(([name]) => name === label)?.[1];
  if (command === undefined) throw new Error(`no button “${label}” among ${card.buttons.join(', ')}`);
  return command;
}

/** Every button's label and command line, in any kind of content. */
function commandsIn(raw: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(raw)) return raw.flatMap(commandsIn);
  if (typeof raw !== 'object' || raw === null) return [];
  const { text, value, title, data } = raw as Record<string, unknown>;
  const label =
    (typeof text === 'object' && text !== null && 'text' in text ? text.text : undefined) ?? title;
  const command =
    typeof value === 'string' ? value : (data as { command?: unknown } | null | undefined)?.command;
  const own = typeof label === 'string' && typeof command === 'string' ? [[label, command] as const] : [];
  return [...own, ...Object.values(raw).flatMap(commandsIn)];
}
