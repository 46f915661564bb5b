import { defineSubject } from '../kernel/subject.ts';
import { events } from './events.ts';
import { problems } from './problems.ts';
import { organizationService } from './service/index.ts';
import { en } from './words.en.ts';

export { events } from './events.ts';
export { mayAsk } from './model/asking.ts';
export { countriesIn, countryFrom } from './model/countries.ts';
export { isWebmailDomain } from './model/webmail.ts';
export { aboutOrganization, aboutOrganizationNow, organizationFields, problems } from './problems.ts';
export { forgetBotToken, loadBotToken, sealBotToken } from './service/bot-tokens.ts';
export type { OrganizationServices } from './service/index.ts';
export { type Invitee, resolveInvitee, resolveOrganization, resolveRecipient } from './service/resolve.ts';
export {
  connectWorkspace,
  findByDomain,
  insertOrganization,
  isKnown,
  loadOrganization,
  lockOrganization,
  makeKnown,
  ownersOfChat,
  summaryColumns,
} from './store.ts';
export { organizationWithDomain, portalName } from './views.ts';
export type { OrganizationsKey } from './words.en.ts';

/** Companies and schools, their regions and clouds, and finding them by typed text. */
export const organizations = defineSubject({
  name: 'organizations',
  problems,
  events,
  words: { en },
  service: organizationService,
  commands: [],
});
