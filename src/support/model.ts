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
export interface SupportBetween {
  /** Who supports the other organization, a customer; null if nobody is assigned. */
  readonly ofCustomer: SupportContact | null;
  /** Who at the other organization, a partner, supports the own one. */
  readonly atPartner: SupportContact | null;
}

/** The data of an organization's card and its offers, up to and including support. */
export type OnOrganization = OnOrganizationBefore & { readonly support: SupportBetween };

/** The data for the form: the customer, who can be chosen, and who is assigned now. */
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

/** A partner sets who supports its customer (R-SUP-01). */
export const assignContactRule = defineRule<Parameters<typeof isCustomer>[0]>({
  needs: 'ask_support_for_customer',
  conditions: [isCustomer],
});
