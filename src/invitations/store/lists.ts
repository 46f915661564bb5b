import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import type { ListQuery, Page } from '../../kernel/page.ts';
import {
  after,
  containing,
  counted,
  countUpTo,
  cursorOf,
  type PageCursor,
  pageOf,
  rowsOfPage,
} from '../../kernel/store/pages.ts';
import type { InvitationListItem, InvitationState } from '../model/invitation.ts';
import { invitationOf, selectSides } from './invitation.ts';

/** The filters of a list of invitations. */
export interface InvitationQuery extends ListQuery {
  readonly direction: 'sent' | 'received' | null;
  readonly state: InvitationState | null;
}

type Direction = NonNullable<InvitationQuery['direction']>;

/** The parameters of a list; `state` and `pattern` only where it is filtered by them. */
type Listed = Given<{ mine: string; state: string; pattern: string } & PageCursor>;

const isInDirection = (direction: Direction, { mine }: Listed): SQL | undefined =>
  direction === 'sent'
    ? eq(invitations.senderId, mine)
    : and(eq(invitations.recipientId, mine), sql`${invitations.state} <> 'draft'`);

/** Each direction has an order of its own in an index; together they would have to be sorted. */
function wholeList(directions: readonly Direction[], ofState: boolean) {
  const wanted = (direction: Direction, given: Listed) =>
    and(isInDirection(direction, given), ofState ? eq(invitations.state, given.state as never) : undefined);
  const inOrder = (at: SQL, id: SQL) =>
    sql`order by ${at} desc, ${id} desc limit ${sql.raw(String(rowsOfPage))}`;
  const branch = (direction: Direction, given: Listed) => sql`(
    select ${invitations.id}, ${invitations.draftedAt} from ${invitations}
    where ${and(wanted(direction, given), after(given, invitations.draftedAt, invitations.id))}
    ${inOrder(sql`${invitations.draftedAt}`, sql`${invitations.id}`)})`;
  const countable = (direction: Direction, given: Listed) =>
    sql`(select 1 from ${invitations} where ${wanted(direction, given)}
      order by ${invitations.draftedAt} desc, ${invitations.id} desc limit ${counted})`;
  const together = (parts: readonly SQL[]) => sql.join([...parts], sql` union all `);
  return {
    page: invitationPage((given) => {
      const branches = together(directions.map((direction) => branch(direction, given)));
      return sql`select id from (${branches}) as listed ${inOrder(sql`drafted_at`, sql`id`)}`;
    }),
    count: statement((_, given: Listed) =>
      countUpTo(
        sql`select 1 from (${together(directions.map((direction) => countable(direction, given)))}) as listed`,
      ),
    ),
  };
}

function searchedList(directions: readonly Direction[], ofState: boolean) {
  const [only, other] = directions;
  const direction = other === undefined ? sql.raw(`'${only}'`) : sql`null`;
  const search = (given: Listed, cursor: PageCursor | Listed, most: SQL, inOrder: boolean) =>
    sql`select accord_search_invitations(${direction}, ${ofState ? given.state : sql`null`}, lower(${given.pattern}),
      ${cursor.at}::timestamptz, ${cursor.id}::uuid, ${most}, ${sql.raw(String(inOrder))})`;
  return {
    page: invitationPage((given) => search(given, given, sql.raw(String(rowsOfPage)), true)),
    count: statement((_, given: Listed) => countUpTo(search(given, cursorOf(null), counted, false))),
  };
}

/** Finds the page's ids first, then reads the details of its rows. */
const invitationPage = (onPage: (given: Listed) => SQL) =>
  statement((db, given: Listed) =>
    selectSides(db)
      .where(sql`${invitations.id} = any (array(${onPage(given)}))`)
      .orderBy(desc(invitations.draftedAt), desc(invitations.id)),
  );

const listsOf = (directions: readonly Direction[]) => ({
  whole: { anyState: wholeList(directions, false), ofState: wholeList(directions, true) },
  narrowed: { anyState: searchedList(directions, false), ofState: searchedList(directions, true) },
});

const lists = {
  sent: listsOf(['sent']),
  received: listsOf(['received']),
  both: listsOf(['sent', 'received']),
} as const;

/** An organization's invitations, sent and received, newest first; drafts are visible to their sender only. */
export async function listInvitations(
  tx: Transaction,
  organizationId: string,
  query: InvitationQuery,
): Promise<Page<InvitationListItem>> {
  const list = lists[query.direction ?? 'both'][query.text === null ? 'whole' : 'narrowed'];
  const { page, count } = list[query.state === null ? 'anyState' : 'ofState'];
  const asked = {
    mine: organizationId,
    state: query.state ?? '',
    pattern: query.text === null ? '' : containing(query.text),
    ...cursorOf(query.after),
  };
  const [found, [total]] = await Promise.all([page(tx, asked), count(tx, asked)]);
  const items = found.map((row): InvitationListItem => {
    const mine = row.invitation.senderId === organizationId;
    return {
      invitation: invitationOf(row.invitation),
      direction: mine ? 'sent' : 'received',
      counterpart: mine ? row.recipient : row.sender,
    };
  });
  return pageOf(items, total?.total ?? 0, ({ invitation }) => ({
    at: invitation.draftedAt,
    id: invitation.id,
  }));
}
