import type { types, ViewSubmitAction } from '@slack/bolt';
import type { Block, Card } from '../../src/kernel/card.ts';
import type { Form } from '../../src/kernel/form.ts';
import { type Budget, blocksOf, type Drawing, moreOf } from './blocks.ts';
import { inputOf, refilled } from './fields.ts';
import { escaped, line, plain } from './text.ts';
import type { AdapterWords } from './words.ts';

/** What a submitted form comes back under. */
const formCallback = 'accord_form';

/** Slack's own bounds, and a little less than its 12,000 characters for all text of a message. */
const MESSAGE_BLOCKS = 50;
const VIEW_BLOCKS = 100;
const ALL_TEXT = 11_000;
const SUMMARY = 500;
const HEADER = 150;
const MODAL_TITLE = 24;
/** Heads a modal whose own title is too long for it; no language translates it. */
const APP = 'Accord';
const METADATA = 3000;
/** What Slack counts for a block beside its text. */
const PER_BLOCK = 20;

/** From what fits one text at best to what fits if everything is long; the first that fits is taken (R-CARD-09). */
const rooms: readonly Budget[] = [
  { chars: 2900, items: 100 },
  { chars: 1000, items: 45 },
  { chars: 400, items: 30 },
  { chars: 150, items: 20 },
  { chars: 60, items: 10 },
  { chars: 24, items: 5 },
];

/** A message's own text is what notifications and screen readers say (R-CARD-08); the blocks are what is seen. */
export const message = (card: Card, words: AdapterWords): { text: string; blocks: types.KnownBlock[] } => ({
  text: escaped(line(card.summary, SUMMARY)),
  blocks: fitted(card.blocks, [header(card.title)], MESSAGE_BLOCKS, words),
});

export const home = (card: Card, words: AdapterWords): types.HomeView => ({
  type: 'home',
  blocks: fitted(card.blocks, [header(card.title)], VIEW_BLOCKS, words),
});

/** A card in a modal: nothing to submit. `metadata` comes back with every click in it. */
export const modalOfCard = (card: Card, words: AdapterWords, metadata = ''): types.ModalView => ({
  type: 'modal',
  callback_id: 'accord_card',
  private_metadata: metadata,
  title: modalTitle(card.title),
  close: plain(words.close, MODAL_TITLE),
  blocks: fitted(card.blocks, titleAbove(card.title), VIEW_BLOCKS, words),
});

/**
 * A form. `errors` by field name, and those on the fields themselves, stand above it: a modal that is opened or
 * replaced cannot show them on the fields, only an answer to its submission can.
 */
export function modalOfForm(
  form: Form,
  words: AdapterWords,
  metadata = '',
  errors: Readonly<Record<string, string>> = {},
): types.ModalView {
  if (metadata.length > METADATA)
    throw new Error('A form’s command line does not fit Slack’s private_metadata');
  const inputs = form.fields.map((field) => inputOf(field, words));
  const above: readonly Block[] = [...faultsOf(form, errors), ...form.blocks];
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: metadata,
    title: modalTitle(form.title),
    submit: plain(fits(form.submit) ? form.submit : (form.shortSubmit ?? form.submit), MODAL_TITLE),
    close: plain(form.cancel, MODAL_TITLE),
    blocks: [...fitted(above, titleAbove(form.title), VIEW_BLOCKS - inputs.length, words), ...inputs],
  };
}

/** Stands in a modal until the answer to its submission is ready. */
export const modalOfWorking = (words: AdapterWords, metadata: string): types.ModalView =>
  modalOfCard(
    { title: words.working, summary: words.working, blocks: [{ kind: 'text', text: words.working }] },
    words,
    metadata,
  );

/** A form as it was sent, with what was filled in, and above it why it was refused. */
export const modalAgain = (
  { callback_id, private_metadata, title, submit, close, blocks, state }: ViewSubmitAction['view'],
  refusal: Card,
  words: AdapterWords,
): types.ModalView => ({
  type: 'modal',
  callback_id,
  private_metadata,
  title,
  ...(submit && { submit }),
  ...(close && { close }),
  blocks: [
    ...fitted(refusal.blocks, [header(refusal.title)], VIEW_BLOCKS - blocks.length, words),
    ...(blocks as types.KnownBlock[]).map((block) => refilled(block, state.values)),
  ],
});

function faultsOf(form: Form, errors: Readonly<Record<string, string>>): readonly Block[] {
  const own = form.fields.flatMap(({ name, error }) => (error === undefined ? [] : [[name, error] as const]));
  return Object.entries({ ...Object.fromEntries(own), ...errors }).map(([name, error]) => {
    const label = form.fields.find((field) => field.name === name)?.label;
    return { kind: 'status', tone: 'bad', text: label === undefined ? error : `${label}: ${error}` };
  });
}

const header = (title: string): types.KnownBlock => ({ type: 'header', text: plain(title, HEADER) });
/** Slack gives a modal's title 24 characters; a longer one is said in full below. */
const fits = (title: string): boolean => line(title, HEADER).length <= MODAL_TITLE;
const modalTitle = (title: string): types.PlainTextElement => plain(fits(title) ? title : APP, MODAL_TITLE);
const titleAbove = (title: string): types.KnownBlock[] => (fits(title) ? [] : [header(title)]);

function fitted(
  blocks: readonly Block[],
  above: readonly types.KnownBlock[],
  most: number,
  words: AdapterWords,
): types.KnownBlock[] {
  let drawn: types.KnownBlock[] = [];
  for (const budget of rooms) {
    drawn = [...above, ...blocksOf(blocks, drawingIn(budget, words))];
    if (drawn.length <= most && sizeOf(drawn) <= ALL_TEXT) return drawn;
  }
  return firstOf(drawn, most, words);
}

function drawingIn(budget: Budget, words: AdapterWords): Drawing {
  let made = 0;
  const nextId = () => {
    made += 1;
    return `button_${made}`;
  };
  return { ...budget, words, nextId };
}

/** The first blocks that fit, for a card of more blocks than any view has; its buttons before anything else. */
function firstOf(blocks: readonly types.KnownBlock[], most: number, words: AdapterWords): types.KnownBlock[] {
  const buttonsFirst = [...blocks].sort(
    (a, b) => Number(b.type === 'actions') - Number(a.type === 'actions'),
  );
  const kept = new Set<types.KnownBlock>();
  let size = 0;
  for (const block of buttonsFirst) {
    size += sizeOf([block]);
    if (kept.size >= most - 1 || size > ALL_TEXT) break;
    kept.add(block);
  }
  return [...blocks.filter((block) => kept.has(block)), ...moreOf(blocks.length - kept.size, words)];
}

/** The characters that Slack counts: every `text` at any depth, and something for each block. */
function sizeOf(blocks: readonly types.KnownBlock[]): number {
  const count = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 0;
    return Object.entries(value).reduce(
      (sum, [key, inner]) =>
        sum + (key === 'text' && typeof inner === 'string' ? inner.length : count(inner)),
      0,
    );
  };
  return count(blocks) + blocks.length * PER_BLOCK;
}
