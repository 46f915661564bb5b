import { and, asc, eq, inArray } from 'drizzle-orm';
import { conversations } from '../../db/schema/conversations.ts';
import { subscriptions } from '../../db/schema/subscriptions.ts';
import { ensureConversation } from '../conversations/store.ts';
import {
  type ActContext,
  type Actor,
  ActRefusal,
  act,
  query,
  type ServiceContext,
  unwrap,
} from '../kernel/act.ts';
import { type NotificationKind, notificationKinds } from '../kernel/events.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Result } from '../kernel/result.ts';
import { ownersOfChat } from '../organizations/store.ts';
import { resolveOrganization } from '../overview/resolve.ts';
import type { Filter } from './model/filter.ts';
import { expressionOf, type ParsedFilter, parseExpression } from './model/filter-text.ts';

/** What a channel is told, in words that were typed and in what they mean. */
export interface Subscription {
  readonly id: string;
  readonly kinds: readonly NotificationKind[];
  readonly filter: Filter | null;
  readonly expression: string;
  readonly createdByName: string;
}

/** A channel as the act's request names it. */
export interface Channel {
  readonly kind: 'personal' | 'channel';
  readonly serviceUrl: string | null;
}

export const notifications = (context: ServiceContext) => ({
  /**
   * Subscribes the channel of the request to kinds of events of the own organization (R-NOTE-01, R-AUD-02). The same
   * words twice are one subscription. Refused with `channel_needed`, `channel_of_other_organization`, `role_needed`,
   * `unknown_kind`, `filter_not_understood`, `organization_not_found`, `organization_ambiguous`.
   */
  subscribe: (actor: Actor, channel: Channel, typed: string): Promise<Result<Subscription, Problem>> =>
    act(context, actor, 'manage_notifications', async (acting) => {
      if (channel.kind !== 'channel') throw new ActRefusal({ code: 'channel_needed' });
      await requireOwnWorkspace(acting);
      const parsed = unwrap(parseExpression(typed));
      const filter = parsed.filter && (await resolveFilter(acting, parsed.filter));
      const expression = expressionOf(parsed.kinds, parsed.filter);
      const conversationId = await ensureConversation(acting.tx, {
        platform: actor.platform,
        workspace: actor.workspace,
        externalId: actor.conversation,
        serviceUrl: channel.serviceUrl,
        organizationId: acting.organization.id,
        direct: null,
      });
      const [row] = await acting.tx
        .insert(subscriptions)
        .values({
          id: context.newId(),
          organizationId: acting.organization.id,
          conversationId,
          kinds: storedKinds(parsed.kinds),
          filter,
          expression,
          createdByName: acting.member.name,
          createdAt: acting.now,
        })
        .onConflictDoNothing()
        .returning();
      if (row) {
        acting.record({
          kind: 'notification.subscribed',
          subject: { kind: 'organization', id: acting.organization.id },
          counterpartId: null,
          after: { expression, conversation: actor.conversation },
        });
      }
      return {
        id: row?.id ?? '',
        kinds: parsed.kinds,
        filter,
        expression,
        createdByName: acting.member.name,
      };
    }),

  /** What the channel of the request is told, oldest first. */
  listSubscriptions: (actor: Actor): Promise<Result<readonly Subscription[], Problem>> =>
    query(context, actor, 'self', async ({ tx }) => {
      const rows = await tx
        .select({
          id: subscriptions.id,
          kinds: subscriptions.kinds,
          filter: subscriptions.filter,
          expression: subscriptions.expression,
          createdByName: subscriptions.createdByName,
        })
        .from(subscriptions)
        .innerJoin(conversations, eq(conversations.id, subscriptions.conversationId))
        .where(theChannel(actor))
        .orderBy(asc(subscriptions.createdAt), asc(subscriptions.id));
      return rows.map((row) => ({ ...row, kinds: kindsOf(row.kinds) }));
    }),

  /**
   * Ends subscriptions of the channel: the one with these words, or all when none are given. Refused with
   * `not_subscribed`, `role_needed`, and what reading the words refuses with.
   */
  unsubscribe: (actor: Actor, typed: string): Promise<Result<readonly string[], Problem>> =>
    act(context, actor, 'manage_notifications', async (acting) => {
      const parsed = typed.trim() === '' ? null : unwrap(parseExpression(typed));
      const channel = acting.tx.select({ id: conversations.id }).from(conversations).where(theChannel(actor));
      const ended = await acting.tx
        .delete(subscriptions)
        .where(
          and(
            inArray(subscriptions.conversationId, channel),
            parsed ? eq(subscriptions.expression, expressionOf(parsed.kinds, parsed.filter)) : undefined,
          ),
        )
        .returning({ expression: subscriptions.expression });
      if (ended.length === 0) throw new ActRefusal({ code: 'not_subscribed' });
      const expressions = ended.map(({ expression }) => expression);
      acting.record({
        kind: 'notification.unsubscribed',
        subject: { kind: 'organization', id: acting.organization.id },
        counterpartId: null,
        before: { expressions, conversation: actor.conversation },
      });
      return expressions;
    }),
});

/** "everything" is kept as such, so that it includes kinds that are added later. */
const storedKinds = (kinds: readonly NotificationKind[]): string[] =>
  notificationKinds.every((kind) => kinds.includes(kind)) ? ['everything'] : [...kinds];
const kindsOf = (stored: readonly string[]): readonly NotificationKind[] =>
  notificationKinds.filter((kind) => stored.includes(kind) || stored.includes('everything'));

const theChannel = (actor: Actor) =>
  and(
    eq(conversations.platform, actor.platform),
    eq(conversations.workspace, actor.workspace),
    eq(conversations.externalId, actor.conversation),
    eq(conversations.kind, 'channel'),
  );

/** A channel in somebody else's workspace is told nothing of this organization's (R-AUD-02, R-ID-02). */
async function requireOwnWorkspace(acting: ActContext): Promise<void> {
  const { platform, workspace } = acting.actor;
  const owners = await ownersOfChat(acting.tx, platform, [workspace]);
  if (!owners.some(({ id }) => id === acting.organization.id)) {
    throw new ActRefusal({ code: 'channel_of_other_organization' });
  }
}

/** Looks the named organizations up, so that a filter keeps meaning the same ones. */
async function resolveFilter(acting: ActContext, filter: ParsedFilter): Promise<Filter> {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const of: Filter[] = [];
      for (const part of filter.of) of.push(await resolveFilter(acting, part));
      return { op: filter.op, of };
    }
    case 'not':
      return { op: 'not', of: await resolveFilter(acting, filter.of) };
    case 'partner':
    case 'customer': {
      const organization = unwrap(await resolveOrganization(acting.tx, filter.typed));
      return { op: filter.op, organizationId: organization.id, typed: filter.typed };
    }
    case 'kind':
      return filter;
  }
}
