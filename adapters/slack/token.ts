import { webApi } from '@slack/bolt';

/** What Slack says of a bot token. */
export interface TokenFacts {
  /** The workspace that it belongs to. */
  readonly workspace: string;
  readonly scopes: readonly string[];
}

/** Asks Slack whose a bot token is and what it may. Throws when Slack cannot be reached or does not know it. */
export async function describeToken(token: string, apiUrl: string | undefined): Promise<TokenFacts> {
  const client = new webApi.WebClient(token, {
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  const { team_id: workspace, response_metadata: metadata } = await client.auth.test();
  if (!workspace) throw new Error('Slack does not say whose the token is');
  return { workspace, scopes: metadata?.scopes ?? [] };
}
