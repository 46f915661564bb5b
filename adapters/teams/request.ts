import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Place, Request } from '../../src/app.ts';
import type { Data } from './adaptive-card.ts';
import { VERB } from './blocks.ts';
import { valuesOf } from './fields.ts';
import { lineOf } from './line.ts';

/** Teams says null for what it leaves out elsewhere. */
const word = z
  .string()
  .nullish()
  .transform((value) => value || undefined);
const account = z.object({ id: z.string(), name: word, aadObjectId: word, tenantId: word });
const entity = z
  .object({
    type: z.string(),
    text: word,
    timezone: word,
    mentioned: z.object({ id: z.string(), aadObjectId: word }).nullish(),
  })
  // Teams adds kinds of them as it likes, and none of those is for us.
  .catch({ type: 'other', text: undefined, timezone: undefined, mentioned: undefined });

/** What Teams sends, as far as it is read here. */
export const activity = z.object({
  type: z.string(),
  id: word,
  replyToId: word,
  name: word,
  text: word,
  action: word,
  locale: word,
  localTimezone: word,
  timestamp: word,
  serviceUrl: z.string(),
  from: account,
  recipient: account.nullish(),
  conversation: z.object({ id: z.string(), conversationType: word, tenantId: word }),
  channelData: z
    .object({ tenant: z.object({ id: word }).nullish() })
    .nullish()
    .catch(undefined),
  entities: z.array(entity).nullish(),
  value: z.unknown().optional(),
});
export type Activity = z.infer<typeof activity>;

const data = z.looseObject({ command: z.string() });
const invoked = z.object({ action: z.object({ verb: z.literal(VERB), data }), trigger: word });

/** Somebody named in a message besides the bot. */
export interface Named {
  readonly text: string;
  readonly id: string;
}

/** Who wrote; undefined where Teams does not state an Entra identity: a name alone is nobody (R-ID-01). */
export function whoOf({ from, channelData, conversation }: Activity): Request['who'] | undefined {
  // The person's own tenant where Teams says it: in a shared channel the conversation's is another's (R-ID-02).
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

/** A group chat is a channel here: others read along. */
export const placeOf = ({ conversation, channelData, serviceUrl }: Activity): Place => ({
  platform: 'teams',
  workspace: conversation.tenantId ?? channelData?.tenant?.id ?? '',
  conversation: rootOf(conversation.id),
  kind: conversation.conversationType === 'personal' ? 'personal' : 'channel',
  serviceUrl,
});

/** A channel's own id; in a thread Teams writes the thread's first message behind it. */
export const rootOf = (conversation: string): string => conversation.replace(/;messageid=.*$/, '');

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
  return { ...shared(from, who), by: 'typing', line: lineOf(from.text ?? '', [...own, ...named]) };
}

/** Sent instead of typing: the first words to somebody who installed the app. */
export const ofLine = (from: Activity, who: Request['who'], line: string): Request => ({
  ...shared(from, who),
  by: 'typing',
  line,
});

/** A button or a form, as `Action.Execute` and its fallback send it; undefined for what is none of ours. */
export function ofPress(from: Activity, who: Request['who']): Request | undefined {
  const sent = from.type === 'invoke' ? invoked.safeParse(from.value).data?.action.data : pressedIn(from);
  if (sent === undefined) return undefined;
  const values = valuesOf(sent as Data);
  // The answer to an old client's button is a message of its own.
  const replaces = from.type === 'invoke' && from.replyToId ? { replaces: from.replyToId } : {};
  const rest = { ...shared(from, who), ...replaces, line: sent.command };
  return values === undefined ? { ...rest, by: 'click' } : { ...rest, by: 'form', values };
}

/** What an `Action.Submit` sent, in a message without a text. */
export const pressedIn = ({ value }: Activity): Data | undefined => data.safeParse(value).data;

/** Whether Teams itself asks for the viewer's card, with nobody having pressed anything. */
export const isRefresh = ({ value }: Activity): boolean =>
  invoked.safeParse(value).data?.trigger === 'automatic';

export function timeZoneOf({ localTimezone, entities }: Activity): string | undefined {
  return localTimezone ?? entities?.find(({ type }) => type === 'clientInfo')?.timezone;
}

function shared(from: Activity, who: Request['who']) {
  const timeZone = timeZoneOf(from);
  return {
    who,
    where: placeOf(from),
    ...(from.locale ? { locale: from.locale } : {}),
    ...(timeZone ? { timeZone } : {}),
    deliveryId: deliveryIdOf(from),
  };
}

/** A message or an invoke that Teams sends again has the id that it had (R-SEC-03). */
function deliveryIdOf({ id, timestamp, conversation, from, name, value }: Activity): string {
  const act = id ?? JSON.stringify([timestamp, name, value]);
  return `teams:${createHash('sha256')
    .update(JSON.stringify([conversation.id, from.id, act]))
    .digest('base64url')}`;
}
