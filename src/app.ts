import { randomBytes } from 'node:crypto';
import { isDatabaseBusy, isDatabaseLost } from '../db/driver/errors.ts';
import { ReaderChanged } from '../db/driver/run-read.ts';
import type { ChatActor } from './kernel/act.ts';
import type { Caller } from './kernel/caller.ts';
import type { Argument, Command, CommandContext, MemberContext, Product } from './kernel/command.ts';
import { lineIn } from './kernel/command.ts';
import { reasonBlock } from './kernel/event-card.ts';
import { faultCard } from './kernel/fault-card.ts';
import { normalizeValues } from './kernel/form.ts';
import { findCommand, parseRest, withoutAddress } from './kernel/line.ts';
import { faultOf, type Log } from './kernel/log.ts';
import { unknownCommand } from './kernel/nearest.ts';
import { normalizeLine } from './kernel/normal-form.ts';
import { problems } from './kernel/problems.ts';
import { RecentValues } from './kernel/recent-values.ts';
import type { Recognition } from './kernel/recognition.ts';
import { refused, refusedForm } from './kernel/refuse.ts';
import {
  type ConversationRef,
  inLanguage,
  type PostedRef,
  type Reply,
  type Request,
  reply,
} from './kernel/request.ts';
import type { KnownIdentity } from './kernel/store/people.ts';
import { localeFor } from './kernel/words.ts';
import { argumentForm, isFormArgument, verbHelp } from './overview/index.ts';
import { confirmPerson, personBehind } from './person.ts';
import {
  commands,
  eventSpecs,
  type MessageKey,
  notificationKinds,
  offers,
  problemSpecs,
  type Services,
  type Words,
  wordsOf,
} from './subjects.ts';

export type { ConversationRef, PostedRef, Reply, Request } from './kernel/request.ts';

/** The app as the chat adapters see it: one entry point for everything that a person does. */
export interface App {
  /**
   * Recognizes the person, finds the command, and runs it. Never throws: a refusal is answered with its private
   * sentence, and a fault is logged under a short reference and answered with one fixed sentence that contains it
   * (R-CARD-07).
   */
  handle(request: Request): Promise<Reply>;
  /** Stores a card that was posted as a direct answer, so that it changes when its subject does (R-AUD-04). */
  posted(ref: PostedRef): Promise<void>;
  /** The bot was added to a conversation: its waiting deliveries are sent (R-NOTE-08). */
  added(conversation: ConversationRef): Promise<void>;
}

/** The cards in conversations that were posted as direct answers. */
export interface Answers {
  remember(conversation: ConversationRef, card: Pick<PostedRef, 'ref' | 'subject'>): Promise<void>;
  /** Why a message is in the request's conversation, in words (R-NOTE-01); null for a direct answer. */
  reasonFor(words: Words, actor: ChatActor, ref: string): Promise<string | null>;
}

/** The parts of the application. */
export interface Parts {
  readonly service: Services;
  readonly answers: Answers;
  readonly sendsMail: boolean;
  readonly now: () => Date;
  readonly log: Log;
}

type Context = CommandContext<Services, MessageKey>;

export function createApp(parts: Parts): App {
  const product: Product = {
    commands,
    problems: problemSpecs,
    events: eventSpecs,
    offers,
    notificationKinds,
    sendsMail: parts.sendsMail,
  };
  const app = { ...parts, product, seen: new RecentValues<KnownIdentity>() };
  return {
    async handle(request) {
      const from = performance.now();
      const trace = traceOf(request);
      const ms = () => Math.round(performance.now() - from);
      try {
        const answer = await answerTo(app, normalizeRequest(request), trace);
        parts.log.info({ ...trace, outcome: answer.kind, ms: ms() }, 'request');
        return answer;
      } catch (error) {
        const reference = randomBytes(4).toString('hex');
        const facts = { outcome: 'fault', reference, fault: faultOf(error), ms: ms() };
        parts.log.error({ ...trace, ...facts }, 'request');
        const words = wordsOf(localeFor(request.locale));
        const fault = faultCard(words, { reference, database: databaseIn(error) });
        return inLanguage(reply.notice(fault), words.locale);
      }
    },
    posted: ({ conversation, ref, subject }) => parts.answers.remember(conversation, { ref, subject }),
    added: (conversation) => parts.service.conversations.resume(conversation),
  };
}

/** The request with everything typed, pasted or filled in normalized (R-CMD-06). */
const normalizeRequest = (request: Request): Request => ({
  ...request,
  line: withoutAddress(normalizeLine(request.line)),
  ...(request.values && { values: normalizeValues(request.values) }),
});

const databaseIn = (error: unknown) =>
  isDatabaseLost(error) ? 'lost' : isDatabaseBusy(error) ? 'busy' : 'well';

/** The log line of a request: who and what, never texts. */
interface Trace extends Record<string, unknown> {
  readonly platform: string;
  readonly tenant: string;
  member?: string;
  command?: string;
}

const traceOf = (request: Request): Trace => ({
  platform: request.who.platform,
  tenant: request.who.tenant,
  by: request.by,
});

/** The application's parts, with the members that it has recognized last. */
interface AppContext extends Parts {
  readonly product: Product;
  readonly seen: RecentValues<KnownIdentity>;
}

/** How often a request is tried if the person turns out to be another member than assumed. */
const maxTries = 3;

async function answerTo(app: AppContext, request: Request, trace: Trace): Promise<Reply> {
  for (let tries = 1; ; tries += 1) {
    const recognition = await personBehind(app, request, tries === 1);
    try {
      return await answerAs(app, request, recognition, trace);
    } catch (error) {
      if (!(error instanceof ReaderChanged) || tries === maxTries) throw error;
    }
  }
}

async function answerAs(
  app: AppContext,
  request: Request,
  recognition: Recognition | undefined,
  trace: Trace,
): Promise<Reply> {
  if (recognition) trace.member = recognition.assumed.memberId;
  const context = contextOf(app, request, recognition);
  const { line } = request;
  const found = findCommand(commands, line === '' ? 'home' : line);
  if (found) trace.command = found.command.verb;
  const answer = found
    ? await run(context, found.command, found.rest)
    : await refused(context, unknownCommand(commands, line));
  if (recognition) await confirmPerson(app, request, recognition);
  return inLanguage(found ? await keepReason(app, context, answer) : answer, context.words.locale);
}

/** A card that replaces another one keeps the other's reason for being there (R-NOTE-01). */
async function keepReason({ answers }: Parts, context: Context, answer: Reply): Promise<Reply> {
  const { request, caller, words } = context;
  const { replaces } = request;
  if (!caller.actor || replaces === undefined || answer.kind !== 'card' || answer.as !== 'card')
    return answer;
  const reason = await answers.reasonFor(words, caller.actor, replaces);
  if (reason === null) return answer;
  return reply.card({ ...answer.card, blocks: [...answer.card.blocks, ...reasonBlock(words, reason)] });
}

async function run(context: Context, command: Command, rest: string): Promise<Reply> {
  const parsed = parseRest(rest, command.flags);
  if (!parsed.ok) return refused(context, parsed.problem);
  const { actor, identity } = context.caller;
  if (command.for === 'members' && !actor) {
    const { workspace } = context.request.where;
    const organization = await context.service.organizations.ownerOf(identity.platform, workspace);
    return refused(context, problems.not_a_member({ platform: identity.platform, organization }));
  }
  if (command.takes && parsed.value.text === '') return askForArgument(context, command, command.takes, rest);
  const { by, values = {} } = context.request;
  // Checked above: a member's command has an actor.
  const given = { ...context, actor } as MemberContext<Services, MessageKey>;
  return by === 'form' && command.submit
    ? command.submit(given, parsed.value, values)
    : command.run(given, parsed.value);
}

/** Runs another line for the same person, without the form's values and the pressed card. */
function show(context: Context, line: string): Promise<Reply> {
  const found = findCommand(context.product.commands, line);
  if (!found) throw new Error(`no command shows ${line.split(' ')[0]}`);
  const { values: _, replaces: __, ...request } = context.request;
  return run(withShow({ ...context, request: { ...request, by: 'typing' } }), found.command, found.rest);
}

const withShow = (context: Omit<Context, 'show'>): Context => {
  const completed: Context = { ...context, show: (line) => show(completed, line) };
  return completed;
};

/** Asks for the missing argument in a form, then continues with the line (R-CARD-10). */
async function askForArgument(
  context: Context,
  command: Command,
  argument: Argument,
  rest: string,
): Promise<Reply> {
  const { words } = context;
  const help = verbHelp(words, command);
  const missing = problems.missing_argument({ argument, example: help.example });
  // The notifications of a channel must be set in the channel: a form that Teams shows in the personal chat would lose
  // which channel it was.
  if (!isFormArgument(words, argument)) return refused(context, missing);
  const { by, values } = context.request;
  const form = argumentForm(words, help, { command: `${command.verb} ${rest}`.trim(), argument });
  if (by !== 'form' || values === undefined) return reply.form(form);
  const typed = lineIn(values, argument);
  if (typed === '') return refusedForm(context, form, values, missing);
  const { values: _, ...request } = context.request;
  const completed = `${typed} ${rest}`.trim();
  const line = `${command.verb} ${completed}`;
  return run(withShow({ ...context, request: { ...request, by: 'typing', line } }), command, completed);
}

function contextOf(
  { service, now, product }: AppContext,
  request: Request,
  recognition: Recognition | undefined,
): Context {
  const words = wordsOf(localeFor(request.locale ?? recognition?.assumed.locale));
  return withShow({ service, words, request, caller: callerOf(request, recognition), now: now(), product });
}

function callerOf(request: Request, recognition: Recognition | undefined): Caller {
  const { who, where, deliveryId } = request;
  const { platform, user } = who;
  const { workspace, conversation } = where;
  const known = recognition?.assumed;
  const origin = { kind: 'chat', platform, workspace, conversation } as const;
  return {
    identity: { platform, tenant: known?.tenant ?? who.tenant, user },
    address: who.address ?? null,
    workspace,
    conversation,
    actor: known
      ? { memberId: known.memberId, organizationId: known.organizationId, origin, deliveryId, recognition }
      : null,
  };
}
