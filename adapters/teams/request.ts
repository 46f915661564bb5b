import { createHash } from 'node:crypto';
import type { ConversationRef, Request } from '../../src/app.ts';
import { valuesOf } from './fields.ts';
import { lineOf } from './line.ts';
import { type Activity, timeZoneOf } from './payload.ts';

/** Somebody named in a message besides the bot. */
export interface Named {
  readonly text: string;
  readonly id: string;
}

/** Who wrote; undefined where Teams states no Entra identity, because a name alone identifies nobody (R-ID-01). */
export function whoOf({ from, channelData, conversation }: Activity): Request['who'] | undefined {
  // The person's own tenant if Teams states it: in a shared channel the conversation's is another's (R-ID-02).
  const tenant = from.tenantId ?? channelData?.tenant?.id ?? conversation.tenantId;
  if (tenant === undefined || from.aadObjectId === undefined) return undefined;
  return {
    platform: 'teams',
    tenant,
    user: from.aadObjectId,
    address: from.id,
    ...(from.name ? { displayName: from.name } : {}),
  };
}

/** A group chat counts as a channel: others read along. Teams tells the bot of nothing where it is not a member. */
export const conversationIn = ({ conversation, channelData, serviceUrl }: Activity): ConversationRef => ({
  platform: 'teams',
  workspace: conversation.tenantId ?? channelData?.tenant?.id ?? '',
  conversation: channelIn(conversation.id),
  kind: conversation.conversationType === 'personal' ? 'personal' : 'channel',
  serviceUrl,
});

/** A channel's own id; in a thread Teams adds the thread's first message to it. */
export const channelIn = (conversation: string): string => conversation.replace(/;messageid=.*$/, '');

/** The people besides the bot whom a message names. */
export const namedIn = ({ entities, recipient }: Activity): readonly Named[] =>
  (entities ?? []).flatMap(({ type, text, mentioned }) =>
    type === 'mention' && text && mentioned && mentioned.id !== recipient?.id
      ? [{ text, id: mentioned.aadObjectId ?? mentioned.id }]
      : [],
  );

/** A typed command; `named` as the line is to have them. */
export function ofTyping(from: Activity, who: Request['who'], named: readonly Named[]): Request {
  const own = (from.entities ?? []).flatMap(({ type, text, mentioned }) =>
    type === 'mention' && text && mentioned?.id === from.recipient?.id ? [{ text, id: undefined }] : [],
  );
  return ofLine(from, who, lineOf(from.text ?? '', [...own, ...named]));
}

/** A line as if it had been typed. */
export const ofLine = (from: Activity, who: Request['who'], line: string): Request => ({
  ...commonParts(from, who),
  by: 'typing',
  line,
});

/** A button or a form of ours; undefined for anything else. */
export function ofPress(from: Activity, who: Request['who']): Request | undefined {
  const { pressed, type, replyToId } = from;
  if (pressed === undefined) return undefined;
  const values = valuesOf(pressed);
  // An old client's button comes as a message, whose answer is a message of its own.
  const replaces = type === 'invoke' && replyToId ? { replaces: replyToId } : {};
  const request = { ...commonParts(from, who), ...replaces, line: pressed.command };
  return values === undefined ? { ...request, by: 'click' } : { ...request, by: 'form', values };
}

function commonParts(from: Activity, who: Request['who']) {
  const timeZone = timeZoneOf(from);
  return {
    who,
    where: conversationIn(from),
    ...(from.locale ? { locale: from.locale } : {}),
    ...(timeZone ? { timeZone } : {}),
    deliveryId: deliveryIdOf(from),
  };
}

/** A message or an invoke that Teams sends again has the same id (R-SEC-03). */
function deliveryIdOf({ id, timestamp, conversation, from, name, value }: Activity): string {
  const act = id ?? JSON.stringify([timestamp, name, value]);
  const hash = createHash('sha256').update(JSON.stringify([conversation.id, from.id, act]));
  return `teams:${hash.digest('base64url')}`;
}
