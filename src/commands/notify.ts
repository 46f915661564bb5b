import { subscribedCard, subscriptionsCard, unsubscribedCard } from '../views/notify.ts';
import { defineCommand, type MemberVisit, refused } from './define.ts';
import { type Reply, reply } from './request.ts';

/** `notify on <kinds> [where …]`: what this channel is told (R-NOTE-01, R-AUD-02). */
export const notifyOn = defineCommand({
  verb: 'notify on',
  topic: 'channel',
  takes: 'kinds',
  for: 'members',
  shownTo: ['manage_notifications'],
  async run(visit, { text }) {
    const { kind, serviceUrl } = visit.request.where;
    const channel = { kind, serviceUrl: serviceUrl ?? null };
    const subscribed = await visit.service.subscribe(visit.actor, channel, text);
    return subscribed.ok
      ? reply.card(subscribedCard(visit.words, subscribed.value, visit.actor.platform))
      : refused(visit, subscribed.problem);
  },
});

/** `notify off [<kinds> …]`: ends one subscription of this channel, or all. */
export const notifyOff = defineCommand({
  verb: 'notify off',
  topic: 'channel',
  for: 'members',
  shownTo: ['manage_notifications'],
  async run(visit, { text }) {
    if (!inChannel(visit)) return channelNeeded(visit);
    const ended = await visit.service.unsubscribe(visit.actor, text);
    return ended.ok ? reply.card(unsubscribedCard(visit.words, ended.value)) : refused(visit, ended.problem);
  },
});

/** `notify list`: what this channel is told, in words. */
export const notifyList = defineCommand({
  verb: 'notify list',
  topic: 'channel',
  also: ['notify'],
  for: 'members',
  shownTo: 'member',
  async run(visit) {
    if (!inChannel(visit)) return channelNeeded(visit);
    const found = await visit.service.listSubscriptions(visit.actor);
    return found.ok ? reply.card(subscriptionsCard(visit.words, found.value)) : refused(visit, found.problem);
  },
});

/** A chat of one's own has no notifications to list or to turn off. */
const inChannel = ({ request }: MemberVisit): boolean => request.where.kind === 'channel';
const channelNeeded = (visit: MemberVisit): Reply => refused(visit, { code: 'channel_needed' });
