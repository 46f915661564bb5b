import { agreements } from './agreements/index.ts';
import { conversations } from './conversations/index.ts';
import { en as delivery } from './delivery/words.en.ts';
import { invitations } from './invitations/index.ts';
import type { ServiceContext } from './kernel/act.ts';
import type { Command } from './kernel/command.ts';
import { type AnyEventSpec, notificationKindsOf, specsOfEvents } from './kernel/event.ts';
import type { AnyOffer } from './kernel/offer.ts';
import { type AnyProblemSpec, specsOf } from './kernel/problem.ts';
import { problems as kernelProblems } from './kernel/problems.ts';
import { type EventKindOf, hooksOf, type ProblemCodeOf, type ServicesOf } from './kernel/subject.ts';
import { en as kernel } from './kernel/words.en.ts';
import { type Catalogue, createWords, type Words as WordsWith } from './kernel/words.ts';
import { members } from './members/index.ts';
import { notifications } from './notifications/index.ts';
import { organizations } from './organizations/index.ts';
import { overview } from './overview/index.ts';
import { partnerships } from './partnerships/index.ts';
import { relationships } from './relationships/index.ts';
import { support } from './support/index.ts';
import { en as web } from './web/words.en.ts';

/**
 * The subjects of the product, each after the subjects that it may use. Every closed list is computed from this one:
 * refusals, events, words, commands, buttons, services.
 */
export const subjects = [
  organizations,
  members,
  conversations,
  agreements,
  relationships,
  partnerships,
  invitations,
  support,
  notifications,
] as const;

type Subjects = typeof subjects;

/** Merges the definitions of all subjects. A duplicate name is an error. */
function merged<Value>(
  what: string,
  parts: readonly Readonly<Record<string, Value>>[],
): Readonly<Record<string, Value>> {
  const all = new Map<string, Value>();
  for (const [name, value] of parts.flatMap(Object.entries<Value>)) {
    if (all.has(name)) throw new Error(`two subjects define the ${what} ${name}`);
    all.set(name, value);
  }
  return Object.fromEntries(all);
}

export type ProblemCode = ProblemCodeOf<Subjects> | (keyof typeof kernelProblems & string);
export type EventKind = EventKindOf<Subjects>;

/** Every refusal by its code. */
export const problemSpecs = merged<AnyProblemSpec>(
  'problem',
  [kernelProblems, ...subjects.map(({ problems }) => problems)].map((makers) => specsOf([makers])),
);

/** Every event by its kind. */
export const eventSpecs = merged<AnyEventSpec>(
  'event',
  subjects.map(({ events }) => specsOfEvents(events)),
);

/** The kinds of notification that a channel can subscribe to (R-NOTE-02). */
export const notificationKinds = notificationKindsOf(eventSpecs);

/** Every command, in the order in which help shows them (R-CMD-01). */
export const commands: readonly Command[] = [
  ...overview.commands,
  ...subjects.flatMap((one) => one.commands),
];

const offersOf = (from: readonly Command[]) => from.flatMap((command) => command.offers ?? []);
const isStop = ({ intent }: AnyOffer): boolean => intent === 'stop';

/**
 * Every button that a command puts on a card, in order: first the giving ones, then the removing ones, last those that
 * lead to another card.
 */
export const offers: readonly AnyOffer[] = [
  ...offersOf(subjects.flatMap((one) => one.commands)).toSorted(
    (a, b) => Number(isStop(a)) - Number(isStop(b)),
  ),
  ...offersOf(overview.commands),
];

const english = [kernel, delivery, web, overview.words.en, ...subjects.map(({ words }) => words.en)];

type English = typeof kernel & typeof delivery & typeof web & typeof overview.words.en & WordsOfSubjects;
type WordsOfSubjects = UnionToIntersection<Subjects[number]['words']['en']>;
type UnionToIntersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** The keys of all messages. */
export type MessageKey = keyof English & string;
export type Words = WordsWith<MessageKey>;

export const catalogues = { en: merged('message', english) as Catalogue<MessageKey> } as const;

/** The words of a language. */
export const wordsOf = createWords(catalogues);

/** The acts, by subject: `service.invitations.accept(actor, …)`. */
export type Services = ServicesOf<Subjects> & { readonly overview: ReturnType<typeof overview.service> };

/** What the services need from outside. */
export type ServiceEnvironment = Omit<ServiceContext, 'hooks' | 'notificationKinds'>;

/**
 * Creates all services; each act is one transaction.
 * @param environment what the services need from outside
 */
export function createServices(environment: ServiceEnvironment): Services {
  const context = { ...environment, hooks: hooksOf(subjects), notificationKinds };
  const services = subjects.map((subject) => [subject.name, subject.service(context)] as const);
  return {
    ...Object.fromEntries(services),
    overview: overview.service(context, subjects),
  } as unknown as Services;
}
