import { randomUUID } from 'node:crypto';
import type { Account, Action, Activity } from './activity.ts';
import type { Viewer } from './markdown.ts';
import type { Conversation, Somebody } from './world.ts';

/** Who does it, in which client, to which bot. */
export interface Doing {
  readonly somebody: Somebody;
  readonly viewer: Viewer;
  readonly bot: Account;
  readonly serviceUrl: string;
}

/** An activity without its content, as Teams makes one for every kind. */
function activityIn(
  conversation: Conversation,
  { somebody, viewer, bot, serviceUrl }: Doing,
  type: string,
  id: string,
): Activity {
  const { id: channel, type: conversationType, tenantId, name, team } = conversation;
  const { locale, timeZone } = viewer;
  const now = new Date().toISOString();
  const inTeam = team && {
    team: { id: team.id, name: team.name, aadGroupId: team.aadGroupId },
    channel: { id: channel },
    teamsTeamId: team.id,
    teamsChannelId: channel,
  };
  const country = locale.split('-')[1] ?? 'US';
  return {
    type,
    id,
    timestamp: now,
    localTimestamp: now,
    localTimezone: timeZone,
    serviceUrl,
    channelId: 'msteams',
    from: {
      id: somebody.id,
      name: somebody.name,
      aadObjectId: somebody.aadObjectId,
      // Of somebody from elsewhere, as in a shared channel, their own tenant is told.
      ...(somebody.tenantId === tenantId ? {} : { tenantId: somebody.tenantId }),
    },
    recipient: bot,
    conversation: {
      id: channel,
      conversationType,
      tenantId,
      ...(conversationType === 'personal' ? {} : { isGroup: true }),
      ...(conversationType === 'groupChat' ? { name } : {}),
    },
    locale,
    entities: [{ type: 'clientInfo', locale, country, platform: 'Web', timezone: timeZone }],
    channelData: { tenant: { id: tenantId }, ...inTeam },
  };
}

function inThread(activity: Activity, { id, type }: Conversation, thread: string | undefined): Activity {
  if (type !== 'channel' || thread === undefined) return activity;
  return { ...activity, conversation: { ...activity.conversation, id: `${id};messageid=${thread}` } };
}

/** A message; anywhere but in the personal chat, it mentions the bot. */
export function message(at: Conversation, doing: Doing, id: string, words: string): Activity {
  const html = words.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const said = {
    ...inThread(activityIn(at, doing, 'message', id), at, id),
    text: words,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${html}</p>` }],
  };
  if (at.type === 'personal') return said;
  const mention = { type: 'mention', mentioned: doing.bot, text: `<at>${doing.bot.name}</at>` };
  return { ...said, text: `${mention.text} ${words}`, entities: [mention, ...(said.entities ?? [])] };
}

/** The `adaptiveCard/action` of a pressed `Action.Execute`: the inputs override the action's own data. */
export function execution(
  at: Conversation,
  doing: Doing,
  { ref, thread }: { readonly ref: string | undefined; readonly thread: string | undefined },
  action: Action,
  inputs: Readonly<Record<string, unknown>>,
  trigger: 'manual' | 'automatic',
): Activity {
  const base = inThread(activityIn(at, doing, 'invoke', `f:${randomUUID()}`), at, thread ?? ref);
  const { type, id, title, verb } = action;
  const data = typeof action.data === 'string' ? action.data : { ...(action.data as object), ...inputs };
  return {
    ...base,
    name: 'adaptiveCard/action',
    channelData: { ...(base.channelData as object), source: { name: 'message' } },
    ...(ref === undefined ? {} : { replyToId: ref }),
    value: { action: { type, id, title, verb, data }, trigger },
  };
}

/** An event about the bot or a member in a conversation. Teams states no language with it. */
export function event(
  at: Conversation,
  doing: Doing,
  type: 'installationUpdate' | 'conversationUpdate',
  eventType: string | undefined,
  more: Readonly<Record<string, unknown>>,
): Activity {
  const { locale: _, localTimezone: __, ...base } = activityIn(at, doing, type, `f:${randomUUID()}`);
  const channelData = { ...(base.channelData as object), eventType };
  return { ...base, type, channelData, ...more };
}
