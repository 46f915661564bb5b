import type { ConversationRef, Request } from '../../src/app.ts';
import { valuesOf } from './fields.ts';
import type { Click, Command, HomeOpened, Submission } from './payload.ts';

/**
 * The metadata of our views; Slack sends it back with every interaction. It holds the conversation where it began (a
 * modal has no channel, but `notify on` needs one), the view's language, and the command line of a form.
 */
export const encodeMetadata = (conversation: string, locale = '', line = ''): string =>
  `${conversation} ${locale}\n${line}`;

export function decodeMetadata(metadata = '') {
  const [first = '', ...rest] = metadata.split('\n');
  const [conversation = '', locale] = first.split(' ');
  return { conversation, locale: locale || undefined, line: rest.join('\n') };
}

/**
 * A typed line without Slack's markup (R-CMD-06): a mention keeps the id of the person or channel (`@U1`, `#C1`), a
 * link becomes what was typed, and a quoted message is dropped. The kernel normalizes the rest for both platforms.
 */
const lineOf = (text: string): string =>
  text
    .replace(/^\s*&gt;.*$/gm, ' ')
    .replace(/<([^<>]*)>/g, (_, inside: string) => typedFor(inside))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

function typedFor(inside: string): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  if (/^[@#]/.test(target)) return target;
  if (target.startsWith('!')) return label || `@${target.slice(1)}`;
  return label || target.replace(/^(mailto|tel):/, '');
}

export const ofCommand = (body: Command): Request => ({
  who: identityOf(body.team_id, body.user_id, body.enterprise_id, body.user_name),
  where: conversationIn(body.team_id, body.channel_id),
  by: 'typing',
  line: lineOf(body.text),
  deliveryId: `slack:${body.trigger_id}`,
});

/** `line` is a button's command line; it is ours and has no markup to remove. */
export const ofClick = (body: Click, line: string): Request => ({
  who: whoOf(body, body.user.team_id),
  where: whereOf(body, body.channel?.id ?? decodeMetadata(body.view?.private_metadata).conversation),
  by: 'click',
  line,
  deliveryId: `slack:${body.trigger_id}`,
});

export function ofSubmission(body: Submission): Request {
  const { conversation, line } = decodeMetadata(body.view.private_metadata);
  return {
    // In a submission `team` is the person's own team; in a click it is the card's.
    who: whoOf(body, body.user.team_id ?? body.team?.id),
    where: whereOf(body, conversation),
    by: 'form',
    line,
    values: valuesOf(body.view.state.values),
    deliveryId: `slack:${body.trigger_id}`,
  };
}

export const ofHome = ({ event, ...body }: HomeOpened): Request => ({
  who: identityOf(body.team_id, event.user, body.enterprise_id),
  where: conversationIn(body.authorizations?.[0]?.team_id ?? body.team_id, event.channel),
  by: 'home',
  line: 'home',
  deliveryId: `slack:${body.event_id}`,
});

const identityOf = (tenant: string, user: string, enterprise?: string, name?: string): Request['who'] => ({
  platform: 'slack',
  tenant,
  user,
  ...(enterprise ? { enterprise } : {}),
  ...(name ? { displayName: name } : {}),
});

type Interaction = Click | Submission;

/**
 * In a channel shared between companies a person's own team is not the channel's (R-ID-02). Without it nobody is
 * recognized. On an Enterprise Grid Slack names the enterprise instead; a payload's enterprise is the person's only
 * if their own team belongs to it.
 */
function whoOf({ user, team, enterprise }: Interaction, ownTeam = ''): Request['who'] {
  const grid = enterprise?.id ?? team?.enterprise_id;
  const ownEnterprise = ownTeam.startsWith('E') ? ownTeam : ownTeam === team?.id ? grid : undefined;
  const tenant = team && ownEnterprise !== undefined && ownEnterprise === grid ? team.id : ownTeam;
  return identityOf(tenant, user.id, ownEnterprise, user.name ?? user.username);
}

/** Slack omits the team if the app is installed for a whole enterprise. */
function whereOf({ user, team, enterprise, view }: Interaction, conversation: string): ConversationRef {
  const workspace = view?.app_installed_team_id ?? team?.id ?? enterprise?.id ?? user.team_id ?? '';
  return conversationIn(workspace, conversation || user.id);
}

/** The home has no channel. The person's id stands for their direct message, and posting to it reaches them. */
const conversationIn = (workspace: string, conversation: string): ConversationRef => ({
  platform: 'slack',
  workspace,
  conversation,
  kind: /^[DUW]/.test(conversation) ? 'personal' : 'channel',
  // Commands work in any conversation, and Slack does not say whether the bot is a member.
  mayBeOutside: true,
});
