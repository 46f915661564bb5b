import { ensureConversation } from '../conversations/index.ts';
import type { InvitationServices } from '../invitations/index.ts';
import { type ActContext, act, type ChatActor, query, type ServiceContext } from '../kernel/act.ts';
import type { ChatOrigin } from '../kernel/origin.ts';
import { type Acted, ActRefusal, unwrap } from '../kernel/refusal.ts';
import { ownersOfChat, resolveOrganization } from '../organizations/index.ts';
import { events } from './events.ts';
import { currentExpression, expressionOf, parseExpression } from './model/expression.ts';
import type { Filter, ParsedFilter } from './model/filter.ts';
import { problems } from './problems.ts';
import { deleteSubscriptions, listSubscriptions, type Subscription, saveSubscription } from './store.ts';

/** A channel as named in the request. */
export interface Channel {
  readonly kind: 'personal' | 'channel';
  readonly serviceUrl: string | null;
}

export const notificationService = (context: ServiceContext) => ({
  /**
   * Subscribes the request's channel to kinds of events of the own organization (R-NOTE-01, R-AUD-02). The same
   * expression twice is one subscription. Refuses with `channel_needed`, `channel_of_other_organization`,
   * `role_needed`, `unknown_kind`, `filter_not_understood`, `organization_not_found`, `organization_ambiguous`.
   */
  subscribe: (actor: ChatActor, channel: Channel, typed: string): Acted<Subscription> =>
    act(context, actor, 'manage_notifications', async (acting) => {
      if (channel.kind !== 'channel') throw new ActRefusal(problems.channel_needed());
      await requireOwnWorkspace(acting, actor.origin);
      const parsed = unwrap(parseExpression(typed, context.notificationKinds));
      const subscription: Subscription = {
        kinds: parsed.kinds,
        filter: parsed.filter && (await resolveFilter(acting, parsed.filter)),
        expression: expressionOf(parsed),
        createdByName: acting.member.name,
      };
      const conversationId = await channelOf(acting, actor.origin, channel);
      const present = await storedExpressions(
        acting,
        actor.origin,
        context.notificationKinds,
        subscription.expression,
      );
      const isNew =
        present.length === 0 &&
        (await saveSubscription(acting.tx, {
          ...subscription,
          id: context.newId(),
          organizationId: acting.organization.id,
          conversationId,
          createdAt: acting.now,
        }));
      if (isNew) {
        acting.record({
          event: events['notification.subscribed'],
          subject: { kind: 'organization', id: acting.organization.id },
          counterpartId: null,
          after: { expression: subscription.expression, conversation: actor.origin.conversation },
        });
      }
      return subscription;
    }),

  /** The subscriptions of the request's channel, oldest first. */
  list: (actor: ChatActor): Acted<readonly Subscription[]> =>
    query(context, actor, 'self', ({ tx }) => listSubscriptions(tx, actor.origin)),

  /**
   * Ends subscriptions of the channel: the one with this expression, or all if none is given. Refuses with
   * `not_subscribed`, `role_needed`, and like reading the expression.
   */
  unsubscribe: (actor: ChatActor, typed: string): Acted<readonly string[]> =>
    act(context, actor, 'manage_notifications', async (acting) => {
      const kinds = context.notificationKinds;
      const wanted = typed.trim() === '' ? null : expressionOf(unwrap(parseExpression(typed, kinds)));
      const ended = await deleteSubscriptions(
        acting.tx,
        actor.origin,
        wanted === null ? null : await storedExpressions(acting, actor.origin, kinds, wanted),
      );
      if (ended.length === 0) throw new ActRefusal(problems.not_subscribed());
      acting.record({
        event: events['notification.unsubscribed'],
        subject: { kind: 'organization', id: acting.organization.id },
        counterpartId: null,
        before: { expressions: ended, conversation: actor.origin.conversation },
      });
      return ended;
    }),
});

export type NotificationServices = InvitationServices & {
  readonly notifications: ReturnType<typeof notificationService>;
};

/** A channel in another organization's workspace gets nothing of this organization (R-AUD-02, R-ID-02). */
async function requireOwnWorkspace(acting: ActContext, { platform, workspace }: ChatOrigin): Promise<void> {
  const owners = await ownersOfChat(acting.tx, platform, [workspace]);
  if (!owners.some(({ id }) => id === acting.organization.id)) {
    throw new ActRefusal(problems.channel_of_other_organization());
  }
}

/** The stored texts of the channel's subscriptions to exactly this. */
async function storedExpressions(
  { tx }: ActContext,
  channel: ChatOrigin,
  kinds: readonly string[],
  wanted: string,
): Promise<readonly string[]> {
  const present = await listSubscriptions(tx, channel);
  return present
    .map(({ expression }) => expression)
    .filter((expression) => currentExpression(expression, kinds) === wanted);
}

/** The id of the request's channel; inserts it if it is new. */
const channelOf = (
  { tx, organization }: ActContext,
  { platform, workspace, conversation }: ChatOrigin,
  { serviceUrl }: Channel,
): Promise<string> =>
  ensureConversation(tx, {
    platform,
    workspace,
    externalId: conversation,
    serviceUrl,
    organizationId: organization.id,
    direct: null,
  });

/** Looks up the named organizations, so that a filter keeps matching the same ones. */
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
