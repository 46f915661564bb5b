import { defineCommand, type MemberContext, refused } from '../kernel/command.ts';
import { type Reply, reply } from '../kernel/request.ts';
import { subscribedCard, subscriptionsCard, unsubscribedCard } from './views.ts';

/** `notify on <kinds> [where …]`: what this channel is told (R-NOTE-01, R-AUD-02). */
export const notifyOn = defineCommand({
  verb: 'notify on',
  topic: 'channel',
  takes: 'kinds',
  for: 'members',
  shownTo: ['manage_notifications'],
  async run(context, { text }) {
    const { kind, serviceUrl } = context.request.where;
    const channel = { kind, serviceUrl: serviceUrl ?? null };
    const subscribed = await context.service.subscribe(context.actor, channel, text);
    return subscribed.ok
      ? reply.card(subscribedCard(context.words, subscribed.value, context.actor.platform))
      : refused(context, subscribed.problem);
  },
});

/** `notify off [<kinds> …]`: ends one subscription of this channel, or all. */
export const notifyOff = defineCommand({
  verb: 'notify off',
  topic: 'channel',
  for: 'members',
  shownTo: ['manage_notifications'],
  async run(context, { text }) {
    if (!inChannel(context)) return channelNeeded(context);
    const ended = await context.service.unsubscribe(context.actor, text);
    return ended.ok
      ? reply.card(unsubscribedCard(context.words, ended.value))
      : refused(context, ended.problem);
  },
});

/** `notify list`: what this channel is told, in words. */
export const notifyList = defineCommand({
  verb: 'notify list',
  topic: 'channel',
  also: ['notify'],
  for: 'members',
  shownTo: 'member',
  async run(context) {
    if (!inChannel(context)) return channelNeeded(context);
    const found = await context.service.listSubscriptions(context.actor);
    return found.ok
      ? reply.card(subscriptionsCard(context.words, found.value))
      : refused(context, found.problem);
  },
});

/** A chat of one's own has no notifications to list or to turn off. */
const inChannel = ({ request }: MemberContext): boolean => request.where.kind === 'channel';
const channelNeeded = (context: MemberContext): Reply => refused(context, { code: 'channel_needed' });
