import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { asString, type Fields, isFields } from './kit.ts';
import { type Call, createLedger, type Ledger } from './ledger.ts';
import { createMethods, type Methods } from './methods.ts';
import { createGrants, type Grants } from './oauth.ts';
import { createEphemerals, createResponseUrls, type Ephemerals, type Reply } from './responses.ts';
import { createViews, type Views } from './views.ts';
import type { Team, Workspaces } from './workspace.ts';

/** Slack's servers as the bot meets them: one address in front of all workspaces. */
export interface Front extends Pick<Faults, 'fail' | 'hold'>, Pick<Ledger, 'violations' | 'pings'> {
  readonly url: string;
  /** What the bot is given as the address of Slack's Web API. */
  readonly apiUrl: string;
  readonly workspaces: Workspaces;
  readonly ledger: Ledger;
  readonly views: Views;
  readonly ephemerals: Ephemerals;
  readonly grants: Grants;
  readonly methods: Methods;
  /** The bot's calls, of that method or all, in order. */
  calls(method?: string): readonly Call[];
  /** A `response_url` for an action. */
  responseUrl(reply: Reply): string;
  close(): Promise<void>;
}

/** A finished HTTP answer. */
interface Outcome {
  readonly status: number;
  readonly body: Fields;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Starts the front on a free loopback port. Trigger ids and response links go by the given clock. */
export async function startFront(workspaces: Workspaces, now: () => number = Date.now): Promise<Front> {
  const ledger = createLedger();
  const faults = createFaults();
  const views = createViews(now);
  const ephemerals = createEphemerals();
  const links = createResponseUrls(now);
  const grants = createGrants(workspaces);
  const methods = createMethods({ workspaces, ledger, views, ephemerals });

  /** Performs a call, with the failure that the test has planned for it, if any. */
  async function meet(method: string, team: Team | undefined, body: Fields, act: () => Promise<Outcome>) {
    const target = { method, channel: asString(body.channel), team: team?.name ?? '' };
    const fault = await faults.meet(target);
    const outcome = fault && !fault.effect ? failure(fault) : await act();
    const told = fault ? failure(fault) : outcome;
    ledger.record({ method, team: target.team, body, at: now(), status: told.status, answer: told.body });
    return told;
  }

  function api(method: string, token: string, body: Fields): Promise<Outcome> {
    const team = workspaces.teamOfToken(token);
    return meet(method, team, body, async () => {
      if (method === 'oauth.v2.access') return fine(grants.exchange(body));
      if (!team) return fine({ ok: false, error: token ? 'invalid_auth' : 'not_authed' });
      const scopes = { 'x-oauth-scopes': team.bot.scopes.join(',') };
      if (!team.installed) return fine({ ok: false, error: 'token_revoked' }, scopes);
      return fine(await methods.perform(team, method, body), scopes);
    });
  }

  function respond(id: string, body: Fields): Promise<Outcome> {
    const reply = links.use(id);
    return meet('response_url', reply?.team, { ...body, channel: reply?.channel }, async () => {
      if (!reply) return { status: 404, body: { ok: false, error: 'expired_url' } };
      const answer = await methods.respond('response_url', reply, body);
      return { status: answer.ok ? 200 : 400, body: answer };
    });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', url);
    const [, door = '', name = ''] = address.pathname.split('/');
    if (address.pathname === '/oauth/v2/authorize') return send(response, authorize(address.searchParams));
    const body = await readBody(request, address);
    if (door === 'api') return send(response, await api(name, bearer(request, body), body));
    if (door === 'response') return send(response, await respond(name, body));
    send(response, { status: 404, body: { ok: false, error: 'not_found' } });
  }

  /** The page on which a person allows the installation; here it is allowed at once. */
  function authorize(query: URLSearchParams): Outcome {
    const team = workspaces.teams.find(({ id }) => id === query.get('team')) ?? workspaces.teams[0];
    const back = new URL(query.get('redirect_uri') ?? url);
    if (team) back.searchParams.set('code', grants.grant(team));
    back.searchParams.set('state', query.get('state') ?? '');
    return { status: 302, body: {}, headers: { location: back.href } };
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      ledger.violate('the front itself', [String(error)]);
      send(response, { status: 500, body: { ok: false, error: 'fatal_error' } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    apiUrl: `${url}/api/`,
    workspaces,
    ledger,
    views,
    ephemerals,
    grants,
    methods,
    violations: ledger.violations,
    pings: ledger.pings,
    fail: faults.fail,
    hold: faults.hold,
    calls: (method) => ledger.calls.filter((call) => method === undefined || call.method === method),
    responseUrl: (reply) => `${url}/response/${links.mint(reply)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fine(body: Fields, headers: Readonly<Record<string, string>> = {}): Outcome {
  return { status: 200, body, headers };
}

function failure({ status, error, retryAfter }: Fault): Outcome {
  const code = status ?? (error ? 200 : 429);
  const headers = code === 429 ? { 'retry-after': String(retryAfter ?? 1) } : {};
  return {
    status: code,
    body: { ok: false, error: error ?? (code === 429 ? 'ratelimited' : 'fatal_error') },
    headers,
  };
}

function send(response: ServerResponse, { status, body, headers }: Outcome): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

/** Arguments come as JSON, as a form with JSON inside, or in the query. */
async function readBody(request: IncomingMessage, address: URL): Promise<Fields> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString('utf8');
  if (request.headers['content-type']?.includes('json')) {
    const parsed: unknown = JSON.parse(raw || '{}');
    return isFields(parsed) ? parsed : {};
  }
  const pairs = [...address.searchParams, ...new URLSearchParams(raw)];
  return Object.fromEntries(
    pairs.map(([key, value]) => [key, JSON_ARGUMENTS.has(key) ? fromJson(value) : value]),
  );
}

const JSON_ARGUMENTS: ReadonlySet<string> = new Set(['blocks', 'attachments', 'view', 'metadata']);

function fromJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function bearer(request: IncomingMessage, body: Fields): string {
  return request.headers.authorization?.replace(/^Bearer\s+/i, '') ?? asString(body.token);
}
