import { and, asc, eq, inArray } from 'drizzle-orm';
import { ensureConversation } from '../../db/conversations.ts';
import { ownersOfChat } from '../../db/organizations.ts';
import { conversations } from '../../db/schema/conversations.ts';
import { subscriptions } from '../../db/schema/subscriptions.ts';
import type { NotificationKind } from '../domain/events.ts';
import type { Filter } from '../domain/filter.ts';
import { expressionOf, type ParsedFilter, parseExpression } from '../domain/filter-text.ts';
import type { Problem } from '../domain/problem.ts';
import type { Result } from '../result.ts';
import { resolveOrganization } from './resolve.ts';
import { type Act, type Actor, look, orRefuse, Refused, type Surroundings, transact } from './transact.ts';

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

export const notifications = (env: Surroundings) => ({
  /**
   * Subscribes the channel of the request to kinds of events of the own organization (R-NOTE-01, R-AUD-02). The same
   * words twice are one subscription. Refused with `channel_needed`, `channel_of_other_organization`, `role_needed`,
   * `unknown_kind`, `filter_not_understood`, `organization_not_found`, `organization_ambiguous`.
   */
  subscribe: (actor: Actor, channel: Channel, typed: string): Promise<Result<Subscription, Problem>> =>
    transact(env, actor, 'manage_notifications', async (act) => {
      if (channel.kind !== 'channel') throw new Refused({ code: 'channel_needed' });
      await requireOwnWorkspace(act);
      const parsed = orRefuse(parseExpression(typed));
      const filter = parsed.filter && (await resolveFilter(act, parsed.filter));
      const expression = expressionOf(parsed.kinds, parsed.filter);
      const conversationId = await ensureConversation(act.tx, {
        platform: actor.platform,
        workspace: actor.workspace,
        externalId: actor.conversation,
        serviceUrl: channel.serviceUrl,
        organizationId: act.organization.id,
        direct: null,
      });
      const [row] = await act.tx
        .insert(subscriptions)
        .values({
          id: env.newId(),
          organizationId: act.organization.id,
          conversationId,
          kinds: [...parsed.kinds],
          filter,
          expression,
          createdByName: act.member.name,
          createdAt: act.now,
        })
        .onConflictDoNothing()
        .returning();
      if (row) {
        act.record({
          kind: 'notification.subscribed',
          subject: { kind: 'organization', id: act.organization.id },
          counterpartId: null,
          after: { expression, conversation: actor.conversation },
        });
      }
      return { id: row?.id ?? '', kinds: parsed.kinds, filter, expression, createdByName: act.member.name };
    }),

  /** What the channel of the request is told, oldest first. */
  listSubscriptions: (actor: Actor): Promise<Result<readonly Subscription[], Problem>> =>
    look(env, actor, 'self', ({ tx }) =>
      tx
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
        .orderBy(asc(subscriptions.createdAt), asc(subscriptions.id)),
    ),

  /**
   * Ends subscriptions of the channel: the one with these words, or all when none are given. Refused with
   * `not_subscribed`, `role_needed`, and what reading the words refuses with.
   */
  unsubscribe: (actor: Actor, typed: string): Promise<Result<readonly string[], Problem>> =>
    transact(env, actor, 'manage_notifications', async (act) => {
      const parsed = typed.trim() === '' ? null : orRefuse(parseExpression(typed));
      const channel = act.tx.select({ id: conversations.id }).from(conversations).where(theChannel(actor));
      const ended = await act.tx
        .delete(subscriptions)
        .where(
          and(
            inArray(subscriptions.conversationId, channel),
            parsed ? eq(subscriptions.expression, expressionOf(parsed.kinds, parsed.filter)) : undefined,
          ),
        )
        .returning({ expression: subscriptions.expression });
      if (ended.length === 0) throw new Refused({ code: 'not_subscribed' });
      const expressions = ended.map(({ expression }) => expression);
      act.record({
        kind: 'notification.unsubscribed',
        subject: { kind: 'organization', id: act.organization.id },
        counterpartId: null,
        before: { expressions, conversation: actor.conversation },
      });
      return expressions;
    }),
});

const theChannel = (actor: Actor) =>
  and(
    eq(conversations.platform, actor.platform),
    eq(conversations.workspace, actor.workspace),
    eq(conversations.externalId, actor.conversation),
    eq(conversations.kind, 'channel'),
  );

/** A channel in somebody else's workspace is told nothing of this organization's (R-AUD-02, R-ID-02). */
async function requireOwnWorkspace(act: Act): Promise<void> {
  const { platform, workspace } = act.actor;
  const owners = await ownersOfChat(act.tx, platform, [workspace]);
  if (!owners.some(({ id }) => id === act.organization.id)) {
    throw new Refused({ code: 'channel_of_other_organization' });
  }
}

/** Looks the named organizations up, so that a filter keeps meaning the same ones. */
async function resolveFilter(act: Act, filter: ParsedFilter): Promise<Filter> {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const of: Filter[] = [];
      for (const part of filter.of) of.push(await resolveFilter(act, part));
      return { op: filter.op, of };
    }
    case 'not':
      return { op: 'not', of: await resolveFilter(act, filter.of) };
    case 'partner':
    case 'customer': {
      const organization = orRefuse(await resolveOrganization(act.tx, filter.typed));
      return { op: filter.op, organizationId: organization.id, typed: filter.typed };
    }
    case 'kind':
      return filter;
  }
}
