import type { types } from '@slack/bolt';
import type { Reply } from '../../src/app.ts';
import type { Block, Card } from '../../src/kernel/card.ts';
import type { Form } from '../../src/kernel/form.ts';
import { errorBlocks } from '../shared/cards.ts';
import { budgets, fitted } from '../shared/fit.ts';
import { line } from '../shared/text.ts';
import type { AdapterWords, WordsFor } from '../shared/words.ts';
import { blocksOf, moreOf, paragraph } from './blocks.ts';
import { inputOf } from './fields.ts';
import { encodeMetadata } from './request.ts';
import { escaped, plain } from './text.ts';

/** Slack's limits: blocks in a message and in a view; characters of a header, a modal's title, and its metadata. */
const maxMessageBlocks = 50;
const maxViewBlocks = 100;
const maxHeader = 150;
const maxModalTitle = 24;
const maxMetadata = 3000;
/** A little below Slack's 12,000 characters for all text of a message. */
const maxText = 11_000;
/** The characters that Slack counts for a block in addition to its text. */
const blockCost = 20;
const maxSummary = 500;
/** The title of a modal whose own title is too long; the same in every language. */
const appName = 'Accord';

/** `text` is for notifications and screen readers (R-CARD-08); the blocks are what people see. */
export const message = (card: Card, words: WordsFor) => ({
  text: escaped(line(card.summary, maxSummary)),
  blocks: fittedBlocks(card.blocks, [header(card.title)], maxMessageBlocks, words(card.locale)),
});

export const home = (card: Card, words: WordsFor): types.HomeView => ({
  type: 'home',
  blocks: fittedBlocks(card.blocks, [header(card.title)], maxViewBlocks, words(card.locale)),
});

/** An answer in a modal. Slack sends `conversation` back with every interaction in it. */
export const modalOf = (reply: Reply, words: WordsFor, conversation: string): types.ModalView =>
  reply.kind === 'card'
    ? modalOfCard(reply.card, words, conversation)
    : modalOfForm(reply.form, words, conversation, reply.kind === 'errors' ? reply.errors : {});

/** A card in a modal, without a submit button. */
export const modalOfCard = (card: Card, words: WordsFor, conversation: string): types.ModalView => ({
  type: 'modal',
  callback_id: 'accord_card',
  private_metadata: encodeMetadata(conversation, card.locale),
  title: modalTitle(card.title),
  close: plain(words(card.locale).close, maxModalTitle),
  blocks: fittedBlocks(card.blocks, titleAbove(card.title), maxViewBlocks, words(card.locale)),
});

/**
 * A form in a modal. `errors` (by field name) and the errors of the fields are shown above the form: Slack shows
 * errors at fields only in the answer to a submission, not in a modal that is opened or replaced.
 */
export function modalOfForm(
  form: Form,
  words: WordsFor,
  conversation: string,
  errors: Readonly<Record<string, string>> = {},
): types.ModalView {
  const metadata = encodeMetadata(conversation, form.locale, form.command);
  if (metadata.length > maxMetadata) throw new Error('The command line of a form does not fit Slack’s limit');
  const own = words(form.locale);
  const { long, short } =
    typeof form.submit === 'string' ? { long: form.submit, short: form.submit } : form.submit;
  const submit = fits(long) ? long : short;
  // If even the short label does not fit, the full one is written above the button.
  const inFull = fits(submit) ? [] : paragraph(line(long, maxSummary), 'strong');
  const below = [...form.fields.map((field) => inputOf(field, own)), ...inFull];
  const above = [...errorBlocks(form, errors), ...form.blocks];
  return {
    type: 'modal',
    callback_id: 'accord_form',
    private_metadata: metadata,
    title: modalTitle(form.title),
    submit: plain(submit, maxModalTitle),
    close: plain(form.cancel, maxModalTitle),
    blocks: [...fittedBlocks(above, titleAbove(form.title), maxViewBlocks - below.length, own), ...below],
  };
}

const header = (title: string): types.KnownBlock => ({ type: 'header', text: plain(title, maxHeader) });
const fits = (text: string): boolean => line(text, maxHeader).length <= maxModalTitle;
const modalTitle = (title: string): types.PlainTextElement =>
  plain(fits(title) ? title : appName, maxModalTitle);
/** A title too long for the modal's title bar is written in full below it. */
const titleAbove = (title: string): types.KnownBlock[] => (fits(title) ? [] : [header(title)]);

/** At most `max` blocks, including `above`. */
const fittedBlocks = (
  blocks: readonly Block[],
  above: readonly types.KnownBlock[],
  max: number,
  words: AdapterWords,
): types.KnownBlock[] => [
  ...fitted({
    budgets,
    draw(budget) {
      let drawn = 0;
      const nextId = () => `button_${++drawn}`;
      return [...above, ...blocksOf(blocks, { ...budget, words, nextId })];
    },
    limits: [max, maxText],
    costOf: (block) => [1, textIn(block) + blockCost],
    isAction: ({ type }) => type === 'actions',
    more: (left) => moreOf(left, words),
  }),
];

/** The characters that Slack counts: every `text` at any depth. */
function textIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === 'text' && typeof inner === 'string' ? inner.length : textIn(inner)),
    0,
  );
}
