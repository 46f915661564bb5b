import type { Card } from '../../src/kernel/card.ts';
import type { Form } from '../../src/kernel/form.ts';
import { budgets, fitted } from '../shared/fit.ts';
import { cut } from '../shared/text.ts';
import type { AdapterWords, WordsFor } from '../shared/words.ts';
import { type AdaptiveCard, cardContentType, type Element, type Message } from './adaptive-card.ts';
import { elementsOf, execute, moreOf, ownVerb, paragraph, styleOf } from './blocks.ts';
import { dataOf, elementsOfField, errorOf, type FormBudget } from './fields.ts';
import { markdownLine, plain } from './text.ts';

/** Teams refuses a message over 28 KB; this much is for the card, the rest for the message around it. */
const maxBytes = 25_000;
const maxTitle = 250;
const maxSummary = 300;
export const maxMessage = 4000;
/** Teams refreshes a card for at most this many people. */
export const maxViewers = 60;

const ofForms = budgets.map((budget) => ({ ...budget, options: budget.items, values: 20_000 }));
/** All countries are kept while they fit; filled-in values are cut last, when all else is as short as possible. */
const formBudgets: readonly FormBudget[] = [
  ...ofForms.slice(0, 1).map((largest) => ({ ...largest, options: 300 })),
  ...ofForms,
  ...ofForms.slice(-1).flatMap((smallest) => [6000, 1500, 300].map((values) => ({ ...smallest, values }))),
];

/** A card as Teams shows it, below 28 KB for any data. */
export function adaptiveCard(card: Card, words: WordsFor): AdaptiveCard {
  const own = words(card.locale);
  return fittedCard(
    { ...frameOf(card.title, card.summary), ...refreshOf(card) },
    budgets,
    (budget) => [...heading(card.title), ...elementsOf(card.blocks, budget, own)],
    own,
  );
}

/**
 * A form: a card with inputs, each with its error below. It needs no cancel button in Teams: a form that replaced a
 * card for one person is gone when the card is shown again.
 */
export function adaptiveForm(
  form: Form,
  words: WordsFor,
  errors: Readonly<Record<string, string>> = {},
): AdaptiveCard {
  const own = words(form.locale);
  const names = new Set(form.fields.map(({ name }) => name));
  const aboutNoField = Object.entries(errors).filter(([name]) => !names.has(name));
  const label = plain(typeof form.submit === 'string' ? form.submit : form.submit.long, 100);
  const submit = execute(label, dataOf(form.command, form.fields), styleOf(form.intent ?? 'go'));
  const draw = (budget: FormBudget): readonly Element[] => [
    ...heading(form.title),
    ...aboutNoField.flatMap(([name, error]) => errorOf(name, error)),
    ...elementsOf(form.blocks, budget, own),
    ...form.fields.flatMap((field) => elementsOfField(field, errors[field.name] ?? field.error, budget, own)),
    { type: 'ActionSet', actions: [submit] },
  ];
  return fittedCard(frameOf(form.title, form.title), formBudgets, draw, own);
}

/** The message that contains a card (R-CARD-08). */
export const messageOf = (content: AdaptiveCard): Message => ({
  type: 'message',
  summary: content.fallbackText,
  attachments: [{ contentType: cardContentType, content }],
});

export const sentence = (text: string): Message => ({
  type: 'message',
  summary: plain(text, maxSummary),
  text: cut(text, maxMessage),
  textFormat: 'plain',
});

type Frame = Omit<AdaptiveCard, 'body'>;

const frameOf = (title: string, summary: string): Frame => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  fallbackText: plain(summary.trim() || title, maxSummary),
});

const heading = (title: string): Element[] =>
  paragraph(markdownLine(title, maxTitle), { size: 'Large', weight: 'Bolder', style: 'heading' });

/** Teams knows viewers by their chat id only; without chat ids the card cannot be refreshed for anybody. */
function refreshOf({ personal }: Card): Pick<AdaptiveCard, 'refresh'> {
  const viewers = (personal?.viewers ?? []).filter(
    ({ platform, user }) => platform === 'teams' && user.startsWith('29:'),
  );
  const userIds = [...new Set(viewers.map(({ user }) => user))].slice(0, maxViewers);
  if (personal === undefined || userIds.length === 0) return {};
  const action = { type: 'Action.Execute', verb: ownVerb, data: { command: personal.command } } as const;
  return { refresh: { action, userIds } };
}

const fittedCard = <B>(
  frame: Frame,
  budgetsOf: readonly B[],
  draw: (budget: B) => readonly Element[],
  words: AdapterWords,
): AdaptiveCard => ({
  ...frame,
  body: fitted({
    budgets: budgetsOf,
    draw,
    limits: [maxBytes - bytesOf({ ...frame, body: [] })],
    // One byte for the comma.
    costOf: (element) => [bytesOf(element) + 1],
    isAction: ({ type }) => type === 'ActionSet' || type.startsWith('Input.'),
    more: (left) => moreOf(left, words),
  }),
});

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
