import { type Actor, query, type ServiceContext } from '../../kernel/act.ts';
import type { Page } from '../../kernel/page.ts';
import type { Acted } from '../../kernel/refusal.ts';
import type { InvitationListItem } from '../model/invitation.ts';
import { type InvitationQuery, listInvitations } from '../store/lists.ts';

/** Lists sent and received invitations, including the own drafts (R-INV-15, R-CMD-05). */
export const list =
  (context: ServiceContext) =>
  (actor: Actor, wanted: InvitationQuery): Acted<Page<InvitationListItem>> =>
    query(context, actor, 'read', ({ tx, organization }) => listInvitations(tx, organization.id, wanted));
