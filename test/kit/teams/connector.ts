import type { Activity } from './activity.ts';
import { checkMessage, checkRefresh, MOST_BYTES } from './check.ts';
import { appOf } from './tokens.ts';
import type { Conversation, Post, Somebody, Violation } from './world.ts';

export interface Fault {
  readonly status: number;
  /** The code that Teams gives as the reason; the usual one of the status where it is left out. */
  readonly code?: string;
  /** Seconds, for 429. */
  readonly retryAfter?: number;
  /** How many requests fail; without it, all until the fault is lifted. */
  readonly times?: number;
  /** Only requests about this conversation, thread or person. */
  readonly conversation?: string;
  readonly method?: 'POST' | 'PUT' | 'DELETE' | 'GET';
  /** The request takes effect all the same and only its answer is lost. */
  readonly done?: boolean;
}

export interface ConnectorRequest {
  readonly method: string;
  /** From `/v3/` on. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface ConnectorAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly retryAfter?: number;
}

/** Another server that has to accept every message too, and gives it its id. */
export type Upstream = (method: string, path: string, body: unknown) => Promise<ConnectorAnswer>;

interface Address {
  readonly conversation: Conversation;
  readonly thread: string | undefined;
}

const REFUSALS: Record<number, readonly [code: string, message: string]> = {
  400: ['BadSyntax', 'Incorrect conversation creation parameters'],
  401: ['Unauthorized', 'Authorization has been denied for this request.'],
  403: ['BotNotInConversationRoster', 'The bot is not part of the conversation roster.'],
  404: ['ConversationNotFound', 'Conversation not found.'],
  412: ['PreconditionFailed', 'Precondition failed, please try again.'],
  413: ['MessageSizeTooBig', 'Message size too large.'],
  429: ['Throttled', 'Too many requests.'],
};

function refusal(status: number, retryAfter?: number, stated?: string): ConnectorAnswer {
  const [code, message] = REFUSALS[status] ?? ['ServiceError', 'Something went wrong.'];
  return {
    status,
    body: { error: { code: stated ?? code, message } },
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

/** The Bot Connector: the conversations, who is in them, and what the bot posted there. */
export class Connector {
  /** Every message of the bot, oldest first. */
  readonly posts: Post[] = [];
  readonly violations: Violation[];
  readonly people = new Map<string, Somebody>();
  readonly conversations = new Map<string, Conversation>();
  /** Whether a chat can be begun with an Entra object id, as today, or only with `29:…`. */
  takesObjectIds = true;
  upstream: Upstream | undefined;
  readonly #faults: { readonly fault: Fault; left: number }[] = [];
  #lastId = Date.now();

  constructor(violations: Violation[]) {
    this.violations = violations;
  }

  /** Makes requests fail from now on; the returned function ends that. */
  fail(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#faults.push(entry);
    return () => {
      entry.left = 0;
    };
  }

  /** Ends all faults. */
  heal(): void {
    this.#faults.length = 0;
  }

  /** A unique id for a message, made of the time. */
  nextId(): string {
    this.#lastId = Math.max(this.#lastId + 1, Date.now());
    return String(this.#lastId);
  }

  /** The messages of the bot in a conversation, oldest first. */
  postsIn(conversation: string): Post[] {
    return this.posts.filter((post) => post.conversation === conversation && !post.deleted);
  }

  async handle(request: ConnectorRequest): Promise<ConnectorAnswer> {
    if ((await appOf(request.authorization)) === undefined) {
      this.violations.push({ rule: 'a connector request has the token of the bot', about: request.path });
      return refusal(401);
    }
    const body = request.body === '' ? undefined : JSON.parse(request.body);
    const fault = this.#faultFor(request, body);
    if (fault !== undefined && fault.done !== true)
      return refusal(fault.status, fault.retryAfter, fault.code);
    const answer = await this.#act(request, body);
    return fault === undefined ? answer : refusal(fault.status, fault.retryAfter, fault.code);
  }

  #faultFor({ method, path }: ConnectorRequest, body: { members?: { id: string }[] } | undefined) {
    if (this.#faults.length === 0) return undefined;
    const about = [...path.split('/').map(decodeURIComponent), ...(body?.members ?? []).map(({ id }) => id)];
    const names = about.flatMap((name) => [name, name.split(';')[0], this.#person(name)?.chat.id]);
    const found = this.#faults.find(({ fault, left }) => {
      if (left <= 0 || (fault.method !== undefined && fault.method !== method)) return false;
      return fault.conversation === undefined || names.includes(fault.conversation);
    });
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.fault;
  }

  async #act(request: ConnectorRequest, body: unknown): Promise<ConnectorAnswer> {
    const { method, path, query } = request;
    const [, , kind, name = '', part, item, leaf] = path.split('/').map(decodeURIComponent);
    if (kind === 'teams' && method === 'GET') return this.#team(name, part);
    if (kind !== 'conversations') return this.#unknown(request);
    if (name === '' && method === 'POST') return this.#create(request, body as Creation);
    const address = this.#find(name);
    if (address === undefined) return refusal(404);
    if (!address.conversation.installed) return refusal(403);
    if (method === 'GET' && (part === 'members' || part === 'pagedmembers' || leaf === 'members')) {
      return this.#members(address.conversation, part === 'members' ? item : undefined, part, query);
    }
    if (part !== 'activities') return this.#unknown(request);
    if (method === 'POST') return this.#post(request, address, item, body as Activity);
    const post = this.posts.find(({ id }) => id === item);
    if (post === undefined || post.conversation !== address.conversation.id) return refusal(404);
    if (method === 'PUT') return this.#update(request, post, body as Activity);
    if (method === 'DELETE') return this.#delete(request, post);
    return this.#unknown(request);
  }

  #unknown({ method, path }: ConnectorRequest): ConnectorAnswer {
    this.violations.push({ rule: 'the connector knows what it is asked', about: `${method} ${path}` });
    return refusal(404);
  }

  #find(name: string): Address | undefined {
    const [id = '', messageId] = name.split(';messageid=');
    const conversation = this.conversations.get(id);
    return conversation && { conversation, thread: conversation.type === 'channel' ? messageId : undefined };
  }

  #person(id: string): Somebody | undefined {
    const known = this.people.get(id);
    if (known !== undefined || !this.takesObjectIds) return known;
    return [...this.people.values()].find(({ aadObjectId }) => aadObjectId === id);
  }

  /** As measured against the service in 2026: no group chats, no empty threads, one chat per person. */
  async #create(request: ConnectorRequest, creation: Creation): Promise<ConnectorAnswer> {
    const { isGroup, members = [], activity, channelData, tenantId = channelData?.tenant?.id } = creation;
    if (isGroup === true) {
      const channel = this.conversations.get(channelData?.channel?.id ?? '');
      if (channel === undefined || activity === undefined || tenantId === undefined) return refusal(400);
      if (!channel.installed) return refusal(403);
      const made = await this.#post(
        request,
        { conversation: channel, thread: undefined },
        undefined,
        activity,
      );
      const { id } = (made.body ?? {}) as { id?: string };
      return id === undefined
        ? made
        : { status: 201, body: { id: `${channel.id};messageid=${id}`, activityId: id } };
    }
    const person = this.#person(members[0]?.id ?? '');
    if (members.length !== 1 || person === undefined || tenantId !== person.tenantId) return refusal(400);
    if (!this.#reaches(person)) return refusal(403);
    person.chat.installed = true;
    if (activity !== undefined) {
      const made = await this.#post(
        request,
        { conversation: person.chat, thread: undefined },
        undefined,
        activity,
      );
      if (made.status >= 300) return made;
    }
    return { status: 201, body: { id: person.chat.id } };
  }

  /** A bot may write to whoever installed it, and to the members of where it is. */
  #reaches(person: Somebody): boolean {
    return [...this.conversations.values()].some(
      ({ installed, members }) => installed && members.includes(person),
    );
  }

  async #post(request: ConnectorRequest, at: Address, replyToId: string | undefined, activity: Activity) {
    if (activity.type !== 'message') return { status: 202, body: {} };
    if (!this.#check(request, activity)) return refusal(413);
    const above = this.posts.find(({ id }) => id === replyToId);
    const accepted = await this.#send(request, activity);
    if (accepted.status >= 300) return accepted;
    const { id = this.nextId() } = (accepted.body ?? {}) as { id?: string };
    const inChannel = at.conversation.type === 'channel';
    const thread = at.thread ?? (inChannel && above !== undefined ? (above.thread ?? above.id) : undefined);
    const conversation = at.conversation.id;
    const standing = { id, conversation, thread, replyToId: replyToId ?? activity.replyToId };
    this.posts.push({ ...standing, activity, version: 0, deleted: false });
    return { status: 201, body: { id } };
  }

  async #update(request: ConnectorRequest, post: Post, activity: Activity): Promise<ConnectorAnswer> {
    if (post.deleted) return refusal(404);
    if (!this.#check(request, activity)) return refusal(413);
    const accepted = await this.#send(request, activity);
    if (accepted.status >= 300) return accepted;
    post.activity = activity;
    post.version += 1;
    return { status: 200, body: { id: post.id } };
  }

  async #delete(request: ConnectorRequest, post: Post): Promise<ConnectorAnswer> {
    const accepted = await this.#send(request, undefined);
    if (accepted.status < 300) post.deleted = true;
    return accepted.status < 300 ? { status: 200 } : accepted;
  }

  async #send({ method, path }: ConnectorRequest, body: unknown): Promise<ConnectorAnswer> {
    return (await this.upstream?.(method, path, body)) ?? { status: 200 };
  }

  #check({ body }: ConnectorRequest, activity: Activity): boolean {
    const bytes = Buffer.byteLength(body);
    for (const rule of [...checkMessage(activity, bytes), ...checkRefresh(activity)]) {
      this.violations.push({ rule, about: activity });
    }
    return bytes <= MOST_BYTES;
  }

  #members(
    { members }: Conversation,
    wanted: string | undefined,
    part: string | undefined,
    query: URLSearchParams,
  ): ConnectorAnswer {
    const accounts = members.map(accountOf);
    if (wanted !== undefined) {
      const account = accounts.find(({ id, objectId }) => id === wanted || objectId === wanted);
      return account === undefined ? refusal(404) : { status: 200, body: account };
    }
    if (part !== 'pagedmembers') return { status: 200, body: accounts };
    const from = Number(query.get('continuationToken') ?? 0);
    const to = from + Number(query.get('pageSize') ?? 200);
    const next = to < accounts.length ? { continuationToken: String(to) } : {};
    return { status: 200, body: { members: accounts.slice(from, to), ...next } };
  }

  #team(id: string, part: string | undefined): ConnectorAnswer {
    const channels = [...this.conversations.values()].filter(({ team }) => team?.id === id);
    const team = channels[0]?.team;
    if (team === undefined) return refusal(404);
    if (part !== 'conversations') {
      const counts = { channelCount: channels.length, memberCount: channels[0]?.members.length };
      return { status: 200, body: { ...team, ...counts } };
    }
    const conversations = channels.map(({ id: channel, name }) => ({ id: channel, name }));
    return { status: 200, body: { conversations } };
  }
}

interface Creation {
  readonly isGroup?: boolean;
  readonly tenantId?: string;
  readonly members?: readonly { readonly id: string }[];
  readonly activity?: Activity;
  readonly channelData?: {
    readonly channel?: { readonly id: string };
    readonly tenant?: { readonly id: string };
  };
}

function accountOf({ id, name, aadObjectId, tenantId, email }: Somebody) {
  const [givenName, ...surname] = name.split(' ');
  return {
    id,
    name,
    objectId: aadObjectId,
    aadObjectId,
    givenName,
    surname: surname.join(' '),
    email,
    userPrincipalName: email,
    tenantId,
    userRole: 'user',
  };
}
