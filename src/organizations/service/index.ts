import { transaction } from '../../../db/driver/client.ts';
import type { ServiceContext } from '../../kernel/act.ts';
import type { Platform } from '../../kernel/member.ts';
import type { Named } from '../../kernel/organization.ts';
import { ownersOfChat } from '../store.ts';

export const organizationService = (context: ServiceContext) => ({
  /** The owner of a workspace or tenant, named to a stranger in it; null if it has none. */
  ownerOf: async (platform: Platform, workspace: string): Promise<Named | null> => {
    const [owner] = await transaction(context.db, { system: 'recognize' }, (tx) =>
      ownersOfChat(tx, platform, [workspace]),
    );
    return owner ?? null;
  },
});

export interface OrganizationServices {
  readonly organizations: ReturnType<typeof organizationService>;
}
