import type { StandingCard } from '../kernel/subject.ts';
import type { FacingPartnership } from './model.ts';
import { loadPartnershipDetails } from './store.ts';
import { partnershipCard } from './views.ts';
import type { Words } from './words.en.ts';

/** The card that stands for a partnership: it is its two sides' alone. */
const partnership: StandingCard = {
  kind: 'partnership',
  async load(tx, organizationId, id) {
    const details = await loadPartnershipDetails(tx, id);
    if (!details) return undefined;
    const { provider, reseller } = details;
    if (organizationId !== provider.id && organizationId !== reseller.id) return undefined;
    const [organization, other] =
      organizationId === provider.id ? [provider, reseller] : [reseller, provider];
    const active = details.partnership.state === 'active' ? details : null;
    const situation: FacingPartnership = { organization, other, partnerships: { partnership: active } };
    return {
      situation,
      line: `show ${other.domain}`,
      draw: (words: Words, viewer) => partnershipCard(words, details, viewer),
    };
  },
};

export const cards = [partnership];
