import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import selfsigned from 'selfsigned';
import { Connector, type ConnectorAnswer } from './connector.ts';
import { DETOUR, detour } from './preload.ts';
import {
  botToken,
  channelKeys,
  channelToken,
  type Forgery,
  forge,
  loginKeys,
  type TokenFor,
} from './tokens.ts';
import type { Violation } from './world.ts';

/** A bot's registration in Microsoft Entra. */
export interface App {
  readonly appId: string;
  readonly password: string;
  readonly tenantId: string;
}

/** Microsoft's side of the wire: its login, its keys and the Bot Connector, in this process. */
export interface Microsoft {
  readonly connector: Connector;
  /** What the bot sent or answered that Teams would not accept; tests assert that it is empty. */
  readonly violations: Violation[];
  /** Everything that was asked, oldest first, as `GET login.botframework.com/v1/…`, with its status. */
  readonly asked: readonly { readonly request: string; readonly status: number }[];
  /** The Authorization header of a genuine request of Teams to the bot. */
  authorization(to: TokenFor): Promise<string>;
  /** The Authorization header of a request that a bot has to refuse; undefined where it is missing. */
  forged(name: Forgery, to: TokenFor): Promise<string | undefined>;
  /** What a child process needs to reach this server: `spawn(node, [...execArgv, script], { env })`. */
  readonly child: { readonly execArgv: readonly string[]; readonly env: Readonly<Record<string, string>> };
  stop(): Promise<void>;
}

/** Teams' service URL, to which the bot sends its messages. */
export const SERVICE_URL = 'https://smba.trafficmanager.net/teams/';

const LOGIN = 'login.microsoftonline.com';
const CHANNEL_LOGIN = 'login.botframework.com';
const CONNECTOR = 'smba.trafficmanager.net';
const HOSTS = [LOGIN, CHANNEL_LOGIN, CONNECTOR, 'api.botframework.com', 'token.botframework.com'];

/** Starts it, and redirects this process's TLS connections to Microsoft's hosts to it until it is stopped. */
export async function startMicrosoft(...apps: readonly App[]): Promise<Microsoft> {
  const violations: Violation[] = [];
  const asked: { request: string; status: number }[] = [];
  const connector = new Connector(violations);

  async function answer(request: IncomingMessage, body: string): Promise<ConnectorAnswer> {
    const url = new URL(request.url ?? '/', `https://${request.headers.host}`);
    if (url.hostname === CHANNEL_LOGIN) return channelLogin(url.pathname);
    if (url.hostname === LOGIN) return login(url.pathname, body, apps);
    const [, path] = /(\/v3\/.*)$/.exec(url.pathname) ?? [];
    if (url.hostname !== CONNECTOR || path === undefined) return { status: 404 };
    const { method = 'GET', headers } = request;
    return connector.handle({
      method,
      path,
      query: url.searchParams,
      authorization: headers.authorization,
      body,
    });
  }

  const { cert: ca, private: key } = await certificate();
  const server = createServer({ key, cert: ca }, async (request, response) => {
    const { method, headers, url } = request;
    const text = await read(request);
    const { status, body, retryAfter } = await answer(request, text).catch((error) => {
      violations.push({ rule: 'a request can be read', about: error });
      return { status: 500, body: undefined, retryAfter: undefined };
    });
    asked.push({ request: `${method} ${headers.host}${url}`, status });
    const after = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...after });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const end = detour({ hosts: HOSTS, port, ca });

  return {
    connector,
    violations,
    asked,
    authorization: async (to) => `Bearer ${await remembered(to)}`,
    forged: forge,
    child: {
      execArgv: ['--import', 'tsx', '--import', new URL('preload.ts', import.meta.url).href],
      env: { [DETOUR]: JSON.stringify({ hosts: HOSTS, port, ca }) },
    },
    async stop() {
      end();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function certificate() {
  const altNames = HOSTS.map((value) => ({ type: 2 as const, value }));
  return selfsigned.generate([{ name: 'commonName', value: 'Test stand-in for Microsoft' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  });
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function channelLogin(path: string): Promise<ConnectorAnswer> {
  if (path.endsWith('/openidconfiguration')) {
    const jwks_uri = `https://${CHANNEL_LOGIN}/v1/.well-known/keys`;
    const algorithms = { id_token_signing_alg_values_supported: ['RS256'] };
    return { status: 200, body: { issuer: 'https://api.botframework.com', jwks_uri, ...algorithms } };
  }
  return path.endsWith('/keys') ? { status: 200, body: await channelKeys() } : { status: 404 };
}

async function login(path: string, body: string, apps: readonly App[]): Promise<ConnectorAnswer> {
  const [, tenant = ''] = path.split('/');
  const base = `https://${LOGIN}/${tenant}`;
  if (path.endsWith('/openid-configuration')) {
    const token_endpoint = `${base}/oauth2/v2.0/token`;
    const authorization_endpoint = `${base}/oauth2/v2.0/authorize`;
    const jwks_uri = `${base}/discovery/v2.0/keys`;
    return {
      status: 200,
      body: { issuer: `${base}/v2.0`, token_endpoint, authorization_endpoint, jwks_uri },
    };
  }
  if (path.endsWith('/discovery/instance')) {
    const metadata = [{ preferred_network: LOGIN, preferred_cache: 'login.windows.net', aliases: [LOGIN] }];
    const tenant_discovery_endpoint = `https://${LOGIN}/common/v2.0/.well-known/openid-configuration`;
    return { status: 200, body: { tenant_discovery_endpoint, 'api-version': '1.1', metadata } };
  }
  if (path.endsWith('/discovery/v2.0/keys')) return { status: 200, body: await loginKeys() };
  if (!path.endsWith('/oauth2/v2.0/token')) return { status: 404 };
  const form = new URLSearchParams(body);
  const app = apps.find(({ appId }) => appId === form.get('client_id'));
  if (app === undefined || app.tenantId !== tenant || app.password !== form.get('client_secret')) {
    const error_description = 'AADSTS7000215: Invalid client secret provided.';
    return { status: 401, body: { error: 'invalid_client', error_description, error_codes: [7000215] } };
  }
  const access_token = await botToken(app.appId, tenant);
  return {
    status: 200,
    body: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token },
  };
}

const tokens = new Map<string, { readonly until: number; readonly token: Promise<string> }>();

/** Like Teams, uses one token for many requests. */
function remembered(to: TokenFor): Promise<string> {
  const name = `${to.appId} ${to.serviceUrl}`;
  const found = tokens.get(name);
  if (found !== undefined && found.until > Date.now()) return found.token;
  const token = channelToken(to);
  tokens.set(name, { until: Date.now() + 1_800_000, token });
  return token;
}
