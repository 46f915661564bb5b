import { RespondError, webApi } from '@slack/bolt';
import { defaultTimeoutMs } from '../shared/adapter.ts';
import { NoToken } from './codes.ts';

export type ClientOptions = webApi.WebClientOptions & { readonly fetch: typeof fetch };

/**
 * No retries: a click cannot wait for them, and the delivery queue has its own. The time limit is set on `fetch`,
 * because answers by `response_url` use it directly.
 */
export const clientOptionsOf = (apiUrl: string | undefined, timeoutMs: number): ClientOptions => ({
  ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  timeout: timeoutMs,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  fetch: (url, init) => fetch(url, { signal: AbortSignal.timeout(timeoutMs), ...init }),
});

/** Calls Slack with the workspace's bot token. Throws NoToken if there is none. */
export type CallSlack = <Answer>(
  workspace: string,
  call: (client: webApi.WebClient, token: string) => Promise<Answer>,
) => Promise<Answer>;

export const createCallSlack =
  (client: webApi.WebClient, botTokenOf: (workspace: string) => Promise<string | undefined>): CallSlack =>
  async (workspace, call) => {
    const token = await botTokenOf(workspace);
    if (token === undefined) throw new NoToken();
    return call(client, token);
  };

/** Answers a click or command by its `response_url`. Throws if Slack refuses, for example because it has expired. */
export type Respond = (responseUrl: string, message: object) => Promise<void>;

export const createRespond =
  (send: typeof fetch): Respond =>
  async (responseUrl, message) => {
    const headers = { 'content-type': 'application/json' };
    const { ok, status } = await send(responseUrl, {
      method: 'POST',
      headers,
      body: JSON.stringify(message),
    });
    if (!ok) throw new RespondError('Slack did not take an answer', status);
  };

/** Asks Slack whose a bot token is and what it may do. Throws if Slack cannot be reached or refuses the token. */
export async function describeToken(token: string, apiUrl: string | undefined, timeoutMs = defaultTimeoutMs) {
  const client = new webApi.WebClient(token, clientOptionsOf(apiUrl, timeoutMs));
  const { team_id: workspace, response_metadata: metadata } = await client.auth.test();
  if (!workspace) throw new Error('Slack does not say whose the token is');
  return { workspace, scopes: metadata?.scopes ?? [] };
}
