import type { Transaction } from '../../db/driver/client.ts';
import type { Hooks, QueryContext, ServiceContext } from './act.ts';
import type { Block, Button, Card, ListItem } from './card.ts';
import type { Command } from './command.ts';
import type { AnyEventSpec, Event } from './event.ts';
import type { ScheduledJob } from './job.ts';
import type { Member } from './member.ts';
import type { Organization, OrganizationSummary } from './organization.ts';
import type { AnyProblemSpec } from './problem.ts';
import type { Catalogue } from './words.ts';

/** How an organization looks at another: who looks, at whom, and whether they have dealt with each other (R-REL-06). */
export interface OrganizationSituation {
  readonly member: Member;
  readonly organization: Organization;
  readonly other: OrganizationSummary;
  /** Whether the two have dealt with each other, or it is the own organization. */
  readonly known: boolean;
  readonly own: boolean;
}

/** What a subject knows between two organizations, and what the card of the other one shows of it. */
export interface OrganizationPart<Part, Situation, W> {
  readonly load: (context: QueryContext, other: OrganizationSummary) => Promise<Part>;
  /** Drawn for organizations that know each other; `situation` has the parts of earlier subjects too, by their names. */
  readonly draw: (words: W, situation: Situation, now: Date) => readonly Block[];
}

/** Whose eyes a live card is for, and what they may press. */
export interface CardViewer {
  readonly organizationId: string;
  readonly buttons: readonly Button[];
  /** Why a channel got the card, in words (R-NOTE-01). */
  readonly reason?: string;
  readonly personal?: NonNullable<Card['personal']>;
}

/** A card that stands in conversations for something, and changes with it (R-AUD-04). */
export interface LiveCard {
  /** What it stands for: the kind of subject that events name. */
  readonly kind: string;
  /**
   * Reads what it says; undefined where it is not, or no longer, one of the organization's (R-AUD-02). `situation` is what
   * offers on cards of this kind look at; `line` shows the same card to one viewer.
   */
  readonly load: (
    tx: Transaction,
    organizationId: string,
    id: string,
    now: Date,
  ) => Promise<
    | {
        readonly situation: unknown;
        readonly line: string;
        // biome-ignore lint/suspicious/noExplicitAny: each subject has words of its own
        readonly draw: (words: any, viewer: CardViewer) => Card;
      }
    | undefined
  >;
}

/** What a subject adds to a member's home: what waits for an answer, and what the organization asked for. */
export interface HomeSection {
  readonly items: readonly ListItem[];
  /** How many there are in all. */
  readonly total: number;
  /** Leads to all of them, where there are more than the home has room for. */
  readonly more?: Button;
}

export interface HomePart<Part, W> {
  readonly load: (context: QueryContext, now: Date) => Promise<Part>;
  readonly waiting?: (words: W, part: Part, now: Date) => HomeSection;
  readonly asked?: (words: W, part: Part, now: Date) => HomeSection;
}

/**
 * A subject as one value: all that the product is composed of. What is closed in the product (refusals, events, words,
 * commands, services) is computed from these.
 */
export interface Subject<
  Name extends string,
  Problems extends Readonly<Record<string, { readonly spec: AnyProblemSpec }>>,
  Events extends Readonly<Record<string, Event & { readonly spec: AnyEventSpec }>>,
  Service,
  En extends Catalogue,
> {
  readonly name: Name;
  readonly problems: Problems;
  readonly events: Events;
  readonly words: { readonly en: En };
  readonly service: (context: ServiceContext) => Service;
  readonly commands: readonly Command[];
  /** What it does within acts of earlier subjects. */
  readonly hooks?: Partial<Hooks>;
  /** Work by the clock. */
  readonly jobs?: readonly ScheduledJob[];
  readonly cards?: readonly LiveCard[];
  // biome-ignore lint/suspicious/noExplicitAny: each subject has a part of its own
  readonly organizationPart?: OrganizationPart<any, any, any>;
  // biome-ignore lint/suspicious/noExplicitAny: each subject has a part of its own
  readonly home?: HomePart<any, any>;
}

/** Every refusal has its sentence, every event its sentence and its title: a missing one does not compile. */
type SentencesFor<Problems, Events> = {
  readonly [Key in
    | `problem.${keyof Problems & string}`
    | `event.${keyof Events & string}`
    | `event.title.${keyof Events & string}`]: string;
};

export const defineSubject = <
  const Name extends string,
  const Problems extends Readonly<Record<string, { readonly spec: AnyProblemSpec }>>,
  const Events extends Readonly<Record<string, Event & { readonly spec: AnyEventSpec }>>,
  Service,
  const En extends Catalogue & SentencesFor<Problems, Events>,
>(
  subject: Subject<Name, Problems, Events, Service, En>,
): Subject<Name, Problems, Events, Service, En> => subject;

// biome-ignore lint/suspicious/noExplicitAny: any subject at all
export type AnySubject = Subject<string, any, any, any, any>;

/** The services of several subjects, by their names. */
export type ServicesOf<Subjects extends readonly AnySubject[]> = {
  readonly [S in Subjects[number] as S['name']]: ReturnType<S['service']>;
};

/** What all subjects do within the acts of others, in their order. */
export const hooksOf = (subjects: readonly Pick<AnySubject, 'hooks'>[]): Hooks => ({
  async relationshipEnding(acting, between) {
    const finishing: (() => Promise<void>)[] = [];
    for (const { hooks } of subjects) {
      if (hooks?.relationshipEnding) finishing.push(await hooks.relationshipEnding(acting, between));
    }
    return async () => {
      for (const finish of finishing) await finish();
    };
  },
});

/** The codes of every refusal, and the kinds of every event. */
export type ProblemCodeOf<Subjects extends readonly AnySubject[]> = Subjects[number] extends infer S
  ? S extends AnySubject
    ? keyof S['problems'] & string
    : never
  : never;
export type EventKindOf<Subjects extends readonly AnySubject[]> = Subjects[number] extends infer S
  ? S extends AnySubject
    ? keyof S['events'] & string
    : never
  : never;
