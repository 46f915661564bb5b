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

/** The headings of commands in the help, in order. */
export const topics = ['start', 'ask', 'look', 'answer', 'change', 'people', 'channel'] as const;
export type Topic = (typeof topics)[number];

/** An argument that a command may need. */
export type Argument =
  Extract<KernelKey, `argument.${string}`> extends `argument.${infer Name}` ? Name : never;

/** What a command can know about the whole product, although its subject knows only earlier subjects. */
export interface Product {
  /** Every command, in the order of the help. */
  readonly commands: readonly Command[];
  readonly problems: ProblemSpecs;
  readonly events: EventSpecs;
  readonly offers: readonly AnyOffer[];
  /** The kinds of notification that a channel can subscribe to. */
  readonly notificationKinds: readonly string[];
  /** Whether the system can send mail itself (R-INV-05). */
  readonly sendsMail: boolean;
}

/** The context of a command: the person, the words of their language, and the services. */
export interface CommandContext<Services = unknown, Key extends string = KernelKey> {
  readonly service: Services;
  readonly words: Words<Key>;
  readonly request: Request;
  readonly caller: Caller;
  readonly now: Date;
  readonly product: Product;
  /** Runs another command line for this person, e.g. to show the current state next to a refusal. */
  readonly show: (line: string) => Promise<Reply>;
}

/** The same for a member. */
export interface MemberContext<Services = unknown, Key extends string = KernelKey>
  extends CommandContext<Services, Key> {
  readonly actor: ChatActor;
}

/** The command line after the verb: its flags, and all other words as one text. */
export interface CommandArgs<Flags = Readonly<Record<string, never>>> {
  readonly text: string;
  readonly flags: Flags;
}

interface CommandFacts<Flags, Key extends string> {
  /** One or two words in lower case, as typed. */
  readonly verb: string;
  readonly topic: Topic;
  /** Other words that people may type for it; not shown in help. */
  readonly aliases?: readonly string[];
  /**
   * Help shows it to members with any of these abilities. The service decides whether the act is allowed (R-ROLE-07).
   */
  readonly shownTo: 'anyone' | 'member' | readonly Ability[];
  /** The required argument; if it is missing, a form asks for it, or the person is told with an example. */
  readonly takes?: Argument;
  /** The programmes to which it applies; absent for all. */
  readonly programmes?: readonly Programme[];
  /** Flags (`--after x`, `--dap`) and their values. */
  readonly flags?: z.ZodType<Flags>;
  /** The buttons for this command. */
  // biome-ignore lint/suspicious/noExplicitAny: each card has a situation of its own
  readonly offers?: readonly Offer<any, Key>[];
}

type Answer = Reply | Promise<Reply>;

/** A command for everybody, including strangers. */
interface OpenCommand<Flags, Services, Key extends string> extends CommandFacts<Flags, Key> {
  readonly for: 'anyone';
  readonly run: (context: CommandContext<Services, Key>, args: CommandArgs<Flags>) => Answer;
  /** Runs when its form is submitted. */
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

/** A feature: its command, form and buttons, with any services, words and flags. */
// biome-ignore lint/suspicious/noExplicitAny: the composition gives every command all services and words
export type Command = OpenCommand<any, any, any> | MemberCommand<any, any, any>;

/** Helpers to define a subject's commands with its own services and words and those of earlier subjects. */
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

/** The key of a verb in the catalogue, with `_` for a space (`verb.agreement_ask`). */
export const verbKey = ({ verb }: Pick<Command, 'verb'>): string => verb.replaceAll(' ', '_');

/** The flag for the next page of a list. */
export const pageFlags = z.object({ after: z.string().optional() }).strict();
export type PageFlags = z.infer<typeof pageFlags>;

/** The value of a text field; '' if it is empty. */
export const textIn = (values: FormValues, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
};

/** The normalized value of a one-line field (R-CMD-06); '' if it is empty. */
export const lineIn = (values: FormValues, name: string): string => normalizeLine(textIn(values, name));

/** Whether a box was ticked. */
export const tickedIn = (values: FormValues, name: string): boolean => values[name] === true;
