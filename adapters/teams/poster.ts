import type { Posted, Poster } from '../../src/kernel/poster.ts';
import { createPoster } from '../shared/poster.ts';
import type { WordsFor } from '../shared/words.ts';
import { type Connector, ConnectorError, NoChat, waitAfter } from './connector.ts';
import { adaptiveCard, maxViewers, messageOf } from './render.ts';
import { channelIn } from './request.ts';

/** Where the public cloud's connector is. */
const publicCloud = 'https://smba.trafficmanager.net/teams/';
/** Teams takes 7 messages a second in a thread (R-NOTE-07). */
const paceMs = 150;
/** Teams' codes on an update that are about the conversation and not about the message in it. */
const aboutConversation = ['BotNotInConversationRoster', 'BotDisabledByAdmin', 'ConversationBlockedByUser'];

export const createTeamsPoster = (connector: Connector, words: WordsFor): Poster =>
  createPoster(
    {
      paceMs,
      maxViewers,
      open: ({ serviceUrl, workspace }, user) => connector.open(serviceUrl ?? publicCloud, workspace, user),
      async send(to, card, parent) {
        const at = targetOf(to);
        const message = messageOf(adaptiveCard(card, words));
        if (parent === null) return connector.send(at, message);
        const thread = `${at.conversation};messageid=${parent}`;
        // A channel has threads; in any other chat the message only names what it answers.
        return isChannel(at.conversation)
          ? connector.send({ ...at, conversation: thread }, message)
          : connector.send(at, message, parent);
      },
      update: (to, ref, card) => connector.update(targetOf(to), ref, messageOf(adaptiveCard(card, words))),
      // Without the parent Teams says whether the conversation is gone too.
      isParentGone: (error) => error instanceof ConnectorError && error.status === 404,
      outcomeOf,
    },
    publicCloud,
  );

const targetOf = ({ serviceUrl, conversation }: { serviceUrl: string | null; conversation: string }) => ({
  serviceUrl: serviceUrl ?? publicCloud,
  conversation: channelIn(conversation),
});

const isChannel = (conversation: string): boolean => /@thread\.(tacv2|skype)$/.test(conversation);

/** A wrong secret (401), a card that is too large (413) or a plain 500 is for the queue to retry. */
function outcomeOf(error: unknown, act: 'post' | 'update'): Posted | undefined {
  if (error instanceof NoChat) return { outcome: 'unreachable', what: error.message };
  const seconds = waitAfter(error);
  if (seconds !== undefined) return { outcome: 'wait', seconds };
  if (!(error instanceof ConnectorError) || ![403, 404].includes(error.status)) return undefined;
  // A deleted message is reported as not found, or as forbidden for no stated reason.
  if (act === 'update' && !aboutConversation.includes(error.code)) return { outcome: 'gone' };
  return { outcome: 'unreachable', what: error.message };
}
