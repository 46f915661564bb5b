import type { Fields, Message, StateValues, View } from './kit.ts';
import type { Channel, Member, SlackApp, Team } from './workspace.ts';

/** A person's action that Slack is about to report to the app. */
export interface Act {
  readonly app: SlackApp;
  readonly person: Member;
  /** The installation that it is reported to: the one whose message, modal or command it is. */
  readonly team: Team;
  readonly trigger: string;
}

/** The form body of a slash command. */
export function commandBody(
  act: Act,
  command: {
    readonly command: string;
    readonly text: string;
    readonly channel: NamedConversation;
    readonly responseUrl: string;
  },
): string {
  const { person, team } = act;
  return new URLSearchParams({
    token: 'legacy-verification-token',
    team_id: team.id,
    team_domain: team.domain,
    ...(team.enterprise && { enterprise_id: team.enterprise.id, enterprise_name: team.enterprise.name }),
    channel_id: command.channel.id,
    channel_name: command.channel.name,
    user_id: person.id,
    user_name: person.name,
    command: command.command,
    text: command.text,
    api_app_id: act.app.id,
    is_enterprise_install: 'false',
    response_url: command.responseUrl,
    trigger_id: act.trigger,
  }).toString();
}

/** The conversation of an action. */
export interface NamedConversation {
  readonly id: string;
  readonly name: string;
}

/** How Slack names a conversation to an app; it does not tell the name of a private one. */
export function namedConversation(id: string, channel: Channel | undefined): NamedConversation {
  if (!channel) return { id, name: 'directmessage' };
  return { id, name: channel.private ? 'privategroup' : channel.name };
}

/** A press on something in a message. */
export function messageActionBody(
  act: Act,
  action: Fields,
  on: {
    readonly channel: NamedConversation;
    readonly message: Message;
    readonly private: boolean;
    readonly state: StateValues;
    readonly responseUrl: string;
  },
): string {
  const { team } = act;
  const { ts, thread_ts } = on.message;
  const message = { ...on.message, bot_id: team.bot.id, app_id: act.app.id, team: team.id };
  return interaction('block_actions', act, {
    team: teamField(team),
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: on.channel.id,
      is_ephemeral: on.private,
      ...(thread_ts && { thread_ts }),
    },
    channel: on.channel,
    // Slack does not send an ephemeral message back.
    ...(on.private ? {} : { message }),
    state: { values: on.state },
    response_url: on.responseUrl,
    actions: [{ ...action, action_ts: seconds() }],
  });
}

/** A press on something in a modal or a home. */
export function viewActionBody(act: Act, action: Fields, view: View): string {
  return interaction('block_actions', act, {
    team: teamField(act.team),
    container: { type: 'view', view_id: view.id },
    view,
    actions: [{ ...action, action_ts: seconds() }],
  });
}

/**
 * A modal that is sent off, or closed. In a shared channel `team` is then the person's own workspace;
 * `view.app_installed_team_id` tells the installation.
 */
export function viewBody(
  type: 'view_submission' | 'view_closed',
  act: Act,
  view: View,
  more: Fields = {},
): string {
  return interaction(type, act, { team: teamField(act.person.team), view, ...more });
}

/** The envelope of the Events API. */
export function eventBody(app: SlackApp, team: Team, event: Fields, eventId: string): string {
  const authorization = {
    enterprise_id: team.enterprise?.id ?? null,
    team_id: team.id,
    user_id: team.bot.userId,
    is_bot: true,
    is_enterprise_install: false,
  };
  return JSON.stringify({
    token: 'legacy-verification-token',
    team_id: team.id,
    ...(team.enterprise && { enterprise_id: team.enterprise.id }),
    api_app_id: app.id,
    event: { event_ts: seconds(), ...event },
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [authorization],
    is_ext_shared_channel: false,
  });
}

function interaction(type: string, { app, person, trigger }: Act, more: Fields): string {
  const payload = {
    type,
    token: 'legacy-verification-token',
    api_app_id: app.id,
    user: {
      id: person.id,
      username: person.name,
      name: person.name,
      // On Enterprise Grid this is the organization's id, not the workspace's.
      team_id: person.team.enterprise?.id ?? person.team.id,
    },
    enterprise: null,
    is_enterprise_install: false,
    ...(type === 'view_closed' ? {} : { trigger_id: trigger }),
    ...more,
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

function teamField(team: Team): Fields {
  const grid = team.enterprise && {
    enterprise_id: team.enterprise.id,
    enterprise_name: team.enterprise.name,
  };
  return { id: team.id, domain: team.domain, ...grid };
}

function seconds(): string {
  return (Date.now() / 1000).toFixed(6);
}
