import { and, desc, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import type { ListQuery, Page } from '../../kernel/page.ts';
import { after, containing, count, cursorOf, pageOf, rowsOfPage } from '../../kernel/store/pages.ts';
import type { InvitationListItem, InvitationState } from '../model/invitation.ts';
import { invitationOf, recipient, selectSides, sender } from './invitation.ts';

/** The filters of a list of invitations. */
export interface InvitationQuery extends ListQuery {
  readonly direction: 'sent' | 'received' | null;
  readonly state: InvitationState | null;
}

/** An organization's invitations, sent and received, newest first; drafts are visible to their sender only. */
export async function listInvitations(
  tx: Transaction,
  organizationId: string,
  query: InvitationQuery,
): Promise<Page<InvitationListItem>> {
  const wanted = and(
    inDirection(organizationId, query.direction),
    query.state === null ? undefined : eq(invitations.state, query.state),
    query.text === null ? undefined : withText(containing(query.text)),
  );
  const [found, total] = await Promise.all([
    selectSides(tx)
      .where(and(wanted, after(cursorOf(query.after), invitations.draftedAt, invitations.id)))
      .orderBy(desc(invitations.draftedAt), desc(invitations.id))
      .limit(rowsOfPage),
    count(
      tx,
      sql`select 1 from ${invitations}
        join ${organizations} "sender" on ${sender.id} = ${invitations.senderId}
        left join ${organizations} "recipient" on ${recipient.id} = ${invitations.recipientId}
        where ${wanted}`,
    ),
  ]);
  const items = found.map((row): InvitationListItem => {
    const mine = row.invitation.senderId === organizationId;
    return {
      invitation: invitationOf(row.invitation),
      direction: mine ? 'sent' : 'received',
      counterpart: mine ? row.recipient : row.sender,
    };
  });
  return pageOf(items, total, ({ invitation }) => ({ at: invitation.draftedAt, id: invitation.id }));
}

function inDirection(organizationId: string, direction: InvitationQuery['direction']): SQL | undefined {
  const sent = eq(invitations.senderId, organizationId);
  const received = and(eq(invitations.recipientId, organizationId), sql`${invitations.state} <> 'draft'`);
  switch (direction) {
    case 'sent':
      return sent;
    case 'received':
      return received;
    case null:
      return or(sent, received);
  }
}

/** Matches the text in the name, domain or address of either side. */
const withText = (pattern: string): SQL =>
  sql`(${sql.join(
    [recipient.name, recipient.domain, sender.name, sender.domain, invitations.recipientEmail].map(
      (column) => sql`${column} ilike ${pattern}`,
    ),
    sql` or `,
  )})`;
