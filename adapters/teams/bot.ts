import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '../../src/app.ts';
import { createPending } from '../../src/kernel/pending.ts';
import type { Poster } from '../../src/kernel/poster.ts';
import type { HttpAnswer } from './answer.ts';
import { Authentication, KeysUnavailable, NotAuthentic, type Registration } from './authentication.ts';
import { createConnector } from './connector.ts';
import { readJson, Unreadable } from './json.ts';
import type { Log } from './log.ts';
import { createPoster } from './poster.ts';
import { activity } from './request.ts';
import { createTurn, type Turn } from './turn.ts';
import type { WordsFor } from './words.ts';

export interface TeamsOptions extends Registration {
  readonly app: App;
  readonly words: WordsFor;
  readonly log: Log;
  /** Ends when a click has waited as long as it should; 2.5 s leave something of our 3 for the way. */
  readonly patience?: () => Promise<void>;
  readonly pause?: (seconds: number) => Promise<void>;
  readonly newReference?: () => string;
}

export interface Teams {
  /** Answers `POST /api/messages`. It reads the body itself: no body parser may stand before it. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  readonly poster: Poster;
  /** Waits for the answers that are still to be given. */
  stop(): Promise<void>;
}

/** The Teams side of the product. Throws where a secret is missing and authentication is not off by intent (R-SEC-02). */
export function createTeams(options: TeamsOptions): Teams {
  const {
    app,
    words,
    log,
    patience = () => wait(2500, undefined, { ref: false }),
    pause = (seconds) => wait(seconds * 1000),
    newReference = () => randomUUID().slice(0, 8),
  } = options;
  const authentication = new Authentication(options);
  const connector = createConnector(authentication);
  const late = createPending();
  const turn = createTurn({ app, connector, words, log, patience, pause, newReference, late });
  return {
    async handle(request, response) {
      const { status, body } = await answerTo(request, authentication, turn, log);
      if (body === undefined) return void response.writeHead(status).end();
      const json = Buffer.from(JSON.stringify(body));
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': json.length,
      });
      response.end(json);
    },
    poster: createPoster(connector, words(undefined)),
    stop: async () => void (await late.settled()),
  };
}

/** What is not genuine is answered before anything of it is looked at, and told nothing. */
async function answerTo(
  request: IncomingMessage,
  authentication: Authentication,
  turn: Turn,
  log: Log,
): Promise<HttpAnswer> {
  try {
    const sent = await readJson(request);
    await authentication.prove(sent, request.headers.authorization ?? '');
    const { data, error } = activity.safeParse(sent);
    if (data) return await turn(data);
    const fields = error?.issues.map(({ path }) => path.join('.'));
    log.error({ platform: 'teams', fields }, 'Teams sent what cannot be understood');
    return { status: 400 };
  } catch (error) {
    if (error instanceof Unreadable) return { status: error.status };
    const status = error instanceof NotAuthentic ? 401 : error instanceof KeysUnavailable ? 503 : 500;
    // A word of ours or an error's name; botbuilder's own sentences quote the token's claims.
    const reason = error instanceof Error ? error.message : 'unknown';
    if (status === 401) log.warn({ platform: 'teams', reason }, 'refused a request that is not from Teams');
    else log.error({ platform: 'teams', reason }, 'could not take a request');
    return { status };
  }
}
