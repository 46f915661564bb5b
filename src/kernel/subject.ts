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

/**
 * The viewer, the viewer's organization and another one, and whether the two have dealt with each other (R-REL-06).
 */
export interface OrganizationSituation {
  readonly member: Member;
  readonly organization: Organization;
  readonly other: OrganizationSummary;
  /** Whether the two have dealt with each other, or it is the own organization. */
  readonly known: boolean;
  readonly own: boolean;
}

/** A subject's part of an organization's card: its data about the two organizations, and how to draw it. */
export interface OrganizationPart<Part, Situation, W> {
  readonly load: (context: QueryContext, other: OrganizationSummary) => Promise<Part>;
  /** Called if the organizations know each other; `situation` also has the parts of earlier subjects, by name. */
  readonly draw: (words: W, situation: Situation, now: Date) => readonly Block[];
}

/** Who sees a live card, and the buttons for them. */
export interface CardViewer {
  readonly organizationId: string;
  readonly buttons: readonly Button[];
  /** Why a channel got the card, in words (R-NOTE-01). */
  readonly reason?: string;
  readonly personal?: NonNullable<Card['personal']>;
}

/** A card in conversations that changes with its subject (R-AUD-04). */
export interface LiveCard {
  /** The kind of subject, as events name it. */
  readonly kind: string;
  /**
   * Reads its data; undefined if it is not, or no longer, visible to the organization (R-AUD-02). `situation` is the
   * data for offers on cards of this kind; `line` shows the same card to one viewer.
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

/** A subject's rows in a section of the home: things to answer, or the organization's own requests. */
export interface HomeSection {
  readonly items: readonly ListItem[];
  /** The total number. */
  readonly total: number;
  /** Opens the full list, if the home does not have room for all. */
  readonly more?: Button;
}

export interface HomePart<Part, W> {
  readonly load: (context: QueryContext, now: Date) => Promise<Part>;
  readonly waiting?: (words: W, part: Part, now: Date) => HomeSection;
  readonly asked?: (words: W, part: Part, now: Date) => HomeSection;
}

/**
 * A subject as one value, of which the product is composed. All closed lists of the product (refusals, events, words,
 * commands, services) are computed from the subjects.
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
  /** Scheduled work. */
  readonly jobs?: readonly ScheduledJob[];
  readonly cards?: readonly LiveCard[];
  // biome-ignore lint/suspicious/noExplicitAny: each subject has a part of its own
  readonly organizationPart?: OrganizationPart<any, any, any>;
  // biome-ignore lint/suspicious/noExplicitAny: each subject has a part of its own
  readonly home?: HomePart<any, any>;
}

/** Every refusal needs a sentence, every event a sentence and a title: a missing one does not compile. */
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

/** The services of several subjects, by name. */
export type ServicesOf<Subjects extends readonly AnySubject[]> = {
  readonly [S in Subjects[number] as S['name']]: ReturnType<S['service']>;
};

/** The hooks of all subjects, run in order. */
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

/** The codes of all refusals, and the kinds of all events. */
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
