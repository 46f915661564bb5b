import type { Card } from './card.ts';
import type { CommandContext } from './command.ts';
import { type Form, type FormValues, formWithErrors } from './form.ts';
import { fieldOf, freshLine, type Problem, problemCard, problemRich, problemText } from './problem.ts';
import { type Reply, reply } from './request.ts';

/**
 * The private sentence of a refusal, with the next step (R-CARD-07). Where the person looked at something old, the
 * sentence comes with the thing as it is now (R-CARD-04).
 */
export async function refused(context: CommandContext, problem: Problem): Promise<Reply> {
  const { words, product, caller, request } = context;
  const line = freshLine(product.problems, problem);
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
 * The refusal of a submitted form: on the field that it concerns where the form has it (R-CARD-10), with everything that
 * was filled in kept; else as a private answer.
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
