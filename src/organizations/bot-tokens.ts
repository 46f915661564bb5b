import { type Database, transaction } from '../../db/driver/client.ts';
import { publish, type ServiceContext, systemName } from '../kernel/act.ts';
import type { Secrets } from '../kernel/secrets.ts';
import { events } from './events.ts';
import { removeToken, sealedTokenOf } from './store.ts';

/** What a sealed token is bound to: one moved to another workspace's row cannot be opened. */
const contextOf = (workspace: string): string => `slack bot token of ${workspace}`;

/** The bot token of a Slack workspace as `workspaces.bot_token` keeps it (R-SEC-04). */
export const sealBotToken = (secrets: Pick<Secrets, 'seal'>, workspace: string, token: string): string =>
  secrets.seal(token, contextOf(workspace));

/**
 * The bot token that is kept for a Slack workspace; undefined where there is none. Throws when the key that it was
 * sealed with is not among the present ones.
 */
export async function loadBotToken(
  db: Database,
  secrets: Pick<Secrets, 'open'>,
  workspace: string,
): Promise<string | undefined> {
  const sealed = await transaction(db, { system: 'installations' }, (tx) => sealedTokenOf(tx, workspace));
  return sealed ? secrets.open(sealed, contextOf(workspace)) : undefined;
}

/**
 * Removes the bot token of a Slack workspace that the app was removed from (R-SEC-05); whether one was kept. What waits
 * for the workspace is paused when it cannot be posted, and goes on when a token is applied again.
 */
export const forgetBotToken = (
  { db, now, announce }: Pick<ServiceContext, 'db' | 'now' | 'announce'>,
  workspace: string,
): Promise<boolean> =>
  transaction(db, { system: 'installations' }, async (tx) => {
    const organizationId = await removeToken(tx, workspace);
    if (organizationId === undefined) return false;
    await publish({ announce }, tx, now(), { organizationId, memberId: null, name: systemName }, [
      {
        event: events['organization.changed'],
        subject: { kind: 'organization', id: organizationId },
        counterpartId: null,
        before: { installedIn: workspace },
        after: { installedIn: null },
      },
    ]);
    return true;
  });
