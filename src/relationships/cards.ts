import type { LiveCard } from '../kernel/subject.ts';
import type { OnRelationship } from './model/rules.ts';
import { loadRelationshipDetails } from './store/relationships.ts';
import { hasRemovedRoles } from './store/roles.ts';
import { relationshipCard } from './views/card.ts';
import type { Words } from './words.en.ts';

/** The live card of a relationship. Only its two sides see it. */
const relationship: LiveCard = {
  kind: 'relationship',
  async load(tx, organizationId, id) {
    const details = await loadRelationshipDetails(tx, id);
    if (!details) return undefined;
    const { partner, customer } = details;
    if (organizationId !== partner.id && organizationId !== customer.id) return undefined;
    const rolesRemoved = !details.relationship.hasDap && (await hasRemovedRoles(tx, id));
    const active = details.relationship.state === 'active' ? details : null;
    const isPartner = organizationId === partner.id;
    const situation: OnRelationship = isPartner
      ? { organization: partner, other: customer, relationships: { asCustomer: active, asPartner: null } }
      : { organization: customer, other: partner, relationships: { asCustomer: null, asPartner: active } };
    return {
      situation,
      line: `show ${situation.other.domain}`,
      draw: (words: Words, viewer) => relationshipCard(words, details, { ...viewer, rolesRemoved }),
    };
  },
};

export const cards = [relationship];
