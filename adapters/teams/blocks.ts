import type { Block, Button, Fact, ListItem, Tone } from '../../src/kernel/card.ts';
import { type Budget, listed } from '../shared/fit.ts';
import type { AdapterWords } from '../shared/words.ts';
import type { Action, ActionStyle, Element, Execute, TextBlock } from './adaptive-card.ts';
import { addressOf, markdown, markdownLine, plain } from './text.ts';

/** The verb of all our buttons. */
export const ownVerb = 'accord';

/** Teams shows at most six buttons in a row and clips those that do not fit: this many characters fit. */
const maxActions = 6;
const rowLength = 48;
/** The width of a button without its label, in characters. */
const buttonPadding = 4;
const maxLabel = 100;
const maxCommand = 2000;
/** Teams breaks even a short label of a fact in two if its value is long. */
const maxUnbroken = 17;

export const elementsOf = (blocks: readonly Block[], budget: Budget, words: AdapterWords): Element[] =>
  blocks.flatMap((block) => elementsOfBlock(block, budget, words));

function elementsOfBlock(block: Block, budget: Budget, words: AdapterWords): readonly Element[] {
  const { chars, items } = budget;
  const more = (left: number) => moreOf(left, words);
  switch (block.kind) {
    case 'text':
      return paragraph(markdown(block.text, chars), toneStyles[block.tone ?? 'plain']);
    case 'status':
      return paragraph(markdown(block.text, chars), statusStyles[block.tone]);
    case 'facts':
      return [...factsOf(block.facts.slice(0, items), chars), ...more(block.facts.length - items)];
    case 'list':
      return listed(block.items, items, (item) => [itemOf(item, budget)], more);
    case 'quote': {
      // A drafted mail is shown here, so it gets twice the length.
      const text = markdown(block.text, chars * 2) || '–';
      return [{ type: 'Container', style: 'emphasis', items: paragraph(text) }];
    }
    case 'buttons':
      return buttonsOf(block.buttons);
  }
}

type Style = Pick<TextBlock, 'id' | 'color' | 'weight' | 'size' | 'isSubtle' | 'spacing' | 'style'>;

const toneStyles: Record<'plain' | 'quiet' | 'strong', Style> = {
  plain: {},
  quiet: { isSubtle: true, size: 'Small' },
  strong: { weight: 'Bolder' },
};

/** Shown next to the words, never instead of them (R-CARD-11). */
const statusStyles: Record<Tone, Style> = {
  good: { color: 'Good', weight: 'Bolder' },
  bad: { color: 'Attention', weight: 'Bolder' },
  waiting: { color: 'Accent', weight: 'Bolder' },
  neutral: { weight: 'Bolder' },
};

/** A text block; nothing for an empty text. */
export const paragraph = (text: string, style: Style = {}): TextBlock[] =>
  text === '' ? [] : [{ type: 'TextBlock', text, wrap: true, ...style }];

export const quiet = (text: string): TextBlock[] => paragraph(text, toneStyles.quiet);

/** "… and 7 more", if something was left out. */
export const moreOf = (left: number, words: AdapterWords): Element[] =>
  left > 0 ? quiet(markdown(words.more(left), maxLabel)) : [];

function factsOf(facts: readonly Fact[], chars: number): Element[] {
  if (facts.length === 0) return [];
  const drawn = facts.map(({ label, value }) => ({
    title: unbroken(markdownLine(label, maxLabel)),
    value: markdownLine(value, chars),
  }));
  return [{ type: 'FactSet', facts: drawn }];
}

const unbroken = (label: string): string =>
  label.length <= maxUnbroken ? label.replaceAll(' ', '\u00A0') : label;

function itemOf({ title, detail, button }: ListItem, { chars }: Budget): Element {
  const texts = [
    // A name is bold; a whole sentence is not.
    ...paragraph(markdownLine(title, chars), typeof title === 'string' ? { weight: 'Bolder' } : {}),
    ...paragraph(markdown(detail ?? '', chars), { isSubtle: true, spacing: 'None' }),
  ];
  const buttons = button ? buttonsOf([button]) : [];
  if (buttons.length === 0) return { type: 'Container', separator: true, items: texts };
  return {
    type: 'ColumnSet',
    separator: true,
    columns: [
      { type: 'Column', width: 'stretch', items: texts },
      { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: buttons },
    ],
  };
}

function buttonsOf(buttons: readonly Button[]): Element[] {
  const rows: Action[][] = [];
  let left = 0;
  for (const action of buttons.flatMap((button) => actionOf(button) ?? [])) {
    const length = (action.title ?? '').length + buttonPadding;
    const row = rows.at(-1);
    if (row && length <= left && row.length < maxActions) row.push(action);
    else {
      rows.push([action]);
      left = rowLength;
    }
    left -= length;
  }
  return rows.map((actions) => ({ type: 'ActionSet', actions }));
}

/**
 * Undefined for an unsafe address, and for a very long command line (search words): a card without that button is
 * better than no card, and every button can also be typed (R-CMD-04).
 */
function actionOf(button: Button): Action | undefined {
  const title = plain(button.label, maxLabel);
  if ('url' in button) {
    const url = addressOf(button.url);
    return url === undefined ? undefined : { type: 'Action.OpenUrl', title, url };
  }
  const { command, confirm, intent } = button;
  if (command.length > maxCommand) return undefined;
  const style = styleOf(intent);
  if (confirm === undefined) return execute(title, { command }, style);
  // Teams has no confirmation of its own: the button unfolds the question, and folding it again declines.
  const body = [
    ...paragraph(markdownLine(confirm.title, 300), { weight: 'Bolder' }),
    ...paragraph(markdown(confirm.text, 1000)),
  ];
  const actions = [execute(plain(confirm.yes, maxLabel), { command }, style)];
  return {
    type: 'Action.ShowCard',
    title,
    ...(style ? { style } : {}),
    card: { type: 'AdaptiveCard', body, actions },
  };
}

export const styleOf = (intent: 'go' | 'stop' | undefined): ActionStyle | undefined =>
  intent && (intent === 'go' ? 'positive' : 'destructive');

/** A button that sends back a command line. */
export const execute = (title: string, data: Execute['data'], style?: ActionStyle): Execute => ({
  type: 'Action.Execute',
  title,
  verb: ownVerb,
  data,
  ...(style ? { style } : {}),
  fallback: { type: 'Action.Submit', title, data },
});
