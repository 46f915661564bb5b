import type { TowardPart } from '../kernel/subject.ts';
import type { OnOrganization, SupportToward } from './model.ts';
import { contactBetween } from './store.ts';
import { contactsToward } from './views.ts';
import type { Words } from './words.en.ts';

/** On the card of another organization: who at the partner supports the customer. */
export const toward: TowardPart<SupportToward, OnOrganization, Words> = {
  async load({ tx, organization }, other) {
    const [ofCustomer, atPartner] = await Promise.all([
      contactBetween(tx, organization.id, other.id),
      contactBetween(tx, other.id, organization.id),
    ]);
    return { ofCustomer, atPartner };
  },
  draw: (words, { support, relationships }) =>
    // Whoever may not view customers sees none of their contacts (R-ROLE-01).
    contactsToward(words, relationships.asCustomer ? support : { ...support, ofCustomer: null }),
};
