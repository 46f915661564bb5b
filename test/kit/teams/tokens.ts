import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { exportJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';

interface Key {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * Microsoft's keys, made once in a process: botbuilder keeps what it fetched for a day, in statics, so
 * a second server of the same process has to sign with the keys of the first.
 */
const keys = {
  /** Signs what the channel sends, endorsed for Teams. */
  teams: lazily('teams-key'),
  /** Signs for another channel: known to the bot, not endorsed for Teams. */
  webchat: lazily('webchat-key'),
  /** Microsoft Entra's. */
  login: lazily('login-key'),
  /** Nobody's. */
  stranger: lazily('teams-key'),
};

function lazily(kid: string): () => Promise<Key> {
  let made: Promise<Key> | undefined;
  return () => {
    made ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then((pair) => ({ kid, ...pair }));
    return made;
  };
}

async function publish(key: Key, more: object): Promise<JWK> {
  return { ...(await exportJWK(key.publicKey)), kid: key.kid, use: 'sig', alg: 'RS256', ...more };
}

/** The keys by which a bot tells that a request comes from a channel (login.botframework.com). */
export async function channelKeys(): Promise<{ keys: JWK[] }> {
  const [teams, webchat] = await Promise.all([keys.teams(), keys.webchat()]);
  return {
    keys: [
      await publish(teams, { endorsements: ['msteams'] }),
      await publish(webchat, { endorsements: ['webchat'] }),
    ],
  };
}

/** Microsoft Entra's keys (login.microsoftonline.com). */
export async function loginKeys(): Promise<{ keys: JWK[] }> {
  return { keys: [await publish(await keys.login(), {})] };
}

const CHANNEL = 'https://api.botframework.com';
const HOUR = 3600;

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

function sign(payload: JWTPayload, key: Key): Promise<string> {
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid })
    .sign(key.privateKey);
}

/** For whom a channel's token is, and from where. */
export interface TokenFor {
  readonly appId: string;
  readonly serviceUrl: string;
}

function claims({ appId, serviceUrl }: TokenFor): JWTPayload {
  const now = seconds();
  return { iss: CHANNEL, aud: appId, serviceurl: serviceUrl, nbf: now, exp: now + HOUR };
}

/** A good token of a channel for a bot: as Teams signs, or as another channel does. */
export async function channelToken(to: TokenFor, channel: 'teams' | 'webchat' = 'teams'): Promise<string> {
  return sign(claims(to), await keys[channel]());
}

/** Every token that a bot has to refuse (R-SEC-01), by name. */
const forgers = {
  missing: async () => undefined,
  'no token at all after Bearer': async () => '',
  'not a token': async () => 'not.a.token',
  'signed with another key': async (to: TokenFor) => sign(claims(to), await keys.stranger()),
  'unsigned (alg none)': async (to: TokenFor) => {
    const { kid } = await keys.teams();
    const parts = [{ alg: 'none', typ: 'JWT', kid }, claims(to)];
    return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;
  },
  'HS256 with the public key': async (to: TokenFor) => {
    const { kid, publicKey } = await keys.teams();
    const secret = Buffer.from(publicKey.export({ type: 'pkcs1', format: 'pem' }).toString().trim());
    return new SignJWT(claims(to)).setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid }).sign(secret);
  },
  'of an unknown key': async (to: TokenFor) =>
    sign(claims(to), { ...(await keys.stranger()), kid: 'unheard-of' }),
  'with its payload changed': async (to: TokenFor) => {
    const [header, , signature] = (await sign(claims(to), await keys.teams())).split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims(to), exp: seconds() + 9 * HOUR }));
    return [header, payload.toString('base64url'), signature].join('.');
  },
  expired: async (to: TokenFor) =>
    sign({ ...claims(to), nbf: seconds() - 2 * HOUR, exp: seconds() - HOUR }, await keys.teams()),
  'not yet valid': async (to: TokenFor) =>
    sign({ ...claims(to), nbf: seconds() + HOUR / 2 }, await keys.teams()),
  'for another bot': async (to: TokenFor) =>
    sign({ ...claims(to), aud: '00000000-0000-0000-0000-0000000000ff' }, await keys.teams()),
  'of another issuer': async (to: TokenFor) =>
    sign({ ...claims(to), iss: 'https://evil.example' }, await keys.teams()),
  'for another service URL': async (to: TokenFor) =>
    sign({ ...claims(to), serviceurl: 'https://evil.example/' }, await keys.teams()),
  'of a key not endorsed for Teams': async (to: TokenFor) => sign(claims(to), await keys.webchat()),
  'of another app in the tenant': async ({ appId }: TokenFor) => {
    const { exp, nbf } = claims({ appId, serviceUrl: '' });
    const appid = '00000000-0000-0000-0000-0000000000aa';
    const iss = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
    return sign({ iss, aud: appId, appid, ver: '1.0', nbf, exp } as JWTPayload, await keys.login());
  },
} satisfies Record<string, (to: TokenFor) => Promise<string | undefined>>;

export type Forgery = keyof typeof forgers;

/** The names of all forgeries, for `it.each`. */
export const forgeries = Object.keys(forgers) as readonly Forgery[];

/** The value of the Authorization header of a forged request; undefined where the header is missing. */
export async function forge(name: Forgery, to: TokenFor): Promise<string | undefined> {
  const token = await forgers[name](to);
  return token === undefined ? undefined : `Bearer ${token}`;
}

/** The token with which a bot calls the connector. */
export async function botToken(appId: string, tenantId: string): Promise<string> {
  const now = seconds();
  const iss = `https://sts.windows.net/${tenantId}/`;
  const payload = { iss, aud: CHANNEL, appid: appId, tid: tenantId, ver: '1.0', nbf: now, exp: now + HOUR };
  return sign(payload as JWTPayload, await keys.login());
}

const known = new Map<string, { readonly appId: string; readonly exp: number }>();

/** The app that a connector request comes from; undefined unless our login endpoint issued its token. */
export async function appOf(authorization: string | undefined): Promise<string | undefined> {
  const token = authorization?.startsWith('Bearer ') ? authorization.slice(7) : '';
  const seen = known.get(token);
  if (seen !== undefined) return seen.exp > seconds() ? seen.appId : undefined;
  try {
    const { publicKey } = await keys.login();
    const { payload } = await jwtVerify(token, publicKey, { audience: CHANNEL, algorithms: ['RS256'] });
    known.set(token, { appId: String(payload.appid), exp: payload.exp ?? 0 });
    return String(payload.appid);
  } catch {
    return undefined;
  }
}
