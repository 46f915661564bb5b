import type { Block, Card } from '../../src/kernel/card.ts';
import type { Form } from '../../src/kernel/form.ts';
import { type AdaptiveCard, CARD, type Element, type Message } from './adaptive-card.ts';
import { elementsOf, execute, moreOf, paragraph, VERB } from './blocks.ts';
import { dataOf, elementsOfField, errorOf, type FormRoom } from './fields.ts';
import { bare, cut, markdownLine, plain, type WriteTime } from './text.ts';
import type { AdapterWords } from './words.ts';

/** Teams refuses a message of over 28 KB; this much is for the card, the rest for what stands around it. */
const MOST_BYTES = 25_000;
const TITLE = 250;
const SUMMARY = 300;
const NOTICE = 4000;
/** Whom Teams asks about a card by itself. */
const VIEWERS = 60;

/** From what fits one text at best to what fits if everything is long; the first that fits is taken (R-CARD-09). */
const rooms: readonly FormRoom[] = [
  { chars: 4000, items: 100, values: 20_000 },
  { chars: 1000, items: 50, values: 20_000 },
  { chars: 400, items: 25, values: 20_000 },
  { chars: 150, items: 20, values: 20_000 },
  { chars: 60, items: 10, values: 6000 },
  { chars: 60, items: 10, values: 1500 },
  { chars: 24, items: 5, values: 300 },
];

/** A card as Teams shows it, within 28 KB for any data. */
export function adaptiveCard(card: Card, words: AdapterWords): AdaptiveCard {
  const refresh = refreshOf(card);
  return fitted(words, (budget) => ({
    ...framed(card.title, card.summary),
    ...(refresh ? { refresh } : {}),
    body: [...heading(card.title), ...elementsOf(card.blocks, budget, words)],
  }));
}

/**
 * A form: a card with inputs, each with its error below it. There is nothing to cancel in Teams: a form that took the
 * place of a card for one person is gone again when the card is next shown.
 */
export function adaptiveForm(
  form: Form,
  words: AdapterWords,
  errors: Readonly<Record<string, string>> = {},
): AdaptiveCard {
  const known = new Set(form.fields.map(({ name }) => name));
  const rest = Object.entries(errors).filter(([name]) => !known.has(name));
  const submit = execute(
    plain(form.submit, 100),
    dataOf(form.command, form.fields),
    form.intent === 'stop' ? 'destructive' : 'positive',
  );
  return fitted(words, (budget) => ({
    ...framed(form.title, form.title),
    body: [
      ...heading(form.title),
      ...rest.flatMap(([name, error]) => errorOf(name, error)),
      ...elementsOf(form.blocks, budget, words),
      ...form.fields.flatMap((field) =>
        elementsOfField(field, errors[field.name] ?? field.error, budget, words),
      ),
      { type: 'ActionSet', actions: [submit] },
    ],
  }));
}

/** The message that a card is posted with (R-CARD-08). */
export const messageOf = (content: AdaptiveCard): Message => ({
  type: 'message',
  summary: content.fallbackText,
  attachments: [{ contentType: CARD, content }],
});

/** A message of words alone. */
export const sentence = (text: string): Message => ({
  type: 'message',
  summary: plain(text, SUMMARY),
  text: cut(text, NOTICE),
  textFormat: 'plain',
});

/**
 * A card as words alone, for the answer to a click that must not take the place of the card that was clicked. Teams
 * shows no buttons there, so each is given as what to type (R-CMD-04).
 */
export function noticeText(card: Card, words: AdapterWords, write: WriteTime): string {
  const lines = [card.title, ...card.blocks.flatMap((block) => linesOf(block, words, write))];
  return (
    cut(
      lines
        .map((line) => line.trim())
        .filter(Boolean)
        .join('\n\n'),
      NOTICE,
    ) || '–'
  );
}

function linesOf(block: Block, words: AdapterWords, write: WriteTime): string[] {
  switch (block.kind) {
    case 'text':
    case 'status':
      return [bare(block.text, write)];
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${bare(value, write)}`);
    case 'list':
      return block.items.flatMap(({ title, detail, button }) => [
        [title, detail]
          .filter((text) => text !== undefined)
          .map((text) => bare(text, write))
          .join(' – '),
        ...(button ? linesOf({ kind: 'buttons', buttons: [button] }, words, write) : []),
      ]);
    case 'quote':
      return [block.text];
    case 'buttons':
      return block.buttons.map((button) =>
        'url' in button
          ? bare([{ kind: 'link', ...button }], write)
          : words.type(button.label, button.command),
      );
  }
}

const framed = (title: string, summary: string) =>
  ({
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: plain(summary.trim() || title, SUMMARY),
  }) as const;

const heading = (title: string): Element[] =>
  paragraph(markdownLine(title, TITLE), { size: 'Large', weight: 'Bolder' }).map((block) => ({
    ...block,
    style: 'heading',
  }));

/** Without viewers that Teams knows by their chat id, nobody is asked by itself, so there is nothing to refresh. */
function refreshOf({ personal }: Card): AdaptiveCard['refresh'] {
  const viewers = (personal?.viewers ?? []).filter(
    ({ platform, user }) => platform === 'teams' && user.startsWith('29:'),
  );
  const userIds = [...new Set(viewers.map(({ user }) => user))].slice(0, VIEWERS);
  if (personal === undefined || userIds.length === 0) return undefined;
  return { action: { type: 'Action.Execute', verb: VERB, data: { command: personal.command } }, userIds };
}

function fitted(words: AdapterWords, draw: (budget: FormRoom) => AdaptiveCard): AdaptiveCard {
  let card: AdaptiveCard | undefined;
  for (const budget of rooms) {
    card = draw(budget);
    if (bytesOf(card) <= MOST_BYTES) return card;
  }
  if (card === undefined) throw new Error('There is no budget');
  return { ...card, body: firstOf(card, words) };
}

/** The first elements that fit, for a card of more than any message holds; inputs and buttons before anything else. */
function firstOf(card: AdaptiveCard, words: AdapterWords): Element[] {
  const acts = ({ type }: Element) => type === 'ActionSet' || type.startsWith('Input.');
  const kept = new Set<Element>();
  let left = MOST_BYTES - bytesOf({ ...card, body: moreOf(card.body.length, words) });
  for (const element of [...card.body.filter(acts), ...card.body.filter((one) => !acts(one))]) {
    const bytes = bytesOf(element) + 1;
    if (bytes > left) continue;
    left -= bytes;
    kept.add(element);
  }
  return [
    ...card.body.filter((element) => kept.has(element)),
    ...moreOf(card.body.length - kept.size, words),
  ];
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
