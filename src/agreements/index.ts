import { defineSubject } from '../kernel/subject.ts';
import { commands } from './commands.ts';
import { events } from './events.ts';
import { home } from './home.ts';
import { problems } from './problems.ts';
import { agreementService } from './service.ts';
import { en } from './words.en.ts';

export {
  type Agreement,
  type AgreementStatus,
  agreementKinds,
  consentTo,
  pendingAgreement,
} from './model.ts';
export { problems } from './problems.ts';
export { type AgreementServices, alreadyAccepted, recordAcceptance } from './service.ts';
export { agreementStatus, lacksAgreement, publishAgreement } from './store.ts';
export { agreementStatusText, agreementTick, agreementToRead } from './views.ts';
export type { AgreementsKey } from './words.en.ts';

/** The Microsoft Customer Agreement: its current version and who has accepted it. */
export const agreements = defineSubject({
  name: 'agreements',
  problems,
  events,
  words: { en },
  service: agreementService,
  commands,
  home,
});
