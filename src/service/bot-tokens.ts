import { and, eq } from 'drizzle-orm';
import { type Database, transaction } from '../../db/client.ts';
import { workspaces } from '../../db/schema/workspaces.ts';
import type { Secrets } from '../secrets.ts';

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
  const [row] = await transaction(db, { system: 'installations' }, (tx) =>
    tx
      .select({ sealed: workspaces.botToken })
      .from(workspaces)
      .where(and(eq(workspaces.platform, 'slack'), eq(workspaces.id, workspace))),
  );
  return row?.sealed ? secrets.open(row.sealed, contextOf(workspace)) : undefined;
}
