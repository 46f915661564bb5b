import type { StandingCard } from '../kernel/subject.ts';
import type { OnInvitation } from './model/rules.ts';
import { loadDetails } from './service/details.ts';
import { invitationCard } from './views/card.ts';
import type { Words } from './words.en.ts';

/** The card that stands for an invitation: it is its two sides' alone, and a draft its sender's. */
const invitation: StandingCard = {
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
