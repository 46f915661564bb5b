import { cutShort, type Json, malformedPayload, noObjects, type PayloadKind, seeded } from '../mutations.ts';
import { SERVICE_URL } from './microsoft.ts';

/** Stands in all values that a log must not have. */
export const secret = 'CANARY';

const activity: Json = {
  id: `f:${secret}`,
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  from: { id: `29:${secret}`, name: secret, aadObjectId: secret },
  recipient: { id: '28:bot', name: 'Accord' },
  conversation: { id: `a:${secret}`, conversationType: 'personal', tenantId: secret },
  locale: 'en-US',
  entities: [{ type: 'clientInfo', timezone: 'UTC' }],
};
const required = [['from'], ['from', 'id'], ['conversation'], ['conversation', 'id'], ['type']];
const ids = [['from', 'id'], ['conversation', 'id'], ['type']];
const typed = [
  ['id'],
  ['locale'],
  ['text'],
  ['from', 'aadObjectId'],
  ['conversation', 'tenantId'],
  ['recipient'],
];

const kinds: readonly PayloadKind[] = [
  { name: 'message', valid: { ...activity, type: 'message', text: `show ${secret}` }, required, ids, typed },
  {
    name: 'invoke',
    valid: {
      ...activity,
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'accord', data: { command: `show ${secret}` } } },
    },
    required: [
      ...required,
      ['value'],
      ['value', 'action'],
      ['value', 'action', 'verb'],
      ['value', 'action', 'data'],
      ['value', 'action', 'data', 'command'],
    ],
    ids: [...ids, ['value', 'action', 'verb']],
    typed: [...typed, ['name'], ['value', 'trigger']],
  },
  {
    name: 'installationUpdate',
    valid: { ...activity, type: 'installationUpdate', action: 'add' },
    required,
    ids,
    typed: [...typed, ['action']],
  },
];

export const teamsKinds: readonly string[] = kinds.map(({ name }) => name);

export interface MalformedActivity {
  readonly how: string;
  readonly body: string;
}

/** That many activities of a kind that do not fit; the same for the same seed. */
export function malformedActivities(name: string, count: number, seed: number): readonly MalformedActivity[] {
  const random = seeded(seed);
  const kind = kinds.find((one) => one.name === name);
  if (!kind) throw new Error(`There is no ${name}`);
  return Array.from({ length: count }, () => {
    const way = random();
    if (way < 0.05) return { how: 'cut short', body: cutShort(JSON.stringify(kind.valid), random) };
    if (way < 0.1)
      return { how: 'no object', body: noObjects[Math.floor(random() * noObjects.length)] ?? '' };
    const { how, payload } = malformedPayload(kind, random);
    return { how, body: JSON.stringify(payload) };
  });
}
