import type { Block, Button, Card, Inline, Text } from '../../src/kernel/card.ts';

const inline = (part: Inline): string => {
  if (typeof part === 'string') return part;
  switch (part.kind) {
    case 'time':
      return part.style === 'date' ? part.at.toISOString().slice(0, 10) : part.at.toISOString().slice(0, 16);
    case 'strong':
      return part.text;
    case 'link':
      return part.label;
  }
};

/** A text as bare words, times in ISO 8601. */
export const plain = (text: Text): string => (typeof text === 'string' ? text : text.map(inline).join(''));

/** Everything to read on a card below its title, one line per text, fact or list entry; buttons left out. */
export const linesOf = (card: Pick<Card, 'blocks'>): string[] => card.blocks.flatMap(linesOfBlock);

function linesOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'text':
    case 'status':
      return [plain(block.text)];
    case 'quote':
      return [block.text];
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${plain(value)}`);
    case 'list':
      return block.items.map(({ title, detail }) =>
        detail === undefined ? plain(title) : `${plain(title)} / ${plain(detail)}`,
      );
    case 'buttons':
      return [];
  }
}

/** Every button, those of list entries too. */
export const buttonsOf = (card: Pick<Card, 'blocks'>): Button[] =>
  card.blocks.flatMap((block) => {
    if (block.kind === 'buttons') return [...block.buttons];
    return block.kind === 'list' ? block.items.flatMap(({ button }) => button ?? []) : [];
  });

/** The command lines behind the buttons. */
export const commandsOf = (card: Pick<Card, 'blocks'>): string[] =>
  buttonsOf(card).map((button) => ('command' in button ? button.command : button.url));
