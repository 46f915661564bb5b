import { type Database, transaction } from '../../../db/driver/client.ts';
import { publish, type ServiceContext, systemFor } from '../../kernel/act.ts';
import type { Secrets } from '../../kernel/secrets.ts';
import { events } from '../events.ts';
import { removeToken, sealedTokenOf, type WorkspaceKey } from '../store.ts';

/** What a sealed token is bound to: one moved to another workspace's row cannot be opened. */
const contextOf = ({ platform, id }: WorkspaceKey): string => `${platform} bot token of ${id}`;

/** The bot token of a workspace as `workspaces.bot_token` keeps it (R-SEC-04). */
export const sealBotToken = (secrets: Pick<Secrets, 'seal'>, of: WorkspaceKey, token: string): string =>
  secrets.seal(token, contextOf(of));

/**
 * The bot token that is kept for a workspace; undefined where there is none. Throws when the key that it was
 * sealed with is not among the present ones.
 */
export async function loadBotToken(
  db: Database,
  secrets: Pick<Secrets, 'open'>,
  of: WorkspaceKey,
): Promise<string | undefined> {
  const sealed = await transaction(db, { system: 'installations' }, (tx) => sealedTokenOf(tx, of));
  return sealed ? secrets.open(sealed, contextOf(of)) : undefined;
}

/**
 * Removes the bot token of a workspace that the app was removed from (R-SEC-05); whether one was kept. What waits
 * for the workspace is paused when it cannot be posted, and goes on when a token is applied again.
 */
export const forgetBotToken = (
  { db, now }: Pick<ServiceContext, 'db' | 'now'>,
  of: WorkspaceKey,
): Promise<boolean> =>
  transaction(db, { system: 'installations' }, async (tx) => {
    const organizationId = await removeToken(tx, of);
    if (organizationId === undefined) return false;
    await publish(tx, now(), systemFor(organizationId), [
      {
        event: events['organization.changed'],
        subject: { kind: 'organization', id: organizationId },
        counterpartId: null,
        before: { installedIn: of.id },
        after: { installedIn: null },
      },
    ]);
    return true;
  });
