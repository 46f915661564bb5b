import { sql } from 'drizzle-orm';
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
import type { Platform, Role } from '../../kernel/member.ts';
import type { Filter } from '../../notifications/model/filter.ts';

/** An entry as far as it decides who hears of it. */
export interface AnnouncedEntry {
  readonly id: number;
  /** Whose channels hear of it: the two sides, and whoever listens. */
  readonly organizations: readonly string[];
  readonly subject: Subject;
  /** Null: no channel is told of it. */
  readonly notification: string | null;
  /** Whether cards stand for its subject, and change with it. */
  readonly stands: boolean;
}

/** People who are to be told in person: those with one of the roles, or whoever drafted the invitation. */
export interface Ask {
  /** Which of the entries, by its place. */
  readonly entry: number;
  readonly organizationId: string;
  readonly who: 'drafter' | readonly Role[];
  /** Whether the organization's approvals channel is asked in their place (R-NOTE-04). */
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

/** A conversation that hears of an entry, and why. */
export type Recipient = {
  /** Which of the entries, by its place. */
  readonly entry: number;
  readonly conversationId: string;
  readonly organizationId: string;
  /** Not paused. */
  readonly reachable: boolean;
} & (
  | { readonly way: 'subscription'; readonly filter: Filter | null; readonly expression: string }
  /** A card about the subject stands there, or is about to. */
  | { readonly way: 'card'; readonly postsMessage: boolean; readonly reason: string | null }
  | { readonly way: 'approvals'; readonly ask: number }
  | { readonly way: 'person'; readonly ask: number; readonly direct: DirectMessage }
);

interface RecipientRow extends Record<string, unknown> {
  readonly way: Recipient['way'];
  readonly entry: number;
  readonly ask: number | null;
  readonly conversation_id: string;
  readonly organization_id: string;
  readonly reachable: boolean;
  readonly filter: Filter | null;
  readonly reason: string | null;
  readonly postsMessage: boolean;
  readonly member_id: string | null;
  readonly platform: Platform;
  readonly workspace: string;
  readonly user: string | null;
}

/** Who might hear of the entries, in one look. Filters are the caller's to apply. */
export async function findRecipients(
  tx: Transaction,
  entries: readonly AnnouncedEntry[],
  asks: readonly Ask[],
): Promise<readonly Recipient[]> {
  const rows = await selectRecipients(tx, { entries: entryRows(entries), asks: askRows(entries, asks) });
  return rows.map(recipientOf);
}

const entryRows = (entries: readonly AnnouncedEntry[]): string =>
  JSON.stringify(
    entries.map((entry, place) => ({
      entry: place,
      id: entry.id,
      organizations: entry.organizations,
      notification: entry.notification,
      subject_kind: entry.stands ? entry.subject.kind : null,
      subject_id: entry.subject.id,
    })),
  );

const askRows = (entries: readonly AnnouncedEntry[], asks: readonly Ask[]): string =>
  JSON.stringify(
    asks.map(({ entry, organizationId, who, approvals }, place) => ({
      ask: place,
      entry,
      entry_id: entries[entry]?.id,
      organization: organizationId,
      invitation: who === 'drafter' ? entries[entry]?.subject.id : null,
      roles: who === 'drafter' ? [] : who,
      approvals,
    })),
  );

const selectRecipients = statement(
  (_, given: Given<{ entries: string; asks: string }>) => sql<readonly RecipientRow[]>`
    with entry as (
      select * from json_to_recordset(${given.entries}::json) as e(
        entry int, id bigint, organizations uuid[], notification text, subject_kind text,
        subject_id uuid)
    ), ask as (
      select * from json_to_recordset(${given.asks}::json) as a(
        ask int, entry int, entry_id bigint, organization uuid, invitation uuid, roles text[], approvals boolean)
    )
    ${subscribed} union all ${holdingCards} union all ${approvalsChannels} union all ${people}`,
);

/** Each organization's own subscriptions to the kind of event, in its own conversations (R-AUD-02). */
const subscribed = sql`
  select 'subscription' as way, e.entry, null::int as ask, c.id as conversation_id, c.organization_id,
    c.paused_at is null as reachable,
    s.filter, s.expression as reason, true as "postsMessage",
    c.member_id, c.platform, c.workspace, c."user"
  from entry e
  join ${subscriptions} s
    on s.organization_id = any (e.organizations) and e.notification is not null
      and s.kinds && array[e.notification, 'everything']
  join ${conversations} c on c.id = s.conversation_id and c.organization_id = s.organization_id`;

/**
 * Where a card about the subject stands, or will once a waiting delivery has gone out: a drain's card and its record
 * become visible together with the end of that waiting, so that none is missed. A channel that was told of the subject
 * is told of what follows (R-NOTE-03); elsewhere cards only change (R-AUD-04).
 */
const holdingCards = sql`
  select 'card', h.entry, null, c.id, c.organization_id, c.paused_at is null, null, h.reason,
    c.kind = 'channel' and h.reason is not null and e.notification is not null
      and c.organization_id = any (e.organizations),
    c.member_id, c.platform, c.workspace, c."user"
  from (
    select e.entry, p.conversation_id, max(p.reason) as reason
    from entry e
    join ${posts} p on p.subject_kind = e.subject_kind and p.subject_id = e.subject_id
    group by 1, 2
    union all
    select e.entry, d.conversation_id, max(d.reason)
    from entry e
    join ${auditEntries} a
      on a.subject_kind = e.subject_kind and a.subject_id = e.subject_id and a.id < e.id
    join ${deliveries} d on d.entry_id = a.id and d.state = 'waiting' and d.posts_message
    group by 1, 2
  ) h
  join entry e on e.entry = h.entry
  join ${conversations} c on c.id = h.conversation_id`;

const approvalsChannels = sql`
  select 'approvals', a.entry, a.ask, c.id, c.organization_id, true, null, null, true,
    c.member_id, c.platform, c.workspace, c."user"
  from ask a
  join ${organizations} o on o.id = a.organization
  join ${conversations} c on c.id = o.approvals_conversation_id and c.paused_at is null
  where a.approvals`;

/**
 * One conversation for each person: one that can be reached before one that cannot, an open one before a new one, on
 * the platform that was linked last. Whoever did it needs no telling.
 */
const people = sql`
  select 'person', a.entry, a.ask, d.id, m.organization_id, d.reachable, null, null, true,
    m.id, d.platform, d.workspace, d."user"
  from ask a
  join ${auditEntries} e on e.id = a.entry_id
  join ${members} m on m.organization_id = a.organization and m.id is distinct from e.actor_id and (
    m.admin_roles && a.roles or m.agent_role = any (a.roles)
    or m.id = (select i.drafted_by_id from ${invitations} i where i.id = a.invitation))
  cross join lateral (
    select coalesce(c.id, ${directId(sql`i.platform`, sql`w.id`, sql`i."user"`)}) as id,
      c.paused_at is null as reachable, i.platform, w.id as workspace, i."user"
    from ${chatIdentities} i
    cross join lateral (
      select coalesce((
        select w.id from ${workspaces} w
        where i.platform = 'slack' and w.platform = 'slack' and w.organization_id = i.organization_id
        order by w.id = i.tenant desc, w.connected_at, w.id limit 1
      ), i.tenant) as id
    ) w
    left join ${conversations} c
      on c.kind = 'direct' and c.member_id = m.id and c.platform = i.platform and c."user" = i."user"
    where i.member_id = m.id
    order by c.paused_at is not null, c.external_id is null, i.linked_at desc, c.created_at desc
    limit 1
  ) d`;

function recipientOf(row: RecipientRow): Recipient {
  const { entry, conversation_id: conversationId, organization_id: organizationId, reachable } = row;
  const recipient = { entry, conversationId, organizationId, reachable };
  const ask = row.ask ?? 0;
  switch (row.way) {
    case 'subscription':
      return { ...recipient, way: row.way, filter: row.filter, expression: row.reason ?? '' };
    case 'card':
      return { ...recipient, way: row.way, postsMessage: row.postsMessage, reason: row.reason };
    case 'approvals':
      return { ...recipient, way: row.way, ask };
    case 'person': {
      const { platform, workspace, user, member_id: memberId } = row;
      const direct = { organizationId, memberId: memberId ?? '', platform, workspace, user: user ?? '' };
      return { ...recipient, way: row.way, ask, direct };
    }
  }
}
