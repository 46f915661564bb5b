import { type Actor, type QueryContext, query, type ServiceContext } from '../../kernel/act.ts';
import { isUuid } from '../../kernel/ids.ts';
import { type Acted, ActRefusal, unwrap } from '../../kernel/refusal.ts';
import type { ShownInvitation } from '../model/invitation.ts';
import { problems } from '../problems.ts';
import { loadDetails } from './details.ts';
import { resolveInvitation } from './resolve.ts';

/** The invitation as the acting member sees it now. */
export async function shown(
  { tx, member, organization }: QueryContext,
  id: string,
  load = loadDetails,
): Promise<ShownInvitation> {
  const details = await load(tx, id, organization.id);
  if (!details) throw new ActRefusal(problems.invitation_not_found({ typed: id }));
  return { details, viewer: { member, organization } };
}

/**
 * What a member may see of an invitation now; drafts are visible to their sender only. Refuses like
 * `resolveInvitation`.
 */
export const showInvitation =
  (context: ServiceContext) =>
  (actor: Actor, typed: string): Acted<ShownInvitation> =>
    query(context, actor, 'read', async (acting) => {
      // An id is looked up together with what it names.
      const id = typed.trim().toLowerCase();
      const begun = isUuid(id) ? shown(acting, id) : undefined;
      begun?.catch(() => {});
      const found = unwrap(await resolveInvitation(acting.tx, typed, acting.organization.id));
      return begun ?? shown(acting, found.id);
    });
