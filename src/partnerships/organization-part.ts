import type { OrganizationPart } from '../kernel/subject.ts';
import type { OnOrganization, PartnershipsBetween } from './model.ts';
import { partnershipBetween } from './store.ts';
import { partnershipSection } from './views.ts';
import type { Words } from './words.en.ts';

/** The partnership between the two organizations. */
export const organizationPart: OrganizationPart<PartnershipsBetween, OnOrganization, Words> = {
  load: async ({ tx, organization }, other) => ({
    partnership: (await partnershipBetween(tx, organization.id, other.id)) ?? null,
  }),
  draw: (words, { other, partnerships: { partnership } }) =>
    partnership ? partnershipSection(words, other, partnership) : [],
};
