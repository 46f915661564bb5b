import { z } from 'zod';
import { fitting, id, type JsonObject, optionalText, withoutNul } from '../shared/payload.ts';
import { ownVerb } from './blocks.ts';

// What Teams sends, as far as it is read here (R-SEC-13). Additions are ignored.

const account = z.object({ id, name: optionalText, aadObjectId: optionalText, tenantId: optionalText });

const entity = z
  .object({
    type: z.string(),
    text: optionalText,
    timezone: optionalText,
    mentioned: z.object({ id, aadObjectId: optionalText }).nullish(),
  })
  // Teams adds kinds of entities at any time, and none of those matters here.
  .catch({ type: 'other', text: undefined, timezone: undefined, mentioned: undefined });

const activity = z.object({
  type: id,
  id: optionalText,
  replyToId: optionalText,
  name: optionalText,
  text: optionalText,
  action: optionalText,
  locale: optionalText,
  localTimezone: optionalText,
  timestamp: optionalText,
  serviceUrl: z.url(),
  from: account,
  recipient: account.nullish(),
  conversation: z.object({ id, conversationType: optionalText, tenantId: optionalText }),
  channelData: z
    .object({ tenant: z.object({ id: optionalText }).nullish() })
    .nullish()
    .catch(undefined),
  entities: z.array(entity).nullish(),
  value: z.unknown().optional(),
});

/** What a button or a form of ours sends back; the inputs stand beside the command. */
const data = z.looseObject({ command: z.string() });
const isNotOurs = (verb: string): boolean => verb !== ownVerb;
const invoked = z.object({
  action: z.union([z.object({ verb: z.literal(ownVerb), data }), z.object({ verb: id.refine(isNotOurs) })]),
  trigger: optionalText,
});

export type Activity = z.output<typeof activity> & {
  /** What was pressed, if it is one of ours. */
  readonly pressed?: z.output<typeof data> | undefined;
  /** Teams itself asks for the viewer's card; nobody has pressed anything. */
  readonly isRefresh?: boolean;
};

/** Reads what Teams sent. Refused with 400 when it does not fit its schema. */
export function activityOf(sent: JsonObject): Activity {
  const received = fitting(activity, withoutNul(sent), 'activity');
  if (received.type === 'message') return { ...received, pressed: data.safeParse(received.value).data };
  if (received.type !== 'invoke' || received.name !== 'adaptiveCard/action') return received;
  const { action, trigger } = fitting(invoked, received.value, received.name);
  if (!('data' in action)) return received;
  return { ...received, pressed: action.data, isRefresh: trigger === 'automatic' };
}

export function timeZoneOf({ localTimezone, entities }: Activity): string | undefined {
  return localTimezone ?? entities?.find(({ type }) => type === 'clientInfo')?.timezone;
}
