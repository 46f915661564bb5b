import type { Transaction } from '../../../db/driver/client.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Named } from '../../kernel/organization.ts';
import { ownersOfChat } from '../../organizations/index.ts';

/** The organization that owns the person's chat workspace, other than `besides`; undefined if none does. */
export async function chatOwner(
  tx: Transaction,
  { identity: { platform, tenant }, workspace }: Caller,
  besides?: Named,
): Promise<Named | undefined> {
  const owners = await ownersOfChat(tx, platform, [tenant, workspace]);
  return owners.find(({ id }) => id !== besides?.id);
}
