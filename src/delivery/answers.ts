import { type Database, transaction } from '../../db/driver/client.ts';
import type { Answers } from '../app.ts';
import { findConversation } from '../conversations/index.ts';
import { reasonText } from './reason.ts';
import { reasonFor, recordAnswer } from './store/posts.ts';

/** The cards posted as direct answers: they change with their subjects too (R-AUD-04). */
export const createAnswers = ({ db, now }: { readonly db: Database; readonly now: () => Date }): Answers => ({
  async remember({ platform, workspace, conversation: externalId }, card) {
    await transaction(db, { system: 'posts' }, async (tx) => {
      const conversation = await findConversation(tx, { platform, workspace, externalId });
      if (conversation) await recordAnswer(tx, conversation.id, card, now());
    });
  },

  async reasonFor(words, { origin, organizationId }, ref) {
    const { platform, workspace, conversation: externalId } = origin;
    const reason = await transaction(db, { system: 'posts' }, async (tx) => {
      const conversation = await findConversation(tx, { platform, workspace, externalId });
      // Reveals nothing about another organization's conversation (R-AUD-02).
      return conversation?.organizationId === organizationId ? reasonFor(tx, conversation.id, ref) : null;
    });
    return reason === null ? null : reasonText(words, reason);
  },
});
