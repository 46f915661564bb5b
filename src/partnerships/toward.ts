import type { TowardPart } from '../kernel/subject.ts';
import type { OnOrganization, PartnershipsToward } from './model.ts';
import { partnershipBetween } from './store.ts';
import { partnershipToward } from './views.ts';
import type { Words } from './words.en.ts';

/** On the card of another organization: the partnership with it. */
export const toward: TowardPart<PartnershipsToward, OnOrganization, Words> = {
  load: async ({ tx, organization }, other) => ({
    partnership: (await partnershipBetween(tx, organization.id, other.id)) ?? null,
  }),
  draw: (words, { other, partnerships: { partnership } }) =>
    partnership ? partnershipToward(words, other, partnership) : [],
};
