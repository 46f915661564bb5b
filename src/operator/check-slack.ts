import { slackScopes } from '../../manifest/slack-scopes.ts';
import { faultOf } from '../kernel/log.ts';
import { loadBotToken } from '../organizations/index.ts';
import type { Config } from '../runtime/config.ts';
import type { Store } from '../runtime/store.ts';
import { asOperator } from './as-operator.ts';
import { type Finding, finding } from './finding.ts';
import { listWorkspaces } from './store/organizations.ts';

/**
 * Whether each workspace has a valid bot token of its own with the necessary scopes. Without a store, checks only the
 * token in the environment.
 */
export async function checkSlack(
  slack: Config['slack'],
  store: Store | undefined,
): Promise<readonly Finding[]> {
  if (!slack) {
    return [finding('off', 'Slack', 'set SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode')];
  }
  const { botToken } = slack;
  const shared = botToken === undefined ? undefined : await examine(botToken, slack.apiUrl);
  const ofShared = shared ? [toFinding('SLACK_BOT_TOKEN', shared)] : [];
  const found = [...ofShared, ...(store ? await checkWorkspaces(slack, shared, store) : [])];
  if (found.length > 0) return found;
  const says = 'no workspace has a bot token: set SLACK_BOT_TOKEN, or name tokens in a file for: world apply';
  return [finding('todo', 'Slack', says)];
}

async function checkWorkspaces(
  slack: NonNullable<Config['slack']>,
  shared: Examined | undefined,
  { db, secrets }: Store,
): Promise<readonly Finding[]> {
  const connected = await asOperator(db, (tx) => listWorkspaces(tx, 'slack'));
  const found: Finding[] = [];
  for (const { id, domain } of connected) {
    const of = `Slack ${id} of ${domain}`;
    try {
      const token = await loadBotToken(db, secrets, { platform: 'slack', id });
      if (token !== undefined) found.push(toFinding(of, await examine(token, slack.apiUrl), id));
      else if (shared?.workspace === id) found.push(finding('ok', of, 'by SLACK_BOT_TOKEN'));
      else found.push(finding('wrong', of, `has no bot token. Name it in the file, and: world apply`));
    } catch {
      const says =
        'its bot token cannot be opened: bring back the old key behind the new one in SECRET_KEY, or apply the token again';
      found.push(finding('wrong', of, says));
    }
  }
  return found;
}

/** What Slack says about a token. */
interface Examined {
  readonly workspace: string | undefined;
  /** The problem and its solution. */
  readonly fault: string | undefined;
}

async function examine(token: string, apiUrl: string | undefined): Promise<Examined> {
  // Slack's SDK loads slowly, and only this command needs it.
  const { describeToken } = await import('../../adapters/slack/client.ts');
  try {
    const { workspace, scopes } = await describeToken(token, apiUrl);
    const missing = slackScopes.map(({ scope }) => scope).filter((scope) => !scopes.includes(scope));
    const fault =
      missing.length > 0
        ? `lacks ${missing.join(', ')}: bring the app up to manifest/slack.json and install it again`
        : undefined;
    return { workspace, fault };
  } catch (error) {
    const fault = `Slack does not take the token (${faultOf(error)}): copy it again from "OAuth & Permissions"`;
    return { workspace: undefined, fault };
  }
}

function toFinding(of: string, { workspace, fault }: Examined, expected?: string): Finding {
  if (fault !== undefined) return finding('wrong', of, fault);
  return expected === undefined || workspace === expected
    ? finding('ok', of, `the bot token of ${workspace}, with all scopes`)
    : finding('wrong', of, `the bot token is the one of ${workspace}: apply the right one`);
}
