import { defineSubject } from '../kernel/subject.ts';
import { cards } from './cards.ts';
import { commands } from './commands.ts';
import { events } from './events.ts';
import { organizationPart } from './organization-part.ts';
import { problems } from './problems.ts';
import { partnershipService } from './service.ts';
import { en } from './words.en.ts';

export type { OnOrganization, PartnershipDetails, PartnershipsBetween } from './model.ts';
export { type PartnershipServices, startPartnership } from './service.ts';
export { activePartnership } from './store.ts';
export type { PartnershipsKey } from './words.en.ts';

/** Indirect providers and indirect resellers, and what each may do for the other. */
export const partnerships = defineSubject({
  name: 'partnerships',
  problems,
  events,
  words: { en },
  service: partnershipService,
  commands,
  cards,
  organizationPart,
});
