import { type Block, type Button, buttonRow, type Card, type Fact, type ListItem } from '../kernel/card.ts';
import { reasonBlock } from '../kernel/event-card.ts';
import { countValues, type Listing, listCard } from '../kernel/list.ts';
import type { OrganizationSummary } from '../kernel/organization.ts';
import type { Page } from '../kernel/page.ts';
import type { CardViewer } from '../kernel/subject.ts';
import { moment } from '../kernel/words.ts';
import { type RelationshipListItem, relationshipItem } from '../relationships/index.ts';
import type { PartnershipDetails } from './model.ts';
import type { Words } from './words.en.ts';

/** The live card of a partnership; the access can be removed while the partnership stays (R-IND-04). */
export function partnershipCard(words: Words, details: PartnershipDetails, viewer: CardViewer): Card {
  const { partnership, provider, reseller } = details;
  const active = partnership.adminAccess ? 'active' : 'access_removed';
  const phase = partnership.state === 'ended' ? 'ended' : active;
  const values = { provider: provider.name, reseller: reseller.name };
  const title = words.text(`partnership.title.${phase}`, values);
  return {
    title,
    summary: title,
    subject: { kind: 'partnership', id: partnership.id },
    blocks: [
      {
        kind: 'status',
        tone: phase === 'active' ? 'good' : 'neutral',
        text: words.rich(`partnership.status.${phase}`, {
          ...values,
          ended: moment(partnership.endedAt ?? partnership.since),
        }),
      },
      { kind: 'facts', facts: partnershipFacts(words, details) },
      ...buttonRow(viewer.buttons),
      ...reasonBlock(words, viewer.reason),
    ],
    ...(viewer.personal ? { personal: viewer.personal } : {}),
  };
}

/** Who provides for whom, and with which access. */
const partnershipFacts = (
  words: Words,
  { partnership, provider, reseller }: PartnershipDetails,
): readonly Fact[] => [
  { label: words.text('partnership.provider'), value: provider.name },
  { label: words.text('partnership.reseller'), value: reseller.name },
  {
    label: words.text('partnership.access'),
    value: words.text('partnership.access_state', { access: partnership.adminAccess ? 'yes' : 'no' }),
  },
  {
    label: words.text('partnership.since'),
    value: [{ kind: 'time', at: partnership.since, style: 'date' }],
  },
];

/** Which of the two is the provider, and with which access; for the organization's card. */
export const partnershipSection = (
  words: Words,
  { id, name }: Pick<OrganizationSummary, 'id' | 'name'>,
  details: PartnershipDetails,
): readonly Block[] => [
  {
    kind: 'text',
    text: words.text(id === details.provider.id ? 'organization.as_provider' : 'organization.as_reseller', {
      name,
    }),
    tone: 'strong',
  },
  { kind: 'facts', facts: partnershipFacts(words, details) },
];

/** One line for a partnership, named after the other side. */
const partnershipItem = (
  words: Words,
  { partnership }: PartnershipDetails,
  other: OrganizationSummary,
): ListItem => ({
  title: other.name,
  detail: words.rich('list.partnership', {
    domain: other.domain,
    access: partnership.adminAccess ? 'yes' : 'no',
    since: { kind: 'time', at: partnership.since, style: 'date' },
  }),
  button: { label: words.text('act.show'), command: `show ${other.domain}` },
});

function partnershipsCard(
  words: Words,
  side: 'provider' | 'reseller',
  page: Page<PartnershipDetails>,
  listing: Listing,
  next: Button,
): Card {
  return listCard(words, {
    title: words.text(`list.${side}s.title`),
    summary: words.text(`list.${side}s.summary`, countValues(page.total)),
    items: page.items.map((row) => partnershipItem(words, row, row[side])),
    page,
    ...listing,
    empty: { sentence: words.text(`list.${side}s.empty`), next: [next] },
  });
}

/** A reseller's indirect providers (R-IND-03). */
export const providersCard = (words: Words, page: Page<PartnershipDetails>, listing: Listing): Card =>
  partnershipsCard(words, 'provider', page, listing, {
    label: words.text('act.received'),
    command: 'invitations received',
  });

/** A provider's indirect resellers (R-IND-03). */
export const resellersCard = (words: Words, page: Page<PartnershipDetails>, listing: Listing): Card =>
  partnershipsCard(words, 'reseller', page, listing, {
    label: words.text('act.invite_reseller'),
    command: 'provider invite',
    intent: 'go',
  });

/** The customers of both a provider and its reseller, each with the viewer's own relationship (R-REL-04). */
export const sharedCustomersCard = (
  words: Words,
  page: Page<RelationshipListItem>,
  other: Pick<OrganizationSummary, 'name'>,
  listing: Listing,
): Card =>
  listCard(words, {
    title: words.text('list.shared.title', { other: other.name }),
    summary: words.text('list.shared.summary', { ...countValues(page.total), other: other.name }),
    items: page.items.map((row) => relationshipItem(words, row, row.customer, row.lacksAgreement)),
    page,
    ...listing,
    empty: {
      sentence: words.text('list.shared.empty', { other: other.name }),
      next: [{ label: words.text('act.customers'), command: 'customers' }],
    },
  });
