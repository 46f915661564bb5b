import type { Block, Button, Fact, ListItem, Tone } from '../../src/kernel/card.ts';
import type { Action, ActionStyle, Element, Execute, TextBlock } from './adaptive-card.ts';
import { addressOf, markdown, markdownLine, plain } from './text.ts';
import type { AdapterWords } from './words.ts';

/** How much may be drawn; less where a card as a whole would not fit (see `render.ts`). */
export interface Budget {
  /** The characters of one text. */
  readonly chars: number;
  /** The entries of one list, the facts of one group, the choices of one field. */
  readonly items: number;
}

/** What every button of ours is known by. */
export const VERB = 'accord';

/** Teams shows six in a row and no more, and clips those that the row has no room for: so many characters fit. */
const ROW = 6;
const ROW_CHARS = 48;
/** What a button takes beside its words, in characters. */
const AROUND = 4;
const LABEL = 100;
const SHORT = 17;
const COMMAND = 2000;

export const elementsOf = (blocks: readonly Block[], budget: Budget, words: AdapterWords): Element[] =>
  blocks.flatMap((block) => elementsOfBlock(block, budget, words));

function elementsOfBlock(block: Block, budget: Budget, words: AdapterWords): readonly Element[] {
  switch (block.kind) {
    case 'text':
      return paragraph(markdown(block.text, budget.chars), toneStyles[block.tone ?? 'plain']);
    case 'status':
      return paragraph(markdown(block.text, budget.chars), statusStyles[block.tone]);
    case 'facts':
      return factsOf(block.facts, budget, words);
    case 'list':
      return listOf(block.items, budget, words);
    case 'quote':
      // Twice the room of a text: a drafted mail stands here.
      return [
        {
          type: 'Container',
          style: 'emphasis',
          items: paragraph(markdown(block.text, budget.chars * 2) || '–'),
        },
      ];
    case 'buttons':
      return buttonsOf(block.buttons);
  }
}

type Style = Pick<TextBlock, 'id' | 'color' | 'weight' | 'size' | 'isSubtle' | 'spacing'>;

const toneStyles: Record<'plain' | 'quiet' | 'strong', Style> = {
  plain: {},
  quiet: { isSubtle: true, size: 'Small' },
  strong: { weight: 'Bolder' },
};

/** Beside the words, never in their place (R-CARD-11). */
const statusStyles: Record<Tone, Style> = {
  good: { color: 'Good', weight: 'Bolder' },
  bad: { color: 'Attention', weight: 'Bolder' },
  waiting: { color: 'Accent', weight: 'Bolder' },
  neutral: { weight: 'Bolder' },
};

/** A text block; nothing where there is nothing to say. */
export const paragraph = (text: string, style: Style = {}): TextBlock[] =>
  text === '' ? [] : [{ type: 'TextBlock', text, wrap: true, ...style }];

export const quiet = (text: string): TextBlock[] => paragraph(text, toneStyles.quiet);

function factsOf(facts: readonly Fact[], budget: Budget, words: AdapterWords): Element[] {
  if (facts.length === 0) return [];
  const shown = facts.slice(0, budget.items).map(({ label, value }) => ({
    title: unbroken(markdownLine(label, LABEL)),
    value: markdownLine(value, budget.chars),
  }));
  return [{ type: 'FactSet', facts: shown }, ...moreOf(facts.length - shown.length, words)];
}

/** Teams breaks even a short label in two where its value is long. */
const unbroken = (label: string): string => (label.length <= SHORT ? label.replaceAll(' ', '\u00A0') : label);

/** "… and 7 more", where something was left out. */
export const moreOf = (left: number, words: AdapterWords): Element[] =>
  left > 0 ? quiet(markdown(words.more(left), LABEL)) : [];

function listOf(items: readonly ListItem[], budget: Budget, words: AdapterWords): Element[] {
  const shown = items.slice(0, budget.items).map((item): Element => itemOf(item, budget));
  return [...shown, ...moreOf(items.length - shown.length, words)];
}

function itemOf({ title, detail, button }: ListItem, budget: Budget): Element {
  const texts = [
    // A name stands out; a whole sentence in bold would shout.
    ...paragraph(markdownLine(title, budget.chars), typeof title === 'string' ? { weight: 'Bolder' } : {}),
    ...paragraph(markdown(detail ?? '', budget.chars), { isSubtle: true, spacing: 'None' }),
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
  for (const action of buttons.map(actionOf).filter((one) => one !== undefined)) {
    const wide = (action.title ?? '').length + AROUND;
    const row = rows.at(-1);
    if (row && wide <= left && row.length < ROW) row.push(action);
    else {
      rows.push([action]);
      left = ROW_CHARS;
    }
    left -= wide;
  }
  return rows.map((actions) => ({ type: 'ActionSet', actions }));
}

/**
 * Undefined for an address that is not harmless, and for an endless command line (somebody's search words): a card
 * without that button is better than no card, and every button has a typed twin (R-CMD-04).
 */
function actionOf(button: Button): Action | undefined {
  const title = plain(button.label, LABEL);
  if ('url' in button) {
    const url = addressOf(button.url);
    return url === undefined ? undefined : { type: 'Action.OpenUrl', title, url };
  }
  if (button.command.length > COMMAND) return undefined;
  const style = styleOf(button.intent);
  if (button.confirm === undefined) return execute(title, { command: button.command }, style);
  // Teams has no confirmation of its own: the button unfolds the question, and folding it up again is the no.
  const { title: question, text, yes } = button.confirm;
  const body = [
    ...paragraph(markdownLine(question, 300), { weight: 'Bolder' }),
    ...paragraph(markdown(text, 1000)),
  ];
  const actions = [execute(plain(yes, LABEL), { command: button.command }, style)];
  return {
    type: 'Action.ShowCard',
    title,
    ...(style ? { style } : {}),
    card: { type: 'AdaptiveCard', body, actions },
  };
}

const styleOf = (intent: 'go' | 'stop' | undefined): ActionStyle | undefined =>
  intent && (intent === 'go' ? 'positive' : 'destructive');

/** A button that comes back as a command line. */
export const execute = (title: string, data: Execute['data'], style?: ActionStyle): Execute => ({
  type: 'Action.Execute',
  title,
  verb: VERB,
  data,
  ...(style ? { style } : {}),
  fallback: { type: 'Action.Submit', title, data },
});
