import { type Actor, act, type ServiceContext } from '../../kernel/act.ts';
import type { Acted } from '../../kernel/refusal.ts';
import { events as organizationEvents } from '../../organizations/index.ts';
import { updateMpsaSharing } from '../store/mpsa.ts';

export const mpsa = (context: ServiceContext) => ({
  /**
   * Sets whether the own MPSA partners see purchases made through each other (R-TYPE-06); returns the new setting.
   * Refuses with `role_needed`.
   */
  shareMpsa: (actor: Actor, shared: boolean): Acted<boolean> =>
    act(context, actor, 'work_with_partners', async (acting) => {
      const changed = await updateMpsaSharing(acting.tx, acting.organization.id, shared);
      if (changed) {
        acting.record({
          event: organizationEvents['organization.changed'],
          subject: { kind: 'organization', id: acting.organization.id },
          counterpartId: null,
          before: { sharesMpsaPurchases: !shared },
          after: { sharesMpsaPurchases: shared },
        });
      }
      return shared;
    }),
});
