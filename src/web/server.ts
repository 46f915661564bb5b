import type { IncomingMessage, ServerResponse } from 'node:http';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Landing } from '../invitations/index.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { localeFor, locales } from '../kernel/words.ts';
import { wordsOf } from '../subjects.ts';
import { aboutPage, privacyPage, termsPage } from './about.ts';
import { busyPage, type ChatLinks, faultPage, landingPage, unknownLinkPage } from './landing.ts';
import type { Page } from './page.ts';
import { contentSecurityPolicy } from './style.ts';
import type { Words } from './words.en.ts';

/** What the program needs, and whether it works; `worker` is undefined if it runs elsewhere. */
export interface Readiness {
  readonly database: boolean;
  readonly worker: boolean | undefined;
}

/** The parts behind the routes. */
export interface WebParts {
  /**
   * `POST /slack/events` and `POST /api/messages`; they read the body themselves. Undefined if the platform is off.
   */
  readonly slack: RawHandler | undefined;
  readonly teams: RawHandler | undefined;
  /** Whether Teams is unauthenticated, so that only this machine may send requests (R-SEC-02). */
  readonly isTeamsUnauthenticated: boolean;
  readonly landing: (token: string) => Promise<Landing | undefined>;
  readonly chatLinks: ChatLinks;
  readonly readiness: () => Promise<Readiness>;
  /** Whether this process can no longer work and must be restarted (R-SEC-10). */
  readonly isStuck: () => boolean;
  readonly trustedProxies: number;
  readonly log: Log;
}

type RawHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** More than any platform sends. */
const maxBytes = 1_000_000;
/** How many links one address may open in a minute: whole offices share one, and so do mail scanners (R-SEC-08). */
const linksAMinute = 60;

/** The routes of the server's port. Other paths get 404, other methods 405, and no answer reveals internals. */
export function createWeb(parts: WebParts): Express {
  const web = express();
  web.disable('x-powered-by');
  web.disable('etag');
  web.enable('strict routing');
  web.enable('case sensitive routing');
  web.set('trust proxy', parts.trustedProxies);
  web.use(limits);

  if (parts.slack) route(web, 'POST', '/slack/events', handOver(parts.slack));
  if (parts.teams) {
    const guard = parts.isTeamsUnauthenticated ? [fromThisMachine] : [];
    route(web, 'POST', '/api/messages', ...guard, handOver(parts.teams));
  }
  route(web, 'GET', '/i/{:token}', pageHeaders, rateLimited(), showLanding(parts));
  route(web, 'GET', '/', pageHeaders, showPage(aboutPage));
  route(web, 'GET', '/privacy', pageHeaders, showPage(privacyPage));
  route(web, 'GET', '/terms', pageHeaders, showPage(termsPage));
  route(web, 'GET', '/healthz', showHealth(parts.isStuck));
  route(web, 'GET', '/readyz', showReadiness(parts.readiness));

  web.use((_request, response) => plain(response, 404, 'Not found'));
  web.use(onFault(parts.log));
  return web;
}

/** A route with one method; GET includes HEAD. */
function route(web: Express, method: 'GET' | 'POST', path: string, ...handlers: RequestHandler[]): void {
  const route = web.route(path);
  if (method === 'GET') route.get(...handlers);
  else route.post(...handlers);
  route.all((_request, response) => {
    response.set('Allow', method === 'GET' ? 'GET, HEAD' : method);
    plain(response, 405, 'Method not allowed');
  });
}

const handOver =
  (handler: RawHandler): RequestHandler =>
  (request, response) =>
    handler(request, response);

/** Answers are not cached or sniffed, and requests must be small. */
const limits: RequestHandler = (request, response, next) => {
  response.set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
  if (Number(request.headers['content-length'] ?? 0) <= maxBytes) return next();
  response.set('Connection', 'close');
  plain(response, 413, 'Too large');
};

/**
 * Without authentication only programs on this machine may send requests: not a browser page under any host name, and
 * not a tunnel.
 */
const fromThisMachine: RequestHandler = (request, response, next) => {
  const { host = '', origin, forwarded } = request.headers;
  const passedOn = forwarded !== undefined || request.headers['x-forwarded-for'] !== undefined;
  const local = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
  if (local && origin === undefined && !passedOn) return next();
  plain(response, 403, 'Only from this machine');
};

/** Headers that keep a personal link from leaking (R-SEC-07); used for all pages. */
const pageHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': contentSecurityPolicy,
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
    Vary: 'Accept-Language',
  });
  next();
};

const rateLimited = (): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: linksAMinute,
    // Adds Retry-After.
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // It would warn on the console about every untrusted proxy.
    validate: false,
    handler: (request, response) => show(response, busyPage(wordsFor(request))),
  });

const showLanding =
  ({ landing, chatLinks, log }: WebParts): RequestHandler =>
  async (request, response) => {
    const words = wordsFor(request);
    const token = String(request.params.token ?? '').toLowerCase();
    try {
      const found = /^[0-9a-z]{20,64}$/.test(token) ? await landing(token) : undefined;
      show(response, found ? landingPage(words, found, token, chatLinks) : unknownLinkPage(words));
    } catch (error) {
      log.error({ route: '/i/:token', fault: faultOf(error) }, 'a personal link could not be shown');
      show(response, faultPage(words));
    }
  };

const showPage =
  (draw: (words: Words) => Page): RequestHandler =>
  (request, response) =>
    show(response, draw(wordsFor(request)));

/** An unreachable database is no reason to restart the process; readiness reports it. */
const showHealth =
  (isStuck: WebParts['isStuck']): RequestHandler =>
  (_request, response) => {
    const stuck = isStuck();
    response.status(stuck ? 503 : 200).json({ process: stuck ? 'stuck' : 'ok' });
  };

const showReadiness =
  (readiness: WebParts['readiness']): RequestHandler =>
  async (_request, response) => {
    const { database, worker } = await readiness();
    response.status(database && worker !== false ? 200 : 503).json({
      database: database ? 'ok' : 'unavailable',
      worker: worker === undefined ? 'elsewhere' : worker ? 'ok' : 'stopped',
    });
  };

/** In the reader's language, as the browser states it (R-LANG-01). */
const wordsFor = (request: Request): Words =>
  wordsOf(localeFor(request.acceptsLanguages(...locales) || undefined));

function show(response: Response, { status, text }: Page): void {
  response.status(status).type('html').send(text);
}

function plain(response: Response, status: number, text: string): void {
  response.status(status).type('text').send(`${text}\n`);
}

/** A caller's error has its own status. Everything else is our fault, and only the log gets the details. */
const onFault =
  (log: Log): ErrorRequestHandler =>
  (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status } = error as { status?: unknown };
    const theirs = typeof status === 'number' && status >= 400 && status < 500;
    if (!theirs) log.error({ fault: faultOf(error) }, 'a request failed');
    plain(response, theirs ? status : 500, theirs ? 'Bad request' : 'Something went wrong');
  };
