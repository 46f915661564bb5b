import { createHash } from 'node:crypto';
import type { ConversationRef, Request } from '../../src/app.ts';
import { valuesOf } from './fields.ts';
import { lineOf } from './line.ts';
import { type Activity, timeZoneOf } from './payload.ts';

/** A person mentioned in a message, other than the bot. */
export interface MentionedPerson {
  readonly text: string;
  readonly id: string;
}

/** The sender; undefined if Teams states no Entra identity, because a name alone identifies nobody (R-ID-01). */
export function whoOf({ from, channelData, conversation }: Activity): Request['who'] | undefined {
  // The person's own tenant if Teams states it: in a shared channel the conversation's tenant is another one
  // (R-ID-02).
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

/** A group chat counts as a channel, because others read it. Teams sends nothing from chats without the bot. */
export const conversationIn = ({ conversation, channelData, serviceUrl }: Activity): ConversationRef => ({
  platform: 'teams',
  workspace: conversation.tenantId ?? channelData?.tenant?.id ?? '',
  conversation: channelIn(conversation.id),
  kind: conversation.conversationType === 'personal' ? 'personal' : 'channel',
  serviceUrl,
});

/** The channel's own id; in a thread Teams appends the id of the first message. */
export const channelIn = (conversation: string): string => conversation.replace(/;messageid=.*$/, '');

/** The people that a message mentions, without the bot. */
export const mentionedIn = ({ entities, recipient }: Activity): readonly MentionedPerson[] =>
  (entities ?? []).flatMap(({ type, text, mentioned }) =>
    type === 'mention' && text && mentioned && mentioned.id !== recipient?.id
      ? [{ text, id: mentioned.aadObjectId ?? mentioned.id }]
      : [],
  );

/** A typed command; `mentioned` are the mentioned people, with the ids to put into the line. */
export function ofTyping(
  from: Activity,
  who: Request['who'],
  mentioned: readonly MentionedPerson[],
): Request {
  const own = (from.entities ?? []).flatMap(({ type, text, mentioned }) =>
    type === 'mention' && text && mentioned?.id === from.recipient?.id ? [{ text, id: undefined }] : [],
  );
  return ofLine(from, who, lineOf(from.text ?? '', [...own, ...mentioned]));
}

/** A request as if this line had been typed. */
export const ofLine = (from: Activity, who: Request['who'], line: string): Request => ({
  ...commonParts(from, who),
  by: 'typing',
  line,
});

/** The request of one of our buttons or forms; undefined for anything else. */
export function ofPress(from: Activity, who: Request['who']): Request | undefined {
  const { pressed, type, replyToId } = from;
  if (pressed === undefined) return undefined;
  const values = valuesOf(pressed);
  // An old client sends a button as a message; its answer is a message too.
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

/** When Teams sends a message or an invoke again, this id stays the same (R-SEC-03). */
function deliveryIdOf({ id, timestamp, conversation, from, name, value }: Activity): string {
  const act = id ?? JSON.stringify([timestamp, name, value]);
  const hash = createHash('sha256').update(JSON.stringify([conversation.id, from.id, act]));
  return `teams:${hash.digest('base64url')}`;
}
