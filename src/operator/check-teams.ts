import { faultOf } from '../kernel/log.ts';
import type { Config } from '../runtime/config.ts';
import { type Finding, finding } from './finding.ts';

const timeoutMs = 10_000;

/** Whether Microsoft issues a token for the bot's credentials. */
export async function checkTeams(teams: Config['teams']): Promise<readonly Finding[]> {
  if (!teams) {
    const says = 'set MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID';
    return [finding('off', 'Teams', says)];
  }
  if (teams.auth === 'off') {
    return [finding('ok', 'Teams', 'without authentication, for the Playground on this machine alone')];
  }
  try {
    const refusal = await askForToken(teams);
    return refusal === undefined
      ? [finding('ok', 'Teams', 'Microsoft takes the credentials')]
      : [finding('wrong', 'Teams', `${refusal} ${advice}`)];
  } catch (error) {
    return [finding('wrong', 'Teams', `Microsoft's login cannot be reached (${faultOf(error)})`)];
  }
}

const advice =
  'Check MICROSOFT_APP_ID, MICROSOFT_APP_TENANT_ID, and MICROSOFT_APP_PASSWORD, which is the value of a client secret that has not expired.';

/** Microsoft's reason for refusing; undefined if it does not refuse. */
async function askForToken({
  appId,
  appPassword,
  tenantId,
  appType,
}: NonNullable<Config['teams']>): Promise<string | undefined> {
  const authority = appType === 'SingleTenant' ? tenantId : 'botframework.com';
  const response = await fetch(`https://login.microsoftonline.com/${authority}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: appPassword,
      scope: 'https://api.botframework.com/.default',
    }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.ok) return undefined;
  const { error_description: why } = (await response.json().catch(() => ({}))) as {
    error_description?: unknown;
  };
  const sentence = typeof why === 'string' ? /^[^\r\n]*?(?:\. |[\r\n]|$)/.exec(why)?.[0].trim() : undefined;
  return sentence || `Microsoft answers ${response.status}.`;
}
