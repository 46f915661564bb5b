import type { CommandArgs, CommandContext } from './command.ts';
import type { Form, FormValues } from './form.ts';
import type { Problem } from './problem.ts';
import { refused, refusedForm } from './refuse.ts';
import { type Reply, reply } from './request.ts';
import type { Result } from './result.ts';

/** A form, from opening it to submitting it. */
export interface FormSpec<Context extends CommandContext, Args extends CommandArgs<unknown>, Prepared, Done> {
  /** Loads the form's data; refuses if the person could not submit it. */
  readonly prepare: (context: Context, args: Args) => Promise<Result<Prepared, Problem>>;
  /**
   * Draws the form, or an answer instead if there is nothing to fill in. `values` are those of a refused submission.
   */
  readonly draw: (context: Context, prepared: Prepared, args: Args, values?: FormValues) => Form | Reply;
  readonly submit: (context: Context, args: Args, values: FormValues) => Promise<Result<Done, Problem>>;
  readonly done: (context: Context, done: Done, args: Args) => Reply | Promise<Reply>;
  /**
   * Draws the form after a refusal without preparing again, for forms whose `prepare` has effects; undefined: a private
   * answer.
   */
  readonly redraw?: (context: Context, args: Args, values: FormValues) => Promise<Form | undefined>;
}

const isForm = (drawn: Form | Reply): drawn is Form => !('kind' in drawn);

/**
 * Makes a command's functions from a form: `run` opens it, `submit` runs the act. A refusal is shown at its field, and
 * all values are kept (R-CARD-10); closing the form has no effect (R-CARD-14).
 */
export function defineForm<Context extends CommandContext, Args extends CommandArgs<unknown>, Prepared, Done>(
  spec: FormSpec<Context, Args, Prepared, Done>,
) {
  const redraw = async (context: Context, args: Args, values: FormValues): Promise<Form | undefined> => {
    if (spec.redraw) return spec.redraw(context, args, values);
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
