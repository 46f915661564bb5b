import { randomBytes } from 'node:crypto';
import { isDatabaseLost } from '../db/driver/lost.ts';
import { reasonText } from './delivery/reason.ts';
import {
  type Command,
  type CommandContext,
  type MemberContext,
  refused,
  refusedForm,
  textIn,
} from './kernel/command.ts';
import { reasonBlock } from './kernel/event-card.ts';
import { faultCard } from './kernel/fault-card.ts';
import { findCommand, normalizeLine, parseRest } from './kernel/line.ts';
import { faultOf, type Log } from './kernel/log.ts';
import type { ChatIdentity } from './kernel/member.ts';
import { unknownCommand } from './kernel/nearest.ts';
import type { Argument } from './kernel/problem.ts';
import { type Place, type PostedRef, type Reply, type Request, reply } from './kernel/request.ts';
import type { KnownIdentity } from './kernel/store/people.ts';
import { localeFor, wordsOf } from './kernel/words.ts';
import { described } from './overview/commands/start.ts';
import { argumentForm } from './overview/views/help.ts';
import type { Actor, Service } from './service.ts';

export type { Place, PostedRef, Reply, Request } from './kernel/request.ts';

/** What the chat adapters see of the house: one door for everything that a person does. */
export interface App {
  /**
   * Who is it, which command, run it. Never throws: a refusal is the private sentence of its problem, and a fault is
   * logged under a short reference and answered with one fixed sentence that names it (R-CARD-07).
   */
  handle(request: Request): Promise<Reply>;
  /** Remembers a card that was posted as a direct answer, so that it changes when its subject does (R-AUD-04). */
  posted(ref: PostedRef): Promise<void>;
  /** The bot was added to a conversation: what waited for that goes out (R-NOTE-08). */
  added(place: Place): Promise<void>;
}

/** What the application is made of. */
export interface Parts {
  readonly service: Service;
  readonly commands: readonly Command[];
  readonly sendsMail: boolean;
  readonly now: () => Date;
  readonly log: Log;
}

export function createApp(parts: Parts): App {
  return {
    async handle(request) {
      const from = performance.now();
      const trace = traceOf(request);
      try {
        const answer = await answerTo(parts, request, trace);
        parts.log.info(
          { ...trace, outcome: answer.kind, ms: Math.round(performance.now() - from) },
          'request',
        );
        return answer;
      } catch (error) {
        const reference = randomBytes(4).toString('hex');
        parts.log.error(
          {
            ...trace,
            outcome: 'fault',
            reference,
            fault: faultOf(error),
            ms: Math.round(performance.now() - from),
          },
          'request',
        );
        const words = wordsOf(localeFor(request.locale));
        return reply.notice(faultCard(words, { reference, database: isDatabaseLost(error) }));
      }
    },
    async posted({ place, ref, subject }) {
      await parts.service.rememberPost(place, ref, subject);
    },
    added: (place) => parts.service.resume(place),
  };
}

/** One line of the log for each request: who and what, never texts. */
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

async function answerTo(parts: Parts, request: Request, trace: Trace): Promise<Reply> {
  const { service, commands } = parts;
  const line = normalizeLine(request.line);
  const { platform, tenant, user, enterprise } = request.who;
  const known = await service.recognize({ platform, tenant, user }, enterprise);
  const identity = { platform, tenant: known?.tenant ?? tenant, user };
  if (known) {
    trace.member = known.memberId;
    await service.remember(identity, known, chatProfileIn(request));
  }
  const context = contextOf(parts, request, identity, known);
  const found = findCommand(commands, line === '' ? 'home' : line);
  if (!found) return refused(context, unknownCommand(commands, line));
  trace.command = found.command.verb;
  return keepReason(context, await run(context, found.command, found.rest));
}

/** A card that is shown in the place of another says why it stands there, as that did (R-NOTE-01). */
async function keepReason(
  { service, words, request, caller }: CommandContext,
  answer: Reply,
): Promise<Reply> {
  const { replaces } = request;
  if (!caller.actor || replaces === undefined || answer.kind !== 'card' || answer.as !== 'card')
    return answer;
  const reason = await service.reasonFor(caller.actor, replaces);
  if (reason === null) return answer;
  return reply.card({
    ...answer.card,
    blocks: [...answer.card.blocks, ...reasonBlock(words, reasonText(words, reason))],
  });
}

async function run(context: CommandContext, command: Command, rest: string): Promise<Reply> {
  const parsed = parseRest(rest, command.flags);
  if (!parsed.ok) return refused(context, parsed.problem);
  if (command.takes && parsed.value.text === '' && isKnown(context, command)) {
    return complete(context, command, command.takes, rest);
  }
  const { values = {} } = context.request;
  const submits = context.request.by === 'form' && command.submit !== undefined;
  if (command.for === 'anyone') {
    return submits && command.submit
      ? command.submit(context, parsed.value, values)
      : command.run(context, parsed.value);
  }
  const { actor, identity } = context.caller;
  if (!actor) {
    const { workspace } = context.request.where;
    const organization = await context.service.ownerOf(identity.platform, workspace);
    return refused(context, { code: 'not_a_member', platform: identity.platform, organization });
  }
  const member: MemberContext = { ...context, actor };
  return submits && command.submit
    ? command.submit(member, parsed.value, values)
    : command.run(member, parsed.value);
}

const isKnown = ({ caller }: CommandContext, command: Command): boolean =>
  command.for === 'anyone' || caller.actor !== null;

/** Asks in a form for what the line leaves out, and goes on with the line when it is there (R-CARD-10). */
async function complete(
  context: CommandContext,
  command: Command,
  argument: Argument,
  rest: string,
): Promise<Reply> {
  const help = described(context, command);
  const missing = { code: 'missing_argument', argument, example: help.example } as const;
  // What a channel is to be told is said in the channel: a form that Teams shows in the personal chat would lose which.
  if (argument === 'kinds' || argument === 'on_or_off') return refused(context, missing);
  const { by, values } = context.request;
  const form = argumentForm(context.words, help, { command: `${command.verb} ${rest}`.trim(), argument });
  if (by !== 'form' || values === undefined) return reply.form(form);
  const typed = normalizeLine(textIn(values, argument));
  if (typed === '') return refusedForm(context, form, values, missing, () => argument);
  const { values: _, ...request } = context.request;
  return run({ ...context, request: { ...request, by: 'typing' } }, command, `${typed} ${rest}`.trim());
}

function contextOf(
  { service, commands, sendsMail, now }: Parts,
  request: Request,
  identity: ChatIdentity,
  known: KnownIdentity | undefined,
): CommandContext {
  const { where } = request;
  const actor: Actor | null = known
    ? {
        memberId: known.memberId,
        organizationId: known.organizationId,
        platform: identity.platform,
        workspace: where.workspace,
        conversation: where.conversation,
        deliveryId: request.deliveryId,
      }
    : null;
  return {
    service,
    words: wordsOf(localeFor(request.locale ?? known?.locale)),
    request,
    caller: {
      identity,
      address: request.who.address ?? null,
      workspace: where.workspace,
      conversation: where.conversation,
      actor,
    },
    now: now(),
    commands,
    abilities: { sendsMail },
  };
}

const chatProfileIn = ({ who, where, locale, timeZone }: Request) => ({
  address: who.address ?? null,
  locale: locale ?? null,
  timeZone: timeZone ?? null,
  direct:
    where.kind === 'personal' && where.platform === 'teams'
      ? {
          workspace: where.workspace,
          conversation: where.conversation,
          serviceUrl: where.serviceUrl ?? null,
        }
      : null,
});
