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
  /** Before a direct answer is tried again. */
  readonly pause?: Pause;
  /** A short reference for a fault, the same in the log and in the answer. */
  readonly newReference?: () => string;
}

export type Teams = Adapter;

/** Half a second of the three in which a click must be answered is left for the network. */
const patienceMs = 2500;
/** Teams' own messages have at most 28 KB; forms come back with what was filled in. */
const maxBodyBytes = 256 * 1024;

/** The Teams adapter. Throws if a secret is missing and authentication is not switched off on purpose (R-SEC-02). */
export function createTeams(options: TeamsOptions): Teams {
  const { app, words, log, patience = patienceMs, timeoutMs = defaultTimeoutMs } = options;
  const { pause = pauseFor, newReference } = options;
  const authentication = new Authentication(options, timeoutMs);
  const connector = createConnector(authentication, timeoutMs);
  const late = createPending();
  const turn = createTurn({ app, connector, words, log, patience, pause, newReference, late });
  return {
    handle: answeringFailures('teams', log, async (request, response) => {
      const sent = parseJsonObject((await readBody(request, maxBodyBytes)).toString('utf8'));
      await authentication.check(sent, request.headers.authorization ?? '');
      const { status, body } = await turn(activityOf(sent));
      respond(response, status, body);
    }),
    poster: createTeamsPoster(connector, words),
    stop: async () => void (await late.settled()),
  };
}
