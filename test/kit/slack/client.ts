import type { Front } from './front.ts';
import type { Fields } from './kit.ts';
import { newId } from './kit.ts';
import { eventBody } from './payloads.ts';
import { type SignedHeaders, sign, signature } from './sign.ts';
import { createPerson, type SlackPerson } from './slack-person.ts';
import type { Team } from './workspace.ts';

/** Slack gives up on an acknowledgement after that. */
const ACKNOWLEDGE_WITHIN = 3000;

export interface SlackOptions {
  /** Where the bot receives commands, interactions and events. */
  readonly eventsUrl: string;
  readonly signingSecret: string;
  readonly front: Front;
  /** Default `/partner`. */
  readonly command?: string;
  /** How long a person waits for something to see when the acknowledgement shows nothing; default 10 s. */
  readonly patience?: number;
  /** The clock of the signatures' timestamps; default the real one. */
  readonly now?: () => number;
}

interface PostOptions {
  /** In seconds; default now. */
  readonly timestamp?: number | string;
  /** Default: the right one for the timestamp. */
  readonly signature?: string;
  /** Instead of both, such as one of `forgeries`. */
  readonly headers?: SignedHeaders;
  /** Marks a repeated delivery. */
  readonly retryNum?: number;
  /** Default: JSON for a body that looks like it, else a form. */
  readonly contentType?: string;
}

/** What came back for a request of Slack. */
export interface Delivery {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
}

/** A request that Slack has sent, kept so that it can be sent again. */
interface Sent {
  readonly act: string;
  readonly body: string;
  readonly timestamp: string;
  readonly signature: string;
}

/** The question that a button asked before it acted. */
interface Confirmation {
  readonly person: string;
  readonly button: string;
  readonly title: string;
  readonly text: string;
  readonly accepted: boolean;
}

/** Slack's side towards the app: signed requests, and the people who cause them. */
export interface Slack {
  person(who: { readonly name: string; readonly team: string }): SlackPerson;
  /** Sends an event of the Events API. */
  event(team: Team, event: Fields, eventId?: string): Promise<Delivery>;
  /** Sends a raw body; signed properly unless told otherwise. */
  post(body: string, options?: PostOptions): Promise<Delivery>;
  /** All requests that people's actions and events have caused so far. */
  readonly sent: readonly Sent[];
  readonly confirmations: readonly Confirmation[];
}

/** What a person needs of Slack's side. */
export interface Wire {
  readonly front: Front;
  readonly command: string;
  readonly patience: number;
  readonly confirmations: Confirmation[];
  /** Sends an act's request and holds the app to its three seconds; undefined when it was not acknowledged. */
  deliver(act: string, body: string): Promise<Delivery | undefined>;
}

/** A Slack that sends its requests to `eventsUrl` and answers the bot's calls through the front. */
export function createSlack(options: SlackOptions): Slack {
  const { eventsUrl, signingSecret, front, now = Date.now } = options;
  const sent: Sent[] = [];

  async function request(body: string, headers: Record<string, string>, within?: number): Promise<Delivery> {
    const started = performance.now();
    const response = await fetch(eventsUrl, {
      method: 'POST',
      headers: { 'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)', ...headers },
      body,
      ...(within === undefined ? {} : { signal: AbortSignal.timeout(within) }),
    });
    const text = await response.text();
    return { status: response.status, body: text, milliseconds: performance.now() - started };
  }

  function post(body: string, options: PostOptions = {}): Promise<Delivery> {
    const timestamp = String(options.timestamp ?? Math.floor(now() / 1000));
    const signed = {
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': options.signature ?? signature(signingSecret, timestamp, body),
    };
    const retry = options.retryNum === undefined ? {} : retryHeaders(options.retryNum);
    const type = options.contentType ?? contentType(body);
    return request(body, { 'content-type': type, ...(options.headers ?? signed), ...retry });
  }

  async function deliver(act: string, body: string): Promise<Delivery | undefined> {
    const headers = sign(signingSecret, body, now());
    const kept = { timestamp: headers['x-slack-request-timestamp'], signature: headers['x-slack-signature'] };
    sent.push({ act, body, ...kept });
    try {
      const all = { 'content-type': contentType(body), ...headers };
      const delivery = await request(body, all, ACKNOWLEDGE_WITHIN);
      if (delivery.status === 200) return delivery;
      front.ledger.violate(act, [`dispatch_failed: answered ${delivery.status}`]);
      return delivery;
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'TimeoutError') throw error;
      front.ledger.violate(act, [`operation_timeout: not acknowledged within ${ACKNOWLEDGE_WITHIN} ms`]);
      return undefined;
    }
  }

  const wire: Wire = {
    front,
    command: options.command ?? '/partner',
    patience: options.patience ?? 10_000,
    confirmations: [],
    deliver,
  };

  return {
    person: ({ name, team }) => createPerson(wire, front.workspaces.team(team).person(name)),
    async event(team, event, eventId = newId('Ev')) {
      const body = eventBody(front.workspaces.app, team, event, eventId);
      return (
        (await deliver(`event ${event.type}`, body)) ?? {
          status: 0,
          body: '',
          milliseconds: ACKNOWLEDGE_WITHIN,
        }
      );
    },
    post,
    sent,
    confirmations: wire.confirmations,
  };
}

function contentType(body: string): string {
  return body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded';
}

function retryHeaders(count: number): Record<string, string> {
  return { 'x-slack-retry-num': String(count), 'x-slack-retry-reason': 'http_timeout' };
}
