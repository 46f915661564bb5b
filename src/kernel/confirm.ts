import { z } from 'zod';
import type { Button } from './card.ts';
import type { CommandArgs, CommandContext } from './command.ts';
import { type Reply, reply } from './request.ts';

/**
 * What cannot be undone asks first (R-CARD-05, R-DAP-03), typed as well as clicked: a button's question is asked by its
 * platform before the line with `--yes` is ever sent, and a line typed without `--yes` gets the same question as a card.
 */
export const confirmFlags = z.object({ yes: z.boolean().optional() }).strict();
export type ConfirmFlags = z.infer<typeof confirmFlags>;

/**
 * Asks the question of the button that stands on the card of the thing, then does it. What the card does not offer is
 * tried at once, and the service says why not.
 * @param verb what is confirmed, e.g. `roles remove`
 */
export async function confirmed(
  context: CommandContext,
  verb: string,
  { text, flags }: CommandArgs<ConfirmFlags>,
  act: () => Reply | Promise<Reply>,
): Promise<Reply> {
  if (flags.yes) return act();
  const question = confirmationIn(await context.show(`show ${text}`), verb);
  return question ?? act();
}

/** The question of a card's button for this verb, as a card of its own. */
export function confirmationIn(shown: Reply, verb: string): Reply | undefined {
  if (shown.kind !== 'card') return undefined;
  const button = shown.card.blocks
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    .find(
      (one): one is Extract<Button, { command: string }> =>
        'command' in one && one.command.startsWith(`${verb} `) && one.command.endsWith(' --yes'),
    );
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
