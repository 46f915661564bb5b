import { z } from 'zod';
import type { Button } from './card.ts';
import type { CommandArgs, CommandContext } from './command.ts';
import { type Reply, reply } from './request.ts';

/**
 * An act that cannot be undone asks first (R-CARD-05, R-DAP-03). For a button, the platform asks before it sends the
 * line with `--yes`; a line typed without `--yes` gets the same question as a card.
 */
export const confirmFlags = z.object({ yes: z.boolean().optional() }).strict();
export type ConfirmFlags = z.infer<typeof confirmFlags>;

/**
 * Asks the question of the matching button on the subject's card, then runs the act. If the card has no such button,
 * runs the act at once, so that the service says why not.
 * @param verb the verb to confirm, e.g. `roles remove`
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

/** The question of a card's button for this verb, as a card. */
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
