import type { LiveCard } from '../kernel/subject.ts';
import type { WithPartnership } from './model.ts';
import { loadPartnershipDetails } from './store.ts';
import { partnershipCard } from './views.ts';
import type { Words } from './words.en.ts';

/** The live card of a partnership. Only its two sides see it. */
const partnership: LiveCard = {
  kind: 'partnership',
  async load(tx, organizationId, id) {
    const details = await loadPartnershipDetails(tx, id);
    if (!details) return undefined;
    const { provider, reseller } = details;
    if (organizationId !== provider.id && organizationId !== reseller.id) return undefined;
    const [organization, other] =
      organizationId === provider.id ? [provider, reseller] : [reseller, provider];
    const active = details.partnership.state === 'active' ? details : null;
    const situation: WithPartnership = { organization, other, partnerships: { partnership: active } };
    return {
      situation,
      line: `show ${other.domain}`,
      draw: (words: Words, viewer) => partnershipCard(words, details, viewer),
    };
  },
};

export const cards = [partnership];
