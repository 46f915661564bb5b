import type { Card } from './card.ts';
import type { CommandContext } from './command.ts';
import { type Form, type FormValues, formWithErrors } from './form.ts';
import { currentStateLine, fieldOf, type Problem, problemCard, problemRich, problemText } from './problem.ts';
import { type Reply, reply } from './request.ts';

/**
 * The private answer to a refusal, with the next step (R-CARD-07). If the person used an outdated card, the answer also
 * shows the current state (R-CARD-04).
 */
export async function refused(context: CommandContext, problem: Problem): Promise<Reply> {
  const { words, product, caller, request } = context;
  const line = currentStateLine(product.problems, problem);
  const shown = line === undefined ? undefined : await context.show(line);
  if (shown?.kind === 'card' && shown.as === 'card') return withRefusal(context, problem, shown.card);
  const viewerId = caller.actor?.organizationId ?? null;
  return reply.notice(problemCard(words, product.problems, problem, viewerId, request.line));
}

const withRefusal = ({ words, product }: CommandContext, problem: Problem, card: Card): Reply =>
  reply.card({
    ...card,
    blocks: [
      { kind: 'text', text: problemRich(words, product.problems, problem), tone: 'strong' },
      ...card.blocks,
    ],
  });

/**
 * The refusal of a submitted form: at its field if the form has it (R-CARD-10), with all values kept; otherwise as a
 * private answer.
 */
export async function refusedForm(
  context: CommandContext,
  form: Form,
  values: FormValues,
  problem: Problem,
): Promise<Reply> {
  const { words, product } = context;
  const field = fieldOf(product.problems, problem, form);
  if (field === undefined) return refused(context, problem);
  const errors = { [field]: problemText(words, product.problems, problem) };
  return { kind: 'errors', form: formWithErrors(form, values, errors), errors };
}
