import { type Database, transaction } from '../../../db/driver/client.ts';
import { publish, type ServiceContext, systemFor } from '../../kernel/act.ts';
import type { Secrets } from '../../kernel/secrets.ts';
import { events } from '../events.ts';
import { removeToken, sealedTokenOf, type WorkspaceKey } from '../store.ts';

/** The context of a sealed token: a token moved to another workspace's row cannot be opened. */
const contextOf = ({ platform, id }: WorkspaceKey): string => `${platform} bot token of ${id}`;

/** Seals a workspace's bot token for the column `workspaces.bot_token` (R-SEC-04). */
export const sealBotToken = (secrets: Pick<Secrets, 'seal'>, of: WorkspaceKey, token: string): string =>
  secrets.seal(token, contextOf(of));

/** The stored bot token of a workspace; undefined if there is none. Throws if its key is no longer configured. */
export async function loadBotToken(
  db: Database,
  secrets: Pick<Secrets, 'open'>,
  of: WorkspaceKey,
): Promise<string | undefined> {
  const sealed = await transaction(db, { system: 'installations' }, (tx) => sealedTokenOf(tx, of));
  return sealed ? secrets.open(sealed, contextOf(of)) : undefined;
}

/**
 * Removes the bot token of a workspace that removed the app (R-SEC-05); returns whether there was one. The workspace's
 * deliveries are paused when they cannot be posted, and resume when a token is applied again.
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
