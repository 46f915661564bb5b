import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { type Given, statement } from '../../../db/driver/statement.ts';
import { auditEntries } from '../../../db/schema/audit-entries.ts';
import { chatIdentities } from '../../../db/schema/chat-identities.ts';
import { conversations } from '../../../db/schema/conversations.ts';
import { deliveries, posts } from '../../../db/schema/deliveries.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { members } from '../../../db/schema/members.ts';
import { organizations } from '../../../db/schema/organizations.ts';
import { subscriptions } from '../../../db/schema/subscriptions.ts';
import { workspaces } from '../../../db/schema/workspaces.ts';
import { directId } from '../../conversations/index.ts';
import type { Subject } from '../../kernel/event.ts';
import { directoryPlatform, type Platform, type Role } from '../../kernel/member.ts';
import type { Filter } from '../../notifications/index.ts';

/** The properties of an entry that decide its recipients in an organization. */
export interface AnnouncedEntry {
  readonly id: number;
  readonly subject: Subject;
  /** Null: no channel is notified of it. */
  readonly notification: string | null;
  /** Whether its subject has live cards. */
  readonly stands: boolean;
  /** Whether the organization's approvals channel is asked (R-NOTE-04). */
  readonly approvals: boolean;
}

/** People to notify in person: those with one of the roles, or the member who drafted the invitation. */
export interface Ask {
  readonly entryId: number;
  readonly who: { readonly draftedInvitation: string } | { readonly roles: readonly Role[] };
  /** Whether a reachable approvals channel is asked instead of them (R-NOTE-04). */
  readonly approvals: boolean;
}

/** A direct message that may have no row yet. */
export interface DirectMessage {
  readonly organizationId: string;
  readonly memberId: string;
  readonly platform: Platform;
  readonly workspace: string;
  readonly user: string;
}

/** A conversation to notify of an entry, and why. */
export type Recipient = {
  readonly entryId: number;
  readonly conversationId: string;
  /** Not paused. */
  readonly reachable: boolean;
} & (
  | { readonly way: 'approvals' }
  | { readonly way: 'subscription'; readonly filter: Filter | null; readonly expression: string }
  /** A card of the subject is there, or will be. */
  | { readonly way: 'card'; readonly postsMessage: boolean; readonly reason: string | null }
  /** `ask`: its index in the requests. */
  | { readonly way: 'person'; readonly ask: number; readonly direct: DirectMessage }
);

interface ChannelRow extends Record<string, unknown> {
  readonly way: 'approvals' | 'subscription' | 'card';
  readonly entry_id: string;
  readonly conversation_id: string;
  readonly reachable: boolean;
  readonly filter: Filter | null;
  readonly reason: string | null;
  readonly posts_message: boolean;
}

/**
 * The channels of an organization that may be notified of the entries, ordered by id, after the given one. The caller
 * applies the filters.
 * @param max the maximum number of channels.
 */
export async function findChannels(
  tx: Transaction,
  organizationId: string,
  entries: readonly AnnouncedEntry[],
  { after, max }: { readonly after: string; readonly max: number },
): Promise<readonly Recipient[]> {
  const rows = await selectChannels(tx, { organizationId, entries: entryRows(entries), after, max });
  return rows.map(channelOf);
}

function channelOf(row: ChannelRow): Recipient {
  const { reachable, conversation_id: conversationId } = row;
  const recipient = { entryId: Number(row.entry_id), conversationId, reachable };
  switch (row.way) {
    case 'approvals':
      return { ...recipient, way: row.way };
    case 'subscription':
      return { ...recipient, way: row.way, filter: row.filter, expression: row.reason ?? '' };
    case 'card':
      return { ...recipient, way: row.way, postsMessage: row.posts_message, reason: row.reason };
  }
}

/**
 * The direct messages of an organization that may be notified of the entries: because of their cards, or because people
 * are asked.
 */
export async function findPeople(
  tx: Transaction,
  organizationId: string,
  entries: readonly AnnouncedEntry[],
  asks: readonly Ask[],
): Promise<readonly Recipient[]> {
  const given = { organizationId, entries: entryRows(entries) };
  const [cards, people] = await Promise.all([
    selectDirectCards(tx, given),
    selectPeople(tx, { organizationId, asks: askRows(asks) }),
  ]);
  return [
    ...cards.map(channelOf),
    ...people.map(
      (row): Recipient => ({
        way: 'person',
        entryId: Number(row.entry_id),
        conversationId: row.conversation_id,
        reachable: row.reachable,
        ask: row.ask,
        direct: {
          organizationId,
          memberId: row.member_id,
          platform: row.platform,
          workspace: row.workspace,
          user: row.user,
        },
      }),
    ),
  ];
}

const entryRows = (entries: readonly AnnouncedEntry[]): string =>
  JSON.stringify(
    entries.map(({ id, subject, notification, stands, approvals }) => ({
      id,
      notification,
      subject_kind: stands ? subject.kind : null,
      subject_id: subject.id,
      approvals,
    })),
  );

const askRows = (asks: readonly Ask[]): string =>
  JSON.stringify(
    asks.map(({ entryId, who, approvals }, ask) => ({
      ask,
      entry_id: entryId,
      invitation: 'draftedInvitation' in who ? who.draftedInvitation : null,
      roles: 'roles' in who ? who.roles : [],
      approvals,
    })),
  );

const entryTable = (rows: SQL | Given<{ entries: string }>['entries']) => sql`
  select * from json_to_recordset(${rows}::json) as e(
    id bigint, notification text, subject_kind text, subject_id uuid, approvals boolean)`;

/**
 * Conversations with a card of the subject, or with one in a waiting delivery: the record of the card and the end of
 * the waiting become visible together, so none is missed. A channel that was notified of the subject is notified of
 * later events (R-NOTE-03); elsewhere cards only change (R-AUD-04).
 */
const conversationsWithCards = (kind: 'channel' | 'direct', organization: SQL) => sql`
  select 'card' as way, h.entry_id, c.id as conversation_id, null::jsonb as filter, h.reason,
    c.kind = 'channel' and h.reason is not null and h.notification is not null as posts_message
  from (
    select e.id as entry_id, e.notification, p.conversation_id, max(p.reason) as reason
    from entry e
    join ${posts} p on p.subject_kind = e.subject_kind and p.subject_id = e.subject_id
    group by 1, 2, 3
    union all
    select e.id, e.notification, d.conversation_id, max(d.reason)
    from entry e
    join ${auditEntries} a
      on a.subject_kind = e.subject_kind and a.subject_id = e.subject_id and a.id < e.id
    join ${deliveries} d on d.act_id = a.act_id and d.state = 'waiting' and a.id = any (d.told_ids)
    group by 1, 2, 3
  ) h
  join ${conversations} c
    on c.id = h.conversation_id and c.organization_id = ${organization} and c.kind = ${sql.raw(`'${kind}'`)}`;

const selectChannels = statement(
  (_, given: Given<{ organizationId: string; entries: string; after: string; max: number }>) => sql<
    readonly ChannelRow[]
  >`
    with entry as (${entryTable(given.entries)}), found as (
      select 'subscription' as way, e.id as entry_id, c.id as conversation_id, s.filter, s.expression as reason,
        true as posts_message
      from entry e
      join ${subscriptions} s
        on s.organization_id = ${given.organizationId}::uuid and s.kinds && array[e.notification, 'everything']
      join ${conversations} c on c.id = s.conversation_id and c.organization_id = s.organization_id
      where e.notification is not null and s.conversation_id > ${given.after}::uuid
      union all
      select 'approvals', e.id, c.id, null, null, true
      from entry e
      join ${organizations} o on o.id = ${given.organizationId}::uuid
      join ${conversations} c on c.id = o.approvals_conversation_id and c.paused_at is null
      where e.approvals and c.id > ${given.after}::uuid
      union all
      select * from (${conversationsWithCards('channel', sql`${given.organizationId}::uuid`)}) card
      where conversation_id > ${given.after}::uuid
    ), page as (
      select distinct conversation_id from found order by 1 limit ${given.max}::int
    )
    select f.*, c.paused_at is null as reachable
    from page join found f using (conversation_id)
    join ${conversations} c on c.id = f.conversation_id
    order by f.conversation_id, f.entry_id`,
);

const selectDirectCards = statement(
  (_, given: Given<{ organizationId: string; entries: string }>) => sql<readonly ChannelRow[]>`
    with entry as (${entryTable(given.entries)})
    select card.*, c.paused_at is null as reachable
    from (${conversationsWithCards('direct', sql`${given.organizationId}::uuid`)}) card
    join ${conversations} c on c.id = card.conversation_id
    order by card.conversation_id, card.entry_id`,
);

interface PersonRow extends Record<string, unknown> {
  readonly ask: number;
  readonly entry_id: string;
  readonly conversation_id: string;
  readonly reachable: boolean;
  readonly member_id: string;
  readonly platform: Platform;
  readonly workspace: string;
  readonly user: string;
}

/**
 * One conversation for each person: prefers reachable ones, then open ones, then the platform that was linked last.
 * Omits the person who acted.
 */
const selectPeople = statement(
  (_, given: Given<{ organizationId: string; asks: string }>) => sql<readonly PersonRow[]>`
    with ask as (
      select * from json_to_recordset(${given.asks}::json) as a(
        ask int, entry_id bigint, invitation uuid, roles text[], approvals boolean)
    )
    select a.ask, a.entry_id, d.id as conversation_id, d.reachable, m.id as member_id, d.platform, d.workspace, d."user"
    from ask a
    join ${auditEntries} e on e.id = a.entry_id
    join ${members} m on m.organization_id = ${given.organizationId}::uuid and m.id is distinct from e.actor_id and (
      m.admin_roles && a.roles or m.agent_role = any (a.roles)
      or m.id = (select i.drafted_by_id from ${invitations} i where i.id = a.invitation))
    cross join lateral (
      select coalesce(c.id, ${directId(sql`i.platform`, sql`w.id`, sql`i."user"`)}) as id,
        c.paused_at is null as reachable, i.platform, w.id as workspace, i."user"
      from ${chatIdentities} i
      cross join lateral (
        select coalesce((
          select w.id from ${workspaces} w
          where w.platform = i.platform and i.platform <> ${directoryPlatform} and w.organization_id = i.organization_id
          order by w.id = i.tenant desc, w.connected_at, w.id limit 1
        ), i.tenant) as id
      ) w
      left join ${conversations} c
        on c.kind = 'direct' and c.member_id = m.id and c.platform = i.platform and c."user" = i."user"
      where i.member_id = m.id
      order by c.paused_at is not null, c.external_id is null, i.linked_at desc, c.created_at desc
      limit 1
    ) d
    where not (a.approvals and exists (
      select from ${organizations} o
      join ${conversations} c on c.id = o.approvals_conversation_id and c.paused_at is null
      where o.id = ${given.organizationId}::uuid))
    order by a.ask, m.id`,
);
