import type { Card } from '../../src/kernel/card.ts';
import type { Address, Posted, Poster } from '../../src/kernel/poster.ts';
import type { Message } from './adaptive-card.ts';
import { type Connector, NoChat, Refused, type Target, waitAfter } from './connector.ts';
import { adaptiveCard, messageOf } from './render.ts';
import { rootOf } from './request.ts';
import type { AdapterWords } from './words.ts';

/** Where the public cloud's connector is, until a conversation has named its own. */
const PUBLIC_CLOUD = 'https://smba.trafficmanager.net/teams/';
/** Teams takes 7 messages a second in a thread (R-NOTE-07). */
const PACE_MS = 150;
/** Teams' answers to an update that are about the conversation and not about the message in it. */
const ABOUT_CONVERSATION = ['BotNotInConversationRoster', 'BotDisabledByAdmin', 'ConversationBlockedByUser'];

/** `words` for the one line that a cut card needs. */
export function createPoster(connector: Connector, words: AdapterWords): Poster {
  const messageFor = (card: Card) => messageOf(adaptiveCard(card, words));
  return {
    paceMs: PACE_MS,
    async post(to, card, parent) {
      const serviceUrl = to.serviceUrl ?? PUBLIC_CLOUD;
      return attempt(async () => {
        const conversation =
          to.conversation === null ? await chatWith(connector, to) : rootOf(to.conversation);
        const ref = await sendUnder(connector, { serviceUrl, conversation }, parent, messageFor(card));
        return { outcome: 'posted', ref, conversation, serviceUrl };
      });
    },
    async update(to, ref, card) {
      const serviceUrl = to.serviceUrl ?? PUBLIC_CLOUD;
      if (to.conversation === null) return { outcome: 'gone' };
      const conversation = rootOf(to.conversation);
      const posted: Posted = { outcome: 'posted', ref, conversation, serviceUrl };
      return attempt(
        async () => {
          await connector.update({ serviceUrl, conversation }, ref, messageFor(card));
          return posted;
        },
        // A message that was deleted is said to be not found, or forbidden for no stated reason.
        ({ code }) => (ABOUT_CONVERSATION.includes(code) ? undefined : { outcome: 'gone' }),
      );
    },
  };
}

async function chatWith(connector: Connector, { user, workspace, serviceUrl }: Address): Promise<string> {
  if (user === null) throw new Error('A direct message needs a person');
  return connector.open(serviceUrl ?? PUBLIC_CLOUD, workspace, user);
}

/** A channel has threads; in any other chat the message only says what it answers. */
async function sendUnder(
  connector: Connector,
  to: Target,
  parent: string | null,
  message: Message,
): Promise<string> {
  if (parent === null) return connector.send(to, message);
  const thread = { ...to, conversation: `${to.conversation};messageid=${parent}` };
  try {
    return await (isChannel(to.conversation)
      ? connector.send(thread, message)
      : connector.send(to, message, parent));
  } catch (error) {
    // The parent may have been deleted; whether the conversation is gone too shows without it.
    if (error instanceof Refused && error.status === 404) return connector.send(to, message);
    throw error;
  }
}

const isChannel = (conversation: string): boolean => /@thread\.(tacv2|skype)$/.test(conversation);

/** What came of it. A fault that no one foresaw is thrown: a wrong secret (401), a card too large (413), a plain 500. */
async function attempt(
  act: () => Promise<Posted>,
  absent: (refused: Refused) => Posted | undefined = () => undefined,
): Promise<Posted> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof NoChat) return { outcome: 'unreachable', what: error.message };
    if (!(error instanceof Refused)) throw error;
    const seconds = waitAfter(error);
    if (seconds !== undefined) return { outcome: 'wait', seconds };
    if (error.status !== 403 && error.status !== 404) throw error;
    return absent(error) ?? { outcome: 'unreachable', what: error.message };
  }
}
