import type { OrganizationPart } from '../kernel/subject.ts';
import type { OnOrganization, SupportBetween } from './model.ts';
import { contactBetween } from './store.ts';
import { contactsSection } from './views.ts';
import type { Words } from './words.en.ts';

/** Who at the partner supports the customer. */
export const organizationPart: OrganizationPart<SupportBetween, OnOrganization, Words> = {
  async load({ tx, organization }, other) {
    const [ofCustomer, atPartner] = await Promise.all([
      contactBetween(tx, organization.id, other.id),
      contactBetween(tx, other.id, organization.id),
    ]);
    return { ofCustomer, atPartner };
  },
  draw: (words, { support, relationships }) =>
    // A member who may not view customers does not see their contacts (R-ROLE-01).
    contactsSection(words, relationships.asCustomer ? support : { ...support, ofCustomer: null }),
};
