import { createHash } from 'node:crypto';
import type { BlockAction, ButtonAction, EnvelopedEvent, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { Place, Request } from '../../src/app.ts';
import { valuesOf } from './fields.ts';
import { lineOf } from './line.ts';

/** What the views of this adapter carry, and get back with every click and submission. */
export interface ViewMetadata {
  /** Where it all began: a modal has no channel of its own, and `notify on` is about the channel. */
  readonly conversation: string;
  readonly line: string;
}

/** The conversation on the first line, the command line after it. */
export const encodeMetadata = ({ conversation, line }: ViewMetadata): string => `${conversation}\n${line}`;

function decodeMetadata(metadata: string): ViewMetadata {
  const end = metadata.indexOf('\n');
  return end < 0
    ? { conversation: '', line: '' }
    : { conversation: metadata.slice(0, end), line: metadata.slice(end + 1) };
}

export const ofCommand = (body: SlashCommand): Request => ({
  who: {
    platform: 'slack',
    tenant: body.team_id,
    user: body.user_id,
    ...(body.enterprise_id ? { enterprise: body.enterprise_id } : {}),
    ...(body.user_name ? { displayName: body.user_name } : {}),
  },
  where: placeOf(body.team_id, body.channel_id),
  by: 'typing',
  line: lineOf(body.text ?? ''),
  deliveryId: deliveryOf(body),
});

/** The line of a button is our own and has no markup to strip. */
export const ofClick = (body: BlockAction<ButtonAction>, line: string): Request => ({
  who: whoOf(body),
  where: whereOf(body, body.channel?.id ?? decodeMetadata(body.view?.private_metadata ?? '').conversation),
  by: 'click',
  line,
  deliveryId: deliveryOf(body),
});

export function ofSubmission(body: ViewSubmitAction): Request {
  const { conversation, line } = decodeMetadata(body.view.private_metadata);
  return {
    who: whoOf(body),
    where: whereOf(body, conversation),
    by: 'form',
    line,
    values: valuesOf(body.view.state.values),
    deliveryId: deliveryOf(body),
  };
}

export const ofHome = ({
  event,
  ...body
}: EnvelopedEvent<{ type: string; user: string; channel: string }>): Request => ({
  who: {
    platform: 'slack',
    tenant: body.team_id,
    user: event.user,
    ...(body.enterprise_id ? { enterprise: body.enterprise_id } : {}),
  },
  where: placeOf(body.authorizations?.[0]?.team_id ?? body.team_id, event.channel),
  by: 'home',
  line: 'home',
  deliveryId: deliveryOf(body),
});

/** Slack's own id of the act; it is signed and the same when a delivery is repeated (R-SEC-03). */
function deliveryOf(body: { readonly trigger_id?: string; readonly event_id?: string }): string {
  const id = body.trigger_id ?? body.event_id;
  return `slack:${id ?? createHash('sha256').update(JSON.stringify(body)).digest('base64url')}`;
}

type Interaction = BlockAction<ButtonAction> | ViewSubmitAction;

/**
 * The person's own team, which in a channel shared between companies is not the one whose channel it is (R-ID-02).
 * Slack says it as the enterprise where there is one; the enterprise of `team` says something about its own people only.
 */
function whoOf({ type, user, team, enterprise }: Interaction): Request['who'] {
  // Without the person's team a click is nobody's: `team` is the card's. Of a submission it is the person's own.
  const own = user.team_id ?? (type === 'view_submission' ? team?.id : undefined) ?? '';
  const grid = enterprise?.id ?? team?.enterprise_id;
  const mine = own.startsWith('E') ? own : own === team?.id ? grid : undefined;
  const displayName = user.name ?? ('username' in user ? user.username : undefined);
  return {
    platform: 'slack',
    tenant: team && mine !== undefined && mine === grid ? team.id : own,
    user: user.id,
    ...(mine ? { enterprise: mine } : {}),
    ...(displayName ? { displayName } : {}),
  };
}

/** Slack leaves the team out where the app is installed for a whole enterprise. */
function whereOf({ user, team, enterprise, view }: Interaction, conversation: string): Place {
  const workspace = view?.app_installed_team_id ?? team?.id ?? enterprise?.id ?? user.team_id ?? '';
  return placeOf(workspace, conversation || user.id);
}

/** A home has no channel: there the person stands for their direct message, and posting to a user's id reaches it. */
const placeOf = (workspace: string, conversation: string): Place => ({
  platform: 'slack',
  workspace,
  conversation,
  kind: /^[DUW]/.test(conversation) ? 'personal' : 'channel',
});
