import { isPartner } from '../kernel/organization.ts';
import { may } from '../kernel/rights.ts';
import type { HomePart } from '../kernel/subject.ts';
import { type AgreementStatus, pendingAgreement } from './model.ts';
import { agreementStatus } from './store.ts';
import { agreementStatusText } from './views.ts';
import type { Words } from './words.en.ts';

/** On the home of a customer's admin: the agreement, while it must be accepted. */
export const home: HomePart<AgreementStatus | null, Words> = {
  load: async ({ tx, member, organization }) =>
    !isPartner(organization) && may(member, organization, 'accept_agreement')
      ? agreementStatus(tx, organization.id)
      : null,
  waiting: (words, status) => {
    if (!status || !pendingAgreement(status)) return { items: [], total: 0 };
    const item = {
      title: words.text('home.agreement'),
      detail: agreementStatusText(words, status),
      button: { label: words.text('act.review_agreement'), command: 'agreement' },
    };
    return { items: [item], total: 1 };
  },
};
