import type { App } from '../../src/app.ts';
import { createPending } from '../../src/kernel/pending.ts';
import { type Adapter, type AdapterOptions, defaultTimeoutMs } from '../shared/adapter.ts';
import { answeringFailures, readBody, respond } from '../shared/http.ts';
import { parseJsonObject } from '../shared/payload.ts';
import { type Pause, pauseFor } from '../shared/retry.ts';
import { Authentication, type Registration } from './authentication.ts';
import { createConnector } from './connector.ts';
import { activityOf } from './payload.ts';
import { createTeamsPoster } from './poster.ts';
import { createTurn } from './turn.ts';

export interface TeamsOptions extends Registration, AdapterOptions {
  readonly app: App;
  /** The wait before a direct answer is tried again. */
  readonly pause?: Pause;
  /** A short reference for a fault, used in the log and in the answer. */
  readonly newReference?: () => string;
}

export type Teams = Adapter;

/** A click must be answered within three seconds; half a second is left for the network. */
const answerTimeoutMs = 2500;
/** Teams' own messages have at most 28 KB; forms also send back the filled-in values. */
const maxBodyBytes = 256 * 1024;

/** The Teams adapter. Throws if a secret is missing, unless authentication is switched off explicitly (R-SEC-02). */
export function createTeams(options: TeamsOptions): Teams {
  const { app, words, log, answerTimeout = answerTimeoutMs, timeoutMs = defaultTimeoutMs } = options;
  const { pause = pauseFor, newReference } = options;
  const authentication = new Authentication(options, timeoutMs);
  const connector = createConnector(authentication, timeoutMs);
  const lateAnswers = createPending();
  const turn = createTurn({ app, connector, words, log, answerTimeout, pause, newReference, lateAnswers });
  return {
    handle: answeringFailures('teams', log, async (request, response) => {
      const sent = parseJsonObject((await readBody(request, maxBodyBytes)).toString('utf8'));
      await authentication.check(sent, request.headers.authorization ?? '');
      const { status, body } = await turn(activityOf(sent));
      respond(response, status, body);
    }),
    poster: createTeamsPoster(connector, words),
    stop: async () => void (await lateAnswers.settled()),
  };
}
