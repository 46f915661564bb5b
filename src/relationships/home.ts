import type { Page } from '../kernel/page.ts';
import { may } from '../kernel/rights.ts';
import type { HomePart } from '../kernel/subject.ts';
import { moment } from '../kernel/words.ts';
import type { RelationshipDetails } from './model/relationship.ts';
import { listEndAsked } from './store/lists.ts';
import type { Words } from './words.en.ts';

/** On the home of a partner's member: customers that ask to end their relationship (R-REL-02). */
export const home: HomePart<Pick<Page<RelationshipDetails>, 'items' | 'total'>, Words> = {
  load: async ({ tx, member, organization }) =>
    may(member, organization, 'view_customers') ? listEndAsked(tx, organization.id) : { items: [], total: 0 },
  waiting: (words, { items, total }) => ({
    items: items.map(({ customer, relationship }) => ({
      title: words.text('home.end_asked', { customer: customer.name }),
      detail: words.rich('home.end_asked_at', {
        at: moment(relationship.endAskedAt ?? relationship.since),
      }),
      button: { label: words.text('act.show'), command: `show ${customer.domain}` },
    })),
    total,
  }),
};
