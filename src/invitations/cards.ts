import type { LiveCard } from '../kernel/subject.ts';
import type { OnInvitation } from './model/rules.ts';
import { loadDetails } from './service/details.ts';
import { invitationCard } from './views/card.ts';
import type { Words } from './words.en.ts';

/** The live card of an invitation. Only its two sides see it; a draft is visible to its sender only. */
const invitation: LiveCard = {
  kind: 'invitation',
  async load(tx, organizationId, id, now) {
    const details = await loadDetails(tx, id, organizationId);
    if (!details) return undefined;
    const { senderId, recipientId, state } = details.invitation;
    const received = recipientId === organizationId && state !== 'draft';
    if (senderId !== organizationId && !received) return undefined;
    const situation: OnInvitation = { ...details, organizationId, now };
    return {
      situation,
      line: `show ${id}`,
      draw: (words: Words, viewer) => invitationCard(words, details, viewer),
    };
  },
};

export const cards = [invitation];
