import { z } from 'zod';
import type { ChatActor } from './act.ts';
import type { Caller } from './caller.ts';
import type { EventSpecs } from './event.ts';
import type { FormValues } from './form.ts';
import { normalizeLine } from './normal-form.ts';
import type { AnyOffer, Offer } from './offer.ts';
import type { Programme } from './organization.ts';
import type { ProblemSpecs } from './problem.ts';
import type { Reply, Request } from './request.ts';
import type { Ability } from './rights.ts';
import type { KernelKey } from './words.en.ts';
import type { Words } from './words.ts';

/** The headings under which help shows commands, in their order. */
export const topics = ['start', 'ask', 'look', 'answer', 'change', 'people', 'channel'] as const;
export type Topic = (typeof topics)[number];

/** What a command may have to be told on its line. */
export type Argument =
  Extract<KernelKey, `argument.${string}`> extends `argument.${infer Name}` ? Name : never;

/** What a command can know of the whole product, though its subject knows earlier ones only. */
export interface Product {
  /** Every command, in the order in which help shows them. */
  readonly commands: readonly Command[];
  readonly problems: ProblemSpecs;
  readonly events: EventSpecs;
  readonly offers: readonly AnyOffer[];
  /** The kinds of notification that a channel can subscribe to. */
  readonly notificationKinds: readonly string[];
  /** Whether the system can send mail itself (R-INV-05). */
  readonly sendsMail: boolean;
}

/** What a command has at hand: who asked, in which words to answer, and the services that do things. */
export interface CommandContext<Services = unknown, Key extends string = KernelKey> {
  readonly service: Services;
  readonly words: Words<Key>;
  readonly request: Request;
  readonly caller: Caller;
  readonly now: Date;
  readonly product: Product;
  /** What another command line shows to this person, e.g. the thing beside a refusal as it is now. */
  readonly show: (line: string) => Promise<Reply>;
}

/** The same for a person whom exactly one organization knows. */
export interface MemberContext<Services = unknown, Key extends string = KernelKey>
  extends CommandContext<Services, Key> {
  readonly actor: ChatActor;
}

/** The command line behind the verb: its flags, and all other words as one text. */
export interface CommandArgs<Flags = Readonly<Record<string, never>>> {
  readonly text: string;
  readonly flags: Flags;
}

interface CommandFacts<Flags, Key extends string> {
  /** One word or two, lower case: what is typed. */
  readonly verb: string;
  readonly topic: Topic;
  /** Verbs of other tools and habits that mean the same; not shown in help. */
  readonly also?: readonly string[];
  /**
   * Whom help shows it to: holders of any of the abilities. The service decides what is allowed, at the moment of the
   * act (R-ROLE-07).
   */
  readonly shownTo: 'anyone' | 'member' | readonly Ability[];
  /** What its line has to name; without it a form asks, or the person is told so with an example. */
  readonly takes?: Argument;
  /** The programmes in which it makes sense, where not in all of them. */
  readonly programmes?: readonly Programme[];
  /** Flags (`--after x`, `--dap`) and what each takes. */
  readonly flags?: z.ZodType<Flags>;
  /** The buttons that press it. */
  // biome-ignore lint/suspicious/noExplicitAny: each card has a situation of its own
  readonly offers?: readonly Offer<any, Key>[];
}

type Answer = Reply | Promise<Reply>;

/** A command for everybody, also for people whom no organization knows. */
interface OpenCommand<Flags, Services, Key extends string> extends CommandFacts<Flags, Key> {
  readonly for: 'anyone';
  readonly run: (context: CommandContext<Services, Key>, args: CommandArgs<Flags>) => Answer;
  /** What submitting its form does. */
  readonly submit?: (
    context: CommandContext<Services, Key>,
    args: CommandArgs<Flags>,
    values: FormValues,
  ) => Answer;
}

/** A command for members. */
interface MemberCommand<Flags, Services, Key extends string> extends CommandFacts<Flags, Key> {
  readonly for: 'members';
  readonly run: (context: MemberContext<Services, Key>, args: CommandArgs<Flags>) => Answer;
  readonly submit?: (
    context: MemberContext<Services, Key>,
    args: CommandArgs<Flags>,
    values: FormValues,
  ) => Answer;
}

/** A feature: what is typed, its form, and its buttons. Its services, words and flags are its own affair. */
// biome-ignore lint/suspicious/noExplicitAny: the composition gives every command all services and words
export type Command = OpenCommand<any, any, any> | MemberCommand<any, any, any>;

/** How a subject defines its commands: with its own services and words, and those of earlier subjects. */
export const commandsWith = <Services, Key extends string>() => ({
  /** A command for members. */
  member: <Flags = Readonly<Record<string, never>>>(
    command: Omit<MemberCommand<Flags, Services, Key>, 'for'>,
  ): Command => ({ ...command, for: 'members' }),
  /** A command for everybody. */
  open: <Flags = Readonly<Record<string, never>>>(
    command: Omit<OpenCommand<Flags, Services, Key>, 'for'>,
  ): Command => ({ ...command, for: 'anyone' }),
});

/** The key of a verb in the catalogue: a space is `_` there (`verb.agreement_ask`). */
export const verbKey = ({ verb }: Pick<Command, 'verb'>): string => verb.replaceAll(' ', '_');

/** The flag with which a list goes on. */
export const pageFlags = z.object({ after: z.string().optional() }).strict();
export type PageFlags = z.infer<typeof pageFlags>;

/** A text field as filled in; '' when it was left empty. */
export const textIn = (values: FormValues, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
};

/** A field of one line as filled in, in the normal form of lines (R-CMD-06); '' when it was left empty. */
export const lineIn = (values: FormValues, name: string): string => normalizeLine(textIn(values, name));

/** Whether a box was ticked. */
export const tickedIn = (values: FormValues, name: string): boolean => values[name] === true;
