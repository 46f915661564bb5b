import type { Named } from '../kernel/organization.ts';
import { defineProblems } from '../kernel/problem.ts';
import { moment } from '../kernel/words.ts';
import type { Words } from './words.en.ts';

interface Accepted {
  readonly version: string;
  readonly at: Date;
  readonly by: string;
  /** The customer, if its partner gets the refusal. */
  readonly customer?: Named;
}

/** Refusals about the agreement and its acceptance. */
export const problems = defineProblems({
  box_not_ticked: { title: 'something_missing', field: ['agreement', 'understood'] },
  agreement_changed: {
    title: 'changed',
    values: (_: Words, { version }: { readonly version: string }) => ({ version }),
    next: (words: Words) => [{ label: words.text('next.show_agreement'), command: 'agreement' }],
  },
  agreement_not_published: { title: 'not_possible' },
  agreement_already_accepted: {
    title: 'already',
    values: (_: Words, { version, at, by }: Accepted) => ({ version, by, at: moment(at) }),
    outdated: ({ customer }: Accepted) => customer && `show ${customer.domain}`,
  },
});
