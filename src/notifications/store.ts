import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../db/driver/client.ts';
import { conversations } from '../../db/schema/conversations.ts';
import { subscriptions } from '../../db/schema/subscriptions.ts';
import type { ChatOrigin } from '../kernel/origin.ts';
import type { Filter, Kinds } from './model/filter.ts';

/** A channel's subscription: the expression and its filter. */
export interface Subscription {
  readonly kinds: Kinds;
  readonly filter: Filter | null;
  /** The canonical text of kinds and filter. */
  readonly expression: string;
  readonly createdByName: string;
}

/** A channel as its platform names it. */
type ChannelKey = Pick<ChatOrigin, 'platform' | 'workspace' | 'conversation'>;

const isChannel = ({ platform, workspace, conversation }: ChannelKey) =>
  and(
    eq(conversations.platform, platform),
    eq(conversations.workspace, workspace),
    eq(conversations.externalId, conversation),
    eq(conversations.kind, 'channel'),
  );

/** Inserts a subscription; false if the channel already has the same one. */
export async function saveSubscription(
  tx: Transaction,
  {
    kinds,
    ...given
  }: Subscription & {
    readonly id: string;
    readonly organizationId: string;
    readonly conversationId: string;
    readonly createdAt: Date;
  },
): Promise<boolean> {
  const saved = await tx
    .insert(subscriptions)
    .values({ ...given, kinds: kinds === 'everything' ? [kinds] : [...kinds] })
    .onConflictDoNothing()
    .returning({ id: subscriptions.id });
  return saved.length > 0;
}

/** A channel's subscriptions, oldest first. */
export async function listSubscriptions(
  tx: Transaction,
  channel: ChannelKey,
): Promise<readonly Subscription[]> {
  const rows = await tx
    .select({
      kinds: subscriptions.kinds,
      filter: subscriptions.filter,
      expression: subscriptions.expression,
      createdByName: subscriptions.createdByName,
    })
    .from(subscriptions)
    .innerJoin(conversations, eq(conversations.id, subscriptions.conversationId))
    .where(isChannel(channel))
    .orderBy(asc(subscriptions.createdAt), asc(subscriptions.id));
  return rows.map((row) => ({ ...row, kinds: row.kinds.includes('everything') ? 'everything' : row.kinds }));
}

/** Ends a channel's subscriptions with these expressions, or all; returns the ended ones. */
export async function deleteSubscriptions(
  tx: Transaction,
  channel: ChannelKey,
  expressions: readonly string[] | null,
): Promise<readonly string[]> {
  const there = tx.select({ id: conversations.id }).from(conversations).where(isChannel(channel));
  const ended = await tx
    .delete(subscriptions)
    .where(
      and(
        inArray(subscriptions.conversationId, there),
        expressions === null ? undefined : inArray(subscriptions.expression, [...expressions]),
      ),
    )
    .returning({ expression: subscriptions.expression });
  return ended.map((one) => one.expression);
}
