import { cutShort, type Json, malformedPayload, noObjects, type PayloadKind, seeded } from '../mutations.ts';

/** Stands in all values that a log must not have. */
export const secret = 'CANARY';

const user = { id: `U${secret}`, team_id: `T${secret}`, username: secret };
const team = { id: `T${secret}`, domain: secret };
const responseUrl = `http://127.0.0.1:9/${secret}`;
const trigger_id = `1.${secret}`;
const modal = {
  id: `V${secret}`,
  type: 'modal',
  callback_id: 'accord_form',
  private_metadata: `C1 en\ndecline ${secret}`,
  app_installed_team_id: `T${secret}`,
  blocks: [{ type: 'input', block_id: 'reason' }],
  state: { values: { reason: { long_text: { type: 'plain_text_input', value: secret } } } },
};
const interaction = { user, team, enterprise: null, trigger_id };
const ofPerson = [['user'], ['user', 'id'], ['trigger_id']];
const idsOfPerson = [['user', 'id'], ['trigger_id']];

/** Everything that Slack sends to the request URL as JSON. */
const jsonKinds: readonly PayloadKind[] = [
  {
    name: 'block_actions on a message',
    valid: {
      type: 'block_actions',
      ...interaction,
      container: { type: 'message', message_ts: '1.1', is_ephemeral: false },
      channel: { id: `C${secret}` },
      response_url: responseUrl,
      actions: [{ type: 'button', action_id: 'button_1', value: `accept ${secret}` }],
    },
    required: [
      ...ofPerson,
      ['container'],
      ['actions'],
      ['actions', 0],
      ['actions', 0, 'type'],
      ['response_url'],
    ],
    ids: [...idsOfPerson, ['actions', 0, 'type'], ['response_url']],
    typed: [['channel'], ['channel', 'id'], ['actions', 0, 'value'], ['user', 'team_id'], ['team', 'id']],
  },
  {
    name: 'block_actions in a modal',
    valid: {
      type: 'block_actions',
      ...interaction,
      container: { type: 'view', view_id: modal.id },
      view: modal,
      actions: [{ type: 'button', action_id: 'button_1', value: `accept ${secret}` }],
    },
    required: [...ofPerson, ['container'], ['actions'], ['view', 'id'], ['view', 'type']],
    ids: [...idsOfPerson, ['view', 'id'], ['view', 'type']],
    typed: [['view'], ['view', 'private_metadata'], ['actions', 0, 'value']],
  },
  {
    name: 'view_submission',
    valid: { type: 'view_submission', ...interaction, view: modal },
    required: [
      ...ofPerson,
      ['view'],
      ['view', 'id'],
      ['view', 'blocks'],
      ['view', 'state'],
      ['view', 'state', 'values'],
    ],
    ids: [...idsOfPerson, ['view', 'id'], ['view', 'blocks', 0, 'type']],
    typed: [
      ['view', 'private_metadata'],
      ['view', 'blocks', 0, 'block_id'],
      ['view', 'state', 'values', 'reason', 'long_text', 'value'],
      ['view', 'state', 'values', 'reason', 'long_text'],
      ['enterprise'],
    ],
  },
  {
    name: 'view_closed',
    valid: { type: 'view_closed', user, team, view: modal },
    required: [['user'], ['user', 'id'], ['view'], ['view', 'id']],
    ids: [
      ['user', 'id'],
      ['view', 'id'],
    ],
    typed: [],
  },
  {
    name: 'block_suggestion',
    valid: { type: 'block_suggestion', user, team, action_id: 'choice', block_id: 'partner', value: secret },
    required: [['user'], ['user', 'id'], ['action_id'], ['value']],
    ids: [['user', 'id'], ['action_id']],
    typed: [],
  },
  {
    name: 'event_callback',
    valid: event({ type: 'message', text: secret }),
    required: [['event'], ['event', 'type']],
    ids: [['event', 'type']],
    typed: [],
  },
  {
    name: 'app_home_opened',
    valid: event({ type: 'app_home_opened', user: `U${secret}`, channel: `D${secret}`, tab: 'home' }),
    required: [['team_id'], ['event_id'], ['event', 'user'], ['event', 'channel'], ['event', 'tab']],
    ids: [['team_id'], ['event_id'], ['event', 'user'], ['event', 'channel'], ['event', 'tab']],
    typed: [['enterprise_id'], ['authorizations']],
  },
  {
    name: 'app_uninstalled',
    valid: event({ type: 'app_uninstalled' }),
    required: [['team_id'], ['event']],
    ids: [['team_id']],
    typed: [],
  },
  {
    name: 'tokens_revoked',
    valid: event({ type: 'tokens_revoked', tokens: { oauth: [], bot: [`U${secret}`] } }),
    required: [['team_id'], ['event', 'tokens']],
    ids: [['team_id']],
    typed: [['event', 'tokens', 'bot', 0]],
  },
  {
    name: 'url_verification',
    valid: { type: 'url_verification', challenge: secret },
    required: [['challenge']],
    ids: [['type']],
    typed: [],
  },
];

function event(inner: Json): Json {
  const authorizations = [{ team_id: `T${secret}` }];
  return {
    type: 'event_callback',
    team_id: `T${secret}`,
    event_id: `Ev${secret}`,
    authorizations,
    event: inner,
  };
}

/** The fields of a slash command, which come as a form. */
const command: Json = {
  command: '/partner',
  text: `show ${secret}`,
  team_id: `T${secret}`,
  channel_id: `C${secret}`,
  user_id: `U${secret}`,
  user_name: secret,
  trigger_id,
  response_url: responseUrl,
};
const commandFields = ['team_id', 'channel_id', 'user_id', 'trigger_id', 'response_url'];

export const slackKinds: readonly string[] = ['slash command', ...jsonKinds.map(({ name }) => name)];

/** A request that is signed and does not fit, as the body to be signed. */
export interface MalformedRequest {
  readonly how: string;
  readonly body: string;
  readonly contentType: string;
}

const form = 'application/x-www-form-urlencoded';

/** That many requests of a kind that do not fit; the same for the same seed. */
export function malformedRequests(name: string, count: number, seed: number): readonly MalformedRequest[] {
  const random = seeded(seed);
  const kind = jsonKinds.find((one) => one.name === name);
  return Array.from({ length: count }, () => (kind ? malformedJson(kind, random) : malformedCommand(random)));
}

function malformedCommand(random: () => number): MalformedRequest {
  const name = commandFields[Math.floor(random() * commandFields.length)] ?? '';
  const fields = Object.entries(command).map(([key, value]) => [key, String(value)] as [string, string]);
  const [how, changed] = [
    [`without ${name}`, fields.filter(([key]) => key !== name)],
    [`${name} empty`, fields.map(([key, value]) => [key, key === name ? '' : value])],
    [`${name} of NUL alone`, fields.map(([key, value]) => [key, key === name ? '\0\0' : value])],
    [`${name} twice`, [...fields, [name, 'another']]],
    ['text twice', [...fields, ['text', 'another']]],
    [
      'a response_url that is none',
      fields.map(([key, value]) => [key, key === 'response_url' ? 'x' : value]),
    ],
    ['command empty', fields.map(([key, value]) => [key, key === 'command' ? '' : value])],
  ][Math.floor(random() * 7)] as [string, [string, string][]];
  return { how, body: new URLSearchParams(changed).toString(), contentType: form };
}

function malformedJson(kind: PayloadKind, random: () => number): MalformedRequest {
  const { how, json } = brokenJson(kind, random);
  const isEvent = !String(kind.valid.type).match(/^(block_|view_)/);
  return isEvent
    ? { how, body: json, contentType: 'application/json' }
    : { how, body: new URLSearchParams({ payload: json }).toString(), contentType: form };
}

function brokenJson(kind: PayloadKind, random: () => number): { how: string; json: string } {
  const way = random();
  if (way < 0.05) return { how: 'cut short', json: cutShort(JSON.stringify(kind.valid), random) };
  if (way < 0.1) return { how: 'no object', json: noObjects[Math.floor(random() * noObjects.length)] ?? '' };
  if (way < 0.15)
    return { how: 'an unknown type', json: JSON.stringify({ ...kind.valid, type: 'x_unknown' }) };
  const { how, payload } = malformedPayload(kind, random);
  return { how, json: JSON.stringify(payload) };
}
