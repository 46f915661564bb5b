import type { OrganizationSummary } from '../kernel/organization.ts';
import { defineRule } from '../kernel/rule.ts';
import { isCustomer, type OnOrganization as OnOrganizationBefore } from '../relationships/index.ts';

/** A member of a partner who supports a customer, as both organizations see it. */
export interface SupportContact {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** The support contacts between the own organization and another. */
export interface SupportToward {
  /** Who supports the other one, a customer; null where nobody was named. */
  readonly ofCustomer: SupportContact | null;
  /** Who at the other one, a partner, supports the own organization. */
  readonly atPartner: SupportContact | null;
}

/** What the card of another organization is drawn from, as far as support goes. */
export type OnOrganization = OnOrganizationBefore & { readonly support: SupportToward };

/** What the form of a support contact shows: the customer, who may be named, and who is named now. */
export interface ContactChoice {
  readonly customer: OrganizationSummary;
  readonly people: readonly SupportContact[];
  readonly present: SupportContact | null;
}

/** A customer and its support contact. */
export interface Assigned {
  readonly customer: OrganizationSummary;
  readonly contact: SupportContact;
}

/** A partner names who supports its customer (R-SUP-01). */
export const assigning = defineRule<Parameters<typeof isCustomer>[0]>({
  needs: 'ask_support_for_customer',
  conditions: [isCustomer],
});
