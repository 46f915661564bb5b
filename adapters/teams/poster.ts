import type { Posted, Poster } from '../../src/kernel/poster.ts';
import { codes } from '../shared/codes.ts';
import { createPoster, renderOnce } from '../shared/poster.ts';
import type { WordsFor } from '../shared/words.ts';
import { type Connector, ConnectorError, NoChat, waitAfter } from './connector.ts';
import { adaptiveCard, maxViewers, messageOf, sentence } from './render.ts';
import { channelIn } from './request.ts';

/** The address of the public cloud's connector. */
const publicCloud = 'https://smba.trafficmanager.net/teams/';
/** Teams takes 7 messages a second in a thread (R-NOTE-07). */
const paceMs = 150;
/** Teams' error codes on an update that concern the conversation, not the message. */
const aboutConversation = codes(`
  BotNotInConversationRoster BotDisabledByAdmin ConversationBlockedByUser ForbiddenOperationException
  MessageWritesBlocked
`);
/** Teams' error code for a missing message; Teams sometimes sends it for an existing one. */
const notFound = 'ActivityNotFoundInConversation';
/** The message would be refused later too: Teams does not understand it, or it is too large (R-NOTE-09). */
const rejected = [400, 413];

export function createTeamsPoster(connector: Connector, words: WordsFor): Poster {
  const messageFor = renderOnce((card) => messageOf(adaptiveCard(card, words)), sentence);
  return createPoster(
    {
      paceMs,
      maxViewers,
      open: ({ serviceUrl, workspace }, user) => connector.open(serviceUrl ?? publicCloud, workspace, user),
      async send(to, content, parent) {
        const at = targetOf(to);
        const message = messageFor(content);
        if (parent === null) return connector.send(at, message);
        const thread = `${at.conversation};messageid=${parent}`;
        // A channel has threads; in any other chat the message only refers to the one that it answers.
        return isChannel(at.conversation)
          ? connector.send({ ...at, conversation: thread }, message)
          : connector.send(at, message, parent);
      },
      update: (to, ref, content) => connector.update(targetOf(to), ref, messageFor(content)),
      // When posting without the parent, Teams reports whether the conversation is gone too.
      isParentGone: (error) => error instanceof ConnectorError && error.status === 404,
      outcomeOf,
    },
    publicCloud,
  );
}

const targetOf = ({ serviceUrl, conversation }: { serviceUrl: string | null; conversation: string }) => ({
  serviceUrl: serviceUrl ?? publicCloud,
  conversation: channelIn(conversation),
});

const isChannel = (conversation: string): boolean => /@thread\.(tacv2|skype)$/.test(conversation);

/** A wrong secret (401) is our own fault to fix, and a plain 500 is temporary: both are tried again. */
function outcomeOf(error: unknown, act: 'post' | 'update'): Posted | undefined {
  if (error instanceof NoChat) return { outcome: 'unreachable', what: error.message };
  const seconds = waitAfter(error);
  if (seconds !== undefined) return { outcome: 'wait', seconds };
  if (!(error instanceof ConnectorError)) return undefined;
  const { status, code, message: what } = error;
  if (status === 401 || status < 400 || status >= 500) return undefined;
  if (![403, 404].includes(status)) return { outcome: 'rejected', what, isKnown: rejected.includes(status) };
  // Teams reports a deleted message as not found, or as forbidden without a reason.
  if (act === 'update' && code === notFound) return { outcome: 'missing' };
  if (act === 'update' && !aboutConversation.has(code)) return { outcome: 'gone' };
  return { outcome: 'unreachable', what };
}
