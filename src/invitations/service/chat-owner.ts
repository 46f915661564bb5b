import type { Transaction } from '../../../db/driver/client.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Named } from '../../kernel/organization.ts';
import { ownersOfChat } from '../../organizations/index.ts';

/** Whose the chat is that the person comes from; undefined while it is nobody's. */
export async function chatOwner(
  tx: Transaction,
  { identity: { platform, tenant }, workspace }: Caller,
): Promise<Named | undefined> {
  const [owner] = await ownersOfChat(tx, platform, [tenant, workspace]);
  return owner;
}
