import type { CommandArgs, CommandContext } from './command.ts';
import type { Form, FormValues } from './form.ts';
import type { Problem } from './problem.ts';
import { refused, refusedForm } from './refuse.ts';
import { type Reply, reply } from './request.ts';
import type { Result } from './result.ts';

/** A form from the line that opens it to what its submission does. */
export interface FormSpec<Context extends CommandContext, Args extends CommandArgs<unknown>, Prepared, Done> {
  /** What the form has to know; refused at once for somebody who could not submit it. */
  readonly prepare: (context: Context, args: Args) => Promise<Result<Prepared, Problem>>;
  /** Draws it; an answer in its place where there is nothing to fill in. `values` are what a refused submission held. */
  readonly draw: (context: Context, prepared: Prepared, args: Args, values?: FormValues) => Form | Reply;
  readonly submit: (context: Context, args: Args, values: FormValues) => Promise<Result<Done, Problem>>;
  readonly done: (context: Context, done: Done, args: Args) => Reply | Promise<Reply>;
  /** Draws it again after a refusal, where preparing anew would do something; undefined: a private answer. */
  readonly again?: (context: Context, args: Args, values: FormValues) => Promise<Form | undefined>;
}

const isForm = (drawn: Form | Reply): drawn is Form => !('kind' in drawn);

/**
 * What a command with a form does: `run` opens it, `submit` does the act. A refusal stands on the field that it concerns,
 * with everything kept that was filled in (R-CARD-10); closing the form has no effect (R-CARD-14).
 */
export function defineForm<Context extends CommandContext, Args extends CommandArgs<unknown>, Prepared, Done>(
  spec: FormSpec<Context, Args, Prepared, Done>,
) {
  const redraw = async (context: Context, args: Args, values: FormValues): Promise<Form | undefined> => {
    if (spec.again) return spec.again(context, args, values);
    const prepared = await spec.prepare(context, args);
    if (!prepared.ok) return undefined;
    const drawn = spec.draw(context, prepared.value, args, values);
    return isForm(drawn) ? drawn : undefined;
  };
  return {
    async run(context: Context, args: Args): Promise<Reply> {
      const prepared = await spec.prepare(context, args);
      if (!prepared.ok) return refused(context, prepared.problem);
      const drawn = spec.draw(context, prepared.value, args);
      return isForm(drawn) ? reply.form(drawn) : drawn;
    },
    async submit(context: Context, args: Args, values: FormValues): Promise<Reply> {
      const submitted = await spec.submit(context, args, values);
      if (submitted.ok) return spec.done(context, submitted.value, args);
      const form = await redraw(context, args, values);
      return form
        ? refusedForm(context, form, values, submitted.problem)
        : refused(context, submitted.problem);
    },
  };
}
