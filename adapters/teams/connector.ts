import { type Activity, CloudAdapter, TeamsInfo, type TurnContext } from 'botbuilder';
import type { Message } from './adaptive-card.ts';
import { type Authentication, BOT_FRAMEWORK, nameOf, TEAMS } from './authentication.ts';

/** A conversation as the connector knows it; a channel's thread is `19:…;messageid=…`. */
export interface Target {
  readonly serviceUrl: string;
  readonly conversation: string;
}

/** The way to Teams; each throws `Refused` where Teams says no. */
export interface Connector {
  /** Posts a message and gives its id. */
  send(to: Target, message: Message, replyTo?: string): Promise<string>;
  update(to: Target, id: string, message: Message): Promise<void>;
  /** Opens somebody's personal chat with the bot, or finds it, and gives its id; throws `NoChat` where there is none. */
  open(serviceUrl: string, tenant: string, user: string): Promise<string>;
  /** The Entra object id of a member of a conversation. */
  objectIdOf(at: Target, user: string): Promise<string | undefined>;
}

export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  readonly code: string;
  /** What `Retry-After` says. */
  readonly seconds: number | undefined;
  constructor(status: number, code: string, seconds: number | undefined) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.seconds = seconds;
  }
}

/** There is no chat with this person: they do not have the app, or are not known under this id. */
export class NoChat extends Error {
  override name = 'NoChat';
}
const NO_CHAT = [400, 403, 404];

/** For what Teams asks to try again without saying when. */
const SOON_SECONDS = 2;
const TRY_AGAIN = [412, 429, 502, 503, 504];

/**
 * How long to wait before trying again; undefined where that is of no use. After 502 and 504 the message may have
 * been posted all the same: Teams has no key by which to tell, and twice is better than never (R-AUD-03).
 */
export const waitAfter = ({ status, seconds }: Refused): number | undefined =>
  TRY_AGAIN.includes(status) ? (seconds ?? SOON_SECONDS) : undefined;

export function createConnector(authentication: Authentication): Connector {
  const adapter = new CloudAdapter(authentication);
  const { appId } = authentication;
  const bot = { id: `28:${appId}`, name: '' };

  async function within<T>(
    { serviceUrl, conversation: id }: Target,
    act: (context: TurnContext) => Promise<T>,
  ) {
    const conversation = { id, isGroup: false, conversationType: '', name: '' };
    const reference = { channelId: TEAMS, serviceUrl, bot, conversation };
    const results: T[] = [];
    await refusing(
      adapter.continueConversationAsync(appId, reference, async (context) => {
        results.push(await act(context));
      }),
    );
    return results[0] as T;
  }

  return {
    send: (to, message, replyTo) =>
      within(to, async (context) => {
        const answering = replyTo === undefined ? {} : { replyToId: replyTo };
        // Not by the context: it would make the message an answer to an id that it invents.
        const [sent] = await adapter.sendActivities(context, [addressed(to, { ...message, ...answering })]);
        return sent?.id ?? '';
      }),
    update: (to, id, message) =>
      within(to, async (context) => {
        await adapter.updateActivity(context, addressed(to, { ...message, id }));
      }),
    async open(serviceUrl, tenant, user) {
      const chat = { isGroup: false, bot, members: [{ id: user, name: '' }], tenantId: tenant };
      const parameters = { ...chat, channelData: { tenant: { id: tenant } } };
      let id = '';
      await refusing(
        adapter.createConversationAsync(
          appId,
          TEAMS,
          serviceUrl,
          BOT_FRAMEWORK,
          parameters,
          async ({ activity }) => {
            id = activity.conversation.id;
          },
        ),
      ).catch((error) => {
        throw error instanceof Refused && NO_CHAT.includes(error.status) ? new NoChat(error.message) : error;
      });
      return id;
    },
    objectIdOf: (at, user) =>
      within(at, async (context) => (await TeamsInfo.getMember(context, user)).aadObjectId || undefined),
  };
}

const addressed = ({ conversation: id }: Target, message: Message & { id?: string; replyToId?: string }) =>
  ({ ...message, conversation: { id } }) as Partial<Activity>;

/** What the connector client throws. It holds the whole request, token and texts included: none of it goes further. */
interface RestError {
  readonly statusCode?: number;
  readonly code?: string;
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

async function refusing(asked: Promise<void>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    const { statusCode, code, response } = error as RestError;
    const after = Number(response?.headers?.get('retry-after') ?? Number.NaN);
    const seconds = Number.isNaN(after) ? undefined : Math.max(Math.ceil(after), 1);
    if (typeof statusCode === 'number') throw new Refused(statusCode, code ?? '', seconds);
    if (nameOf(error) === 'RestError') throw new Error(`The connector did not answer: ${code ?? 'unknown'}`);
    throw error;
  }
}
