import { z } from 'zod';
import { HttpRefusal } from '../shared/http.ts';
import { fitting, id, type JsonObject, optionalText, withoutNul } from '../shared/payload.ts';

// The parts of Slack's payloads that are read here (R-SEC-13). Unknown keys are ignored.

const command = z.object({
  command: id,
  text: z.string().default(''),
  team_id: id,
  enterprise_id: optionalText,
  channel_id: id,
  user_id: id,
  user_name: optionalText,
  trigger_id: id,
  response_url: z.url(),
});

const interaction = {
  user: z.object({ id, team_id: optionalText, name: optionalText, username: optionalText }),
  team: z.object({ id, enterprise_id: optionalText }).nullish(),
  enterprise: z.object({ id }).nullish(),
  trigger_id: id,
};

const view = z.object({
  id,
  type: z.enum(['modal', 'home']),
  private_metadata: z.string().default(''),
  app_installed_team_id: optionalText,
});

const click = z
  .object({
    ...interaction,
    actions: z.tuple([z.object({ type: id, value: z.string().optional() })], z.unknown()),
    channel: z.object({ id }).nullish(),
    container: z.object({
      message_ts: optionalText,
      thread_ts: optionalText,
      is_ephemeral: z.boolean().nullish(),
    }),
    view: view.nullish(),
    response_url: z.url().nullish(),
  })
  .refine((body) => body.view || body.response_url, { path: ['response_url'] });

const option = z.object({ value: z.string() });
/** The value of one input. */
const inputValue = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_user: z.string().nullish(),
});
/** The values of a view's inputs, by block id and action id. */
const state = z.record(z.string(), z.record(z.string(), inputValue));

const submission = z.object({
  ...interaction,
  view: view.extend({
    blocks: z.array(z.object({ type: id, block_id: z.string().optional() })),
    state: z.object({ values: state }),
    previous_view_id: optionalText,
    root_view_id: optionalText,
  }),
});

const anyEvent = z.object({ event: z.object({ type: id }) });
const fromWorkspace = z.object({ team_id: id });
const homeOpened = fromWorkspace.extend({
  event_id: id,
  enterprise_id: optionalText,
  authorizations: z.array(z.object({ team_id: optionalText })).nullish(),
  event: z.object({ user: id, channel: id, tab: id }),
});
const tokensRevoked = fromWorkspace.extend({
  event: z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) }),
});

export type InputValue = z.output<typeof inputValue>;
export type State = z.output<typeof state>;
export type Command = z.output<typeof command>;
export type Click = z.output<typeof click>;
export type Submission = z.output<typeof submission>;
export type HomeOpened = z.output<typeof homeOpened>;

/** Slack's payloads, by how they are handled. */
export type Payload =
  | { readonly kind: 'command'; readonly body: Command }
  | { readonly kind: 'click'; readonly body: Click }
  | { readonly kind: 'submission'; readonly body: Submission }
  | { readonly kind: 'home'; readonly body: HomeOpened }
  | { readonly kind: 'uninstalled'; readonly workspace: string }
  /** Slack needs only an acknowledgement. */
  | { readonly kind: 'acknowledge'; readonly answer?: JsonObject };

/** Payloads that need only an acknowledgement, or an answer that is always the same. */
const onlyAcknowledged: Readonly<Record<string, { schema: z.ZodType; answer?: JsonObject }>> = {
  view_closed: { schema: z.object({ user: z.object({ id }), view: z.object({ id }) }) },
  // All options of our selects are in the view, so there are none to suggest.
  block_suggestion: {
    schema: z.object({ user: z.object({ id }), action_id: id, value: z.string() }),
    answer: { options: [] },
  },
  app_rate_limited: { schema: z.object({ team_id: id }) },
};

/** Reads a payload of Slack. Rejects with 400 if its kind is unknown or it does not fit its schema. */
export function payloadOf(sent: unknown): Payload {
  const body = withoutNul(fitting(z.looseObject({}), sent, 'payload'));
  if ('command' in body) return { kind: 'command', body: fitting(command, body, 'slash command') };
  if (body.ssl_check) return { kind: 'acknowledge' };
  const type = String(body.type);
  switch (type) {
    case 'block_actions':
      return { kind: 'click', body: fitting(click, body, type) };
    case 'view_submission':
      return { kind: 'submission', body: fitting(submission, body, type) };
    case 'event_callback':
      return eventOf(body);
    case 'url_verification':
      return { kind: 'acknowledge', answer: fitting(z.object({ challenge: z.string() }), body, type) };
    default: {
      const known = Object.hasOwn(onlyAcknowledged, type) ? onlyAcknowledged[type] : undefined;
      if (!known) throw new HttpRefusal(400, 'a payload of no known kind');
      fitting(known.schema, body, type);
      return { kind: 'acknowledge', ...(known.answer ? { answer: known.answer } : {}) };
    }
  }
}

function eventOf(body: JsonObject): Payload {
  const { type } = fitting(anyEvent, body, 'event_callback').event;
  switch (type) {
    case 'app_home_opened': {
      const opened = fitting(homeOpened, body, type);
      return opened.event.tab === 'home' ? { kind: 'home', body: opened } : { kind: 'acknowledge' };
    }
    case 'app_uninstalled':
      return { kind: 'uninstalled', workspace: fitting(fromWorkspace, body, type).team_id };
    case 'tokens_revoked': {
      const { team_id: workspace, event } = fitting(tokensRevoked, body, type);
      return event.tokens.bot?.length ? { kind: 'uninstalled', workspace } : { kind: 'acknowledge' };
    }
    default:
      return { kind: 'acknowledge' };
  }
}
