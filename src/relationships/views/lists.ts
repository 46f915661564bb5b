import type { Button, Card, ListItem } from '../../kernel/card.ts';
import { countValues, type Listing, listCard } from '../../kernel/list.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { Page } from '../../kernel/page.ts';
import type { RelationshipDetails, RelationshipListItem } from '../model/relationship.ts';
import type { Words } from '../words.en.ts';
import { typeName } from './terms.ts';

/** One line for a relationship, named after the other side. */
export const relationshipItem = (
  words: Words,
  { relationship }: RelationshipDetails,
  other: OrganizationSummary,
  lacksAgreement = false,
): ListItem => ({
  title: other.name,
  detail: words.rich('list.relationship', {
    domain: other.domain,
    type: typeName(words, relationship.type),
    roles: relationship.hasDap ? 'yes' : 'no',
    ending: relationship.endAskedAt ? 'yes' : 'no',
    record: relationship.ofRecordSince ? 'yes' : 'no',
    agreement: lacksAgreement ? 'lacking' : 'none',
    since: { kind: 'time', at: relationship.since, style: 'date' },
  }),
  button: { label: words.text('act.show'), command: `show ${other.domain}` },
});

const relationshipsCard = (
  words: Words,
  list: 'customers' | 'partners',
  page: Page<RelationshipDetails>,
  items: readonly ListItem[],
  listing: Listing,
  next: Button,
): Card =>
  listCard(words, {
    title: words.text(`list.${list}.title`),
    summary: words.text(`list.${list}.summary`, countValues(page.total)),
    items,
    page,
    ...listing,
    empty: { sentence: words.text(`list.${list}.empty`), next: [next] },
  });

/** A partner's customers, with what each lacks before the partner can buy for it (R-REL-04, R-AGR-06). */
export const customersCard = (words: Words, page: Page<RelationshipListItem>, listing: Listing): Card =>
  relationshipsCard(
    words,
    'customers',
    page,
    page.items.map((row) => relationshipItem(words, row, row.customer, row.lacksAgreement)),
    listing,
    { label: words.text('act.request'), command: 'request', intent: 'go' },
  );

/** A customer's partners (R-REL-04). */
export const partnersCard = (words: Words, page: Page<RelationshipDetails>, listing: Listing): Card =>
  relationshipsCard(
    words,
    'partners',
    page,
    page.items.map((row) => relationshipItem(words, row, row.partner)),
    listing,
    { label: words.text('act.received'), command: 'invitations received' },
  );
