import { z } from 'zod';
import { fitting, id, type JsonObject, optionalText, withoutNul } from '../shared/payload.ts';
import { ownVerb } from './blocks.ts';

// The parts of Teams' payloads that are read here (R-SEC-13). Unknown keys are ignored.

const account = z.object({ id, name: optionalText, aadObjectId: optionalText, tenantId: optionalText });

const entity = z
  .object({
    type: z.string(),
    text: optionalText,
    timezone: optionalText,
    mentioned: z.object({ id, aadObjectId: optionalText }).nullish(),
  })
  // Teams adds kinds of entities at any time; unknown ones are not needed here.
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

/** What our buttons and forms send back; the inputs are next to the command. */
const data = z.looseObject({ command: z.string() });
const isNotOurs = (verb: string): boolean => verb !== ownVerb;
const invoked = z.object({
  action: z.union([z.object({ verb: z.literal(ownVerb), data }), z.object({ verb: id.refine(isNotOurs) })]),
  trigger: optionalText,
});

export type Activity = z.output<typeof activity> & {
  /** The data of a pressed button, if it is ours. */
  readonly pressed?: z.output<typeof data> | undefined;
  /** Teams itself asks for the viewer's card; nobody has pressed anything. */
  readonly isRefresh?: boolean;
};

/** Reads a payload of Teams. Rejects with 400 if it does not fit its schema. */
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
