import { z } from 'zod';
import type { Caller } from '../invitations/service/redeem.ts';
import type { Topic } from '../overview/views/help.ts';
import type { Actor, Service } from '../service.ts';
import type { Card } from './card.ts';
import { type Form, type FormValues, formWithErrors } from './form.ts';
import type { Programme } from './organization.ts';
import type { Argument, Problem } from './problem.ts';
import { problemCard, problemRich, problemText } from './problem-card.ts';
import { type Reply, type Request, reply } from './request.ts';
import type { Ability } from './rights.ts';
import type { Words } from './words.ts';

/** What a command has at hand: who asked, in which words to answer, and the service that does things. */
export interface CommandContext {
  readonly service: Service;
  readonly words: Words;
  readonly request: Request;
  readonly caller: Caller;
  readonly now: Date;
  /** The registry, for help and for what is nearest to a typo. */
  readonly commands: readonly Command[];
  /** What the system can do here. */
  readonly abilities: { readonly sendsMail: boolean };
}

/** The same for a person whom exactly one organization knows. */
export interface MemberContext extends CommandContext {
  readonly actor: Actor;
}

/** The command line behind the verb: its flags, and all other words as one text. */
export interface CommandArgs<Flags = Readonly<Record<string, never>>> {
  readonly text: string;
  readonly flags: Flags;
}

type Answer = Promise<Reply>;

interface Facts<Flags> {
  /** One word or two, lower case: what is typed. */
  readonly verb: string;
  /** The heading under which help shows it. */
  readonly topic: Topic;
  /** Verbs of other tools and habits that mean the same; not shown in help. */
  readonly also?: readonly string[];
  /**
   * Whom help shows it to: holders of any of the abilities. The service decides what is allowed, at the moment of the
   * act (R-ROLE-07).
   */
  readonly shownTo: 'anyone' | 'member' | readonly Ability[];
  /** What its line has to name; without it the person is told so, with an example. */
  readonly takes?: Argument;
  /** The programmes in which it makes sense, where not in all of them. */
  readonly programmes?: readonly Programme[];
  /** Flags (`--after x`, `--dap`) and what each takes. */
  readonly flags?: z.ZodType<Flags>;
}

/** A command for everybody, also for people whom no organization knows. */
interface OpenCommand<Flags> extends Facts<Flags> {
  readonly for: 'anyone';
  run(context: CommandContext, line: CommandArgs<Flags>): Answer;
  submit?(context: CommandContext, line: CommandArgs<Flags>, values: FormValues): Answer;
}

/** A command for members. */
interface MemberCommand<Flags> extends Facts<Flags> {
  readonly for: 'members';
  run(context: MemberContext, line: CommandArgs<Flags>): Answer;
  /** What submitting its form does. */
  submit?(context: MemberContext, line: CommandArgs<Flags>, values: FormValues): Answer;
}

/** A feature: what is typed, its form, and what its buttons do. The types of its flags are its own affair. */
export type Command = OpenCommand<never> | MemberCommand<never>;

/** Defines a command; `flags` gives their types to `run` and `submit`. */
export const defineCommand = <Flags = Readonly<Record<string, never>>>(
  command: OpenCommand<Flags> | MemberCommand<Flags>,
): Command => command as unknown as Command;

/** The flag with which a list goes on. */
export const pageFlags = z.object({ after: z.string().optional() }).strict();
export type PageFlags = z.infer<typeof pageFlags>;

/** The private sentence of a refusal, with the next step (R-CARD-07). */
export const refused = (context: CommandContext, problem: Problem): Reply =>
  reply.notice(problemCard(context.words, problem, context.caller.actor?.organizationId ?? null));

/** The refusal together with what it is about, as that is now (R-CARD-04). */
export const refusedWith = (context: CommandContext, problem: Problem, card: Card): Reply =>
  reply.card({
    ...card,
    blocks: [{ kind: 'text', text: problemRich(context.words, problem), tone: 'strong' }, ...card.blocks],
  });

/**
 * The refusal of a submitted form: on the field that it concerns where there is one (R-CARD-10), with everything that
 * was filled in kept; else as a private sentence.
 */
export function refusedForm(
  context: CommandContext,
  form: Form,
  values: FormValues,
  problem: Problem,
  fieldOf: (problem: Problem) => string | undefined,
): Reply {
  const field = fieldOf(problem);
  if (field === undefined || !form.fields.some(({ name }) => name === field))
    return refused(context, problem);
  const errors = { [field]: problemText(context.words, problem) };
  return { kind: 'errors', form: formWithErrors(form, values, errors), errors };
}

/** A text field as filled in; '' when it was left empty. */
export const textIn = (values: FormValues, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
};

/** Whether a box was ticked. */
export const tickedIn = (values: FormValues, name: string): boolean => values[name] === true;
