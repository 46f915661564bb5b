import { type Activity, CloudAdapter, TeamsInfo, type TurnContext } from 'botbuilder';
import { within } from '../shared/time-limit.ts';
import type { Message } from './adaptive-card.ts';
import { type Authentication, botFramework, nameOf, teamsChannel } from './authentication.ts';

/** A conversation as the connector names it; a channel's thread is `19:…;messageid=…`. */
export interface Target {
  readonly serviceUrl: string;
  readonly conversation: string;
}

/** Calls to Teams; each throws `ConnectorError` if Teams refuses. */
export interface Connector {
  /** Posts a message; returns its id. */
  send(to: Target, message: Message, replyTo?: string): Promise<string>;
  update(to: Target, id: string, message: Message): Promise<void>;
  /** Opens or finds a person's personal chat with the bot; returns its id. Throws `NoChat` if there is none. */
  open(serviceUrl: string, tenant: string, user: string): Promise<string>;
  /** The Entra object id of a member of a conversation. */
  objectIdOf(at: Target, user: string): Promise<string | undefined>;
}

/** Teams refused a call. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly status: number;
  readonly code: string;
  /** From `Retry-After`. */
  readonly seconds: number | undefined;
  constructor(status: number, code: string, seconds: number | undefined) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.seconds = seconds;
  }
}

/** There is no chat with this person: they do not have the app, or Teams does not know the id. */
export class NoChat extends Error {
  override readonly name = 'NoChat';
}
const noChat = [400, 403, 404];

/** Used when Teams asks to try again without saying when. */
const waitSeconds = 2;
const tryAgain = [412, 429, 502, 503, 504];

/**
 * The seconds to wait before trying again; undefined if trying again does not help. After 502 and 504 the message may
 * have been posted. Teams has no idempotency key, and posting twice is better than never (R-AUD-03).
 */
export const waitAfter = (error: unknown): number | undefined =>
  error instanceof ConnectorError && tryAgain.includes(error.status)
    ? (error.seconds ?? waitSeconds)
    : undefined;

/** `timeoutMs` limits each request; a call may first need a request for the bot's own token. */
export function createConnector(authentication: Authentication, timeoutMs: number): Connector {
  const adapter = new CloudAdapter(authentication);
  const { appId } = authentication;
  const bot = { id: `28:${appId}`, name: '' };

  async function inConversation<T>(
    { serviceUrl, conversation: id }: Target,
    act: (context: TurnContext) => Promise<T>,
  ) {
    const conversation = { id, isGroup: false, conversationType: '', name: '' };
    const reference = { channelId: teamsChannel, serviceUrl, bot, conversation };
    const results: T[] = [];
    const run = async (context: TurnContext) => void results.push(await act(context));
    await called(timeoutMs, adapter.continueConversationAsync(appId, reference, run));
    return results[0] as T;
  }

  return {
    send: (to, message, replyTo) =>
      inConversation(to, async (context) => {
        const answering = replyTo === undefined ? {} : { replyToId: replyTo };
        // The context's own method would make the message an answer to an id that it invents.
        const [sent] = await adapter.sendActivities(context, [addressed(to, { ...message, ...answering })]);
        return sent?.id ?? '';
      }),
    update: (to, id, message) =>
      inConversation(to, (context) =>
        adapter.updateActivity(context, addressed(to, { ...message, id })).then(),
      ),
    async open(serviceUrl, tenant, user) {
      const chat = { isGroup: false, bot, members: [{ id: user, name: '' }], tenantId: tenant };
      const parameters = { ...chat, channelData: { tenant: { id: tenant } } };
      let id = '';
      const run = async ({ activity }: TurnContext) => {
        id = activity.conversation.id;
      };
      const at = [appId, teamsChannel, serviceUrl, botFramework] as const;
      await called(timeoutMs, adapter.createConversationAsync(...at, parameters, run)).catch((error) => {
        const isNoChat = error instanceof ConnectorError && noChat.includes(error.status);
        throw isNoChat ? new NoChat(error.message) : error;
      });
      return id;
    },
    objectIdOf: (at, user) =>
      inConversation(at, (context) =>
        TeamsInfo.getMember(context, user).then(({ aadObjectId }) => aadObjectId || undefined),
      ),
  };
}

const addressed = ({ conversation: id }: Target, message: Message & { id?: string; replyToId?: string }) =>
  ({ ...message, conversation: { id } }) as Partial<Activity>;

/** The connector client's error. It contains the whole request with token and texts, so it is not passed on. */
interface RestError {
  readonly statusCode?: number;
  readonly code?: string;
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

async function called(timeoutMs: number, call: Promise<void>): Promise<void> {
  try {
    await within(2 * timeoutMs, call);
  } catch (error) {
    const { statusCode, code, response } = error as RestError;
    const after = Number(response?.headers?.get('retry-after') ?? Number.NaN);
    const seconds = Number.isNaN(after) ? undefined : Math.max(Math.ceil(after), 1);
    if (typeof statusCode === 'number') throw new ConnectorError(statusCode, code ?? '', seconds);
    if (nameOf(error) === 'RestError') throw new Error(`The connector did not answer: ${code ?? 'unknown'}`);
    throw error;
  }
}
