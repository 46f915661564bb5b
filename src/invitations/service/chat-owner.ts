import type { Transaction } from '../../../db/driver/client.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Named } from '../../kernel/organization.ts';
import { ownersOfChat } from '../../organizations/index.ts';

/** The organization that owns the person's chat workspace; undefined if none does. */
export async function chatOwner(
  tx: Transaction,
  { identity: { platform, tenant }, workspace }: Caller,
): Promise<Named | undefined> {
  const [owner] = await ownersOfChat(tx, platform, [tenant, workspace]);
  return owner;
}
