import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Bot, type More, startBot } from './bot.ts';
import type { Answer, FieldValue, Person, PlatformName, SeenCard, SeenForm } from './person.ts';

type Values = Readonly<Record<string, FieldValue>>;

/** The two ways across, partner and customer on different platforms. */
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
 * One bot for all tests of a file, empty at the beginning of each. After each test the bot has sent nothing that a
 * platform would refuse, and has called nobody by a mention.
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

/** The form that answered; what was said instead is in the failure. */
export function formOf(answer: Answer): SeenForm {
  if (!answer.form) throw new Error(`no form, but: ${answer.text}`);
  return answer.form;
}

/** The card that answered. */
export function cardOf(answer: Answer): SeenCard {
  if (!answer.card || answer.form) throw new Error(`no card, but: ${answer.text}`);
  return answer.card;
}

/** What is said on a box that must be ticked: in Slack's own words, as its client sends no such form, or in ours. */
export const boxToTick = /^Please (complete this required field|tick the box first)\./;

/** What stands wrong on a field, by its label; undefined where nothing does. */
export function errorOn(answer: Answer, label: string): string | undefined {
  const form = formOf(answer);
  const field = form.fields.find((one) => one.label === label || one.name === label);
  if (!field) throw new Error(`no field “${label}” among ${form.fields.map((one) => one.label).join(', ')}`);
  return field.error;
}

/** The last of these that has the words; the others are in the failure. */
export function cardWith(cards: readonly SeenCard[], words: string | RegExp): SeenCard {
  const has = (card: SeenCard) =>
    typeof words === 'string' ? card.text.includes(words) : words.test(card.text);
  const found = cards.findLast(has);
  if (!found)
    throw new Error(`no card with ${words} among:\n${cards.map(({ text }) => text).join('\n--\n')}`);
  return found;
}

/** Types the request, fills in the form; the draft e-mail comes back. */
export async function draft(person: Person, line: string, values: Values = {}): Promise<SeenForm> {
  return formOf(await person.submit(formOf(await person.type(line)), values));
}

/** Asks and sends from here; the invitation comes back as the sender sees it. */
export async function ask(person: Person, line: string, values: Values = {}): Promise<SeenCard> {
  return cardOf(await person.submit(await draft(person, line, values)));
}

/** The latest invitation that the person's organization got, as the person sees it. */
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

/** Accepts from a card, with every box ticked that there is. */
export async function accept(person: Person, card: SeenCard, button = 'Review & accept'): Promise<Answer> {
  const review = await person.click(card, button);
  // Where nothing has to be ticked there is nothing to fill in, and the review is a card.
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

/** The id of an invitation, as its buttons carry it. */
export function commandOf(card: SeenCard, label: string): string {
  const command = commandsIn(card.raw).find(([name]) => name === label)?.[1];
  if (command === undefined) throw new Error(`no button “${label}” among ${card.buttons.join(', ')}`);
  return command;
}

/** Every button's label with the command line behind it, in whatever it is written on. */
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
