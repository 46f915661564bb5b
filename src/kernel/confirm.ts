import { z } from 'zod';
import type { Button } from './card.ts';
import { type Reply, reply } from './request.ts';

/**
 * What cannot be undone asks first (R-CARD-05, R-DAP-03), typed as well as clicked: a button's question is asked by its
 * platform before the line with `--yes` is ever sent, and a line typed without `--yes` gets the same question as a card.
 */
export const confirmFlags = z.object({ yes: z.boolean().optional() }).strict();

/**
 * The question that a card's own button asks before this line, as a card; undefined when the card offers no such
 * button, and then the service says why not.
 */
export function confirmFirst(shown: Reply, line: string): Reply | undefined {
  if (shown.kind !== 'card') return undefined;
  const button = shown.card.blocks
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    .find((one): one is Extract<Button, { command: string }> => 'command' in one && one.command === line);
  if (!button?.confirm) return undefined;
  const { title, text, yes, no } = button.confirm;
  const { confirm: _, ...rest } = button;
  return reply.card({
    title,
    summary: title,
    blocks: [
      { kind: 'text', text },
      {
        kind: 'buttons',
        buttons: [
          { ...rest, label: yes },
          { label: no, command: 'home' },
        ],
      },
    ],
  });
}
