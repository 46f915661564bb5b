import type { Named } from '../kernel/organization.ts';
import { defineProblems } from '../kernel/problem.ts';
import { moment } from '../kernel/words.ts';
import { aboutOrganization, aboutOrganizationNow } from '../organizations/index.ts';
import type { Words } from './words.en.ts';

interface Since {
  readonly organization: Named;
  readonly at: Date;
}

/** An earlier request: its time, and the organization's current name. */
const askedBefore = {
  title: 'already',
  values: (_: Words, { at }: Since) => ({ at: moment(at) }),
  outdated: ({ organization }: Since) => `show ${organization.domain}`,
} as const;

/** Refusals about relationships between partners and customers. */
export const problems = defineProblems({
  not_related: { ...aboutOrganizationNow, field: 'partner' },
  no_roles_in_place: aboutOrganizationNow,
  not_partner_of_record: {
    ...aboutOrganization,
    next: (words: Words) => [{ label: words.text('next.show_record'), command: 'record' }],
  },
  end_already_asked: askedBefore,
  end_not_asked: aboutOrganizationNow,
  partnership_cannot_end: aboutOrganization,
  agreement_already_asked: askedBefore,
});
