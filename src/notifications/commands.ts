import { commandsWith, type MemberContext } from '../kernel/command.ts';
import { refused } from '../kernel/refuse.ts';
import { type Reply, reply } from '../kernel/request.ts';
import { problems } from './problems.ts';
import type { NotificationServices } from './service.ts';
import { subscribedCard, subscriptionsCard, unsubscribedCard } from './views.ts';
import type { NotificationsKey } from './words.en.ts';

const { member } = commandsWith<NotificationServices, NotificationsKey>();

/** `notify on <kinds> [where …]`: subscribes this channel (R-NOTE-01, R-AUD-02). */
const notifyOn = member({
  verb: 'notify on',
  topic: 'channel',
  takes: 'kinds',
  shownTo: ['manage_notifications'],
  async run(context, { text }) {
    const { kind, serviceUrl, mayBeOutside } = context.request.where;
    const channel = { kind, serviceUrl: serviceUrl ?? null };
    const subscribed = await context.service.notifications.subscribe(context.actor, channel, text);
    return subscribed.ok
      ? reply.card(subscribedCard(context.words, subscribed.value, mayBeOutside === true))
      : refused(context, subscribed.problem);
  },
});

/** `notify off [<kinds> …]`: ends one subscription of this channel, or all. */
const notifyOff = member({
  verb: 'notify off',
  topic: 'channel',
  shownTo: ['manage_notifications'],
  async run(context, { text }) {
    if (!inChannel(context)) return channelNeeded(context);
    const ended = await context.service.notifications.unsubscribe(context.actor, text);
    return ended.ok
      ? reply.card(unsubscribedCard(context.words, ended.value))
      : refused(context, ended.problem);
  },
});

/** `notify list`: this channel's subscriptions, in words. */
const notifyList = member({
  verb: 'notify list',
  topic: 'channel',
  aliases: ['notify'],
  shownTo: 'member',
  async run(context) {
    if (!inChannel(context)) return channelNeeded(context);
    const found = await context.service.notifications.list(context.actor);
    return found.ok
      ? reply.card(subscriptionsCard(context.words, found.value, context.product.notificationKinds))
      : refused(context, found.problem);
  },
});

/** A personal chat has no subscriptions to list or end. */
const inChannel = ({ request }: MemberContext): boolean => request.where.kind === 'channel';
const channelNeeded = (context: MemberContext): Promise<Reply> => refused(context, problems.channel_needed());

export const commands = [notifyOn, notifyOff, notifyList];
