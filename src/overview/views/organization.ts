import { agreementGap, agreementStanding } from '../../agreements/views.ts';
import type { InvitationListItem } from '../../invitations/model/invitation.ts';
import type { Block, Button, Card, Fact, ListItem } from '../../kernel/card.ts';
import { buttons, countValues, type Listing, listCard } from '../../kernel/list.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { Page } from '../../kernel/page.ts';
import { cloudName, moment } from '../../kernel/terms.ts';
import type { Words } from '../../kernel/words.ts';
import type {
  PartnershipDetails,
  RelationshipDetails,
  RelationshipListItem,
} from '../../relationships/model/relationship.ts';
import { partnershipFacts, relationshipFacts } from '../../relationships/views/card.ts';
import type { OrganizationOverview } from '../model.ts';
import { actButtons } from './acts.ts';
import { invitationItem, partnershipItem, relationshipItem } from './items.ts';

type ListName = 'customers' | 'partners' | 'providers' | 'resellers' | 'invitations';

/** A list of other organizations, or of invitations between them: its words, and the frame of every list. */
const listed = <T>(
  words: Words,
  list: ListName,
  page: Page<T>,
  listing: Listing,
  itemOf: (row: T) => ListItem,
  next: Button,
): Card =>
  listCard(words, {
    title: words.text(`list.${list}.title`),
    summary: words.text(`list.${list}.summary`, countValues(page.total)),
    items: page.items.map(itemOf),
    page,
    ...listing,
    empty: { sentence: words.text(`list.${list}.empty`), next: [next] },
  });

/** A partner's customers, with what each lacks before the partner may buy for it (R-REL-04, R-AGR-06). */
export const customersCard = (words: Words, page: Page<RelationshipListItem>, listing: Listing): Card =>
  listed(
    words,
    'customers',
    page,
    listing,
    (row) => relationshipItem(words, row, row.customer, row.lacksAgreement),
    {
      label: words.text('act.request'),
      command: 'request',
      intent: 'go',
    },
  );

/** A customer's partners (R-REL-04). */
export const partnersCard = (words: Words, page: Page<RelationshipDetails>, listing: Listing): Card =>
  listed(words, 'partners', page, listing, (row) => relationshipItem(words, row, row.partner), {
    label: words.text('act.received'),
    command: 'invitations received',
  });

/** A reseller's indirect providers (R-IND-03). */
export const providersCard = (words: Words, page: Page<PartnershipDetails>, listing: Listing): Card =>
  listed(words, 'providers', page, listing, (row) => partnershipItem(words, row, row.provider), {
    label: words.text('act.received'),
    command: 'invitations received',
  });

/** A provider's indirect resellers (R-IND-03). */
export const resellersCard = (words: Words, page: Page<PartnershipDetails>, listing: Listing): Card =>
  listed(words, 'resellers', page, listing, (row) => partnershipItem(words, row, row.reseller), {
    label: words.text('act.invite_reseller'),
    command: 'provider invite',
    intent: 'go',
  });

/** The customers that a provider and its reseller share, each as the viewer's own (R-REL-04). */
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

/** Invitations sent and received: how far each is, how it was sent and since when (R-INV-15). */
export const invitationsCard = (
  words: Words,
  page: Page<InvitationListItem>,
  listing: Listing,
  now: Date,
): Card =>
  listed(words, 'invitations', page, listing, (row) => invitationItem(words, row, now), {
    label: words.text('act.home'),
    command: 'home',
  });

/**
 * Another organization as the viewer may see it: what each is to the other and since when, the agreement, open
 * invitations, and what can be done. One that is not related shows its name and country alone (R-REL-06).
 */
export function organizationCard(words: Words, overview: OrganizationOverview, now: Date): Card {
  const { organization, related, viewer, acts } = overview;
  return {
    title: organization.name,
    summary: words.text('organization.summary', { name: organization.name }),
    blocks: [
      { kind: 'facts', facts: identityFacts(words, organization, related) },
      ...(related ? standings(words, overview) : []),
      ...(related ? openInvitations(words, overview, now) : unrelated(words, organization)),
      ...buttons(actButtons(words, acts, { mine: viewer, other: organization })),
    ],
  };
}

function identityFacts(words: Words, organization: OrganizationSummary, related: boolean): readonly Fact[] {
  const country = { label: words.text('organization.country'), value: words.country(organization.country) };
  if (!related) return [country];
  return [
    { label: words.text('organization.domain'), value: organization.domain },
    country,
    { label: words.text('organization.cloud'), value: cloudName(words, organization.cloud) },
  ];
}

const unrelated = (words: Words, { name }: OrganizationSummary): readonly Block[] => [
  { kind: 'text', text: words.text('organization.unrelated', { name }), tone: 'quiet' },
];

/** As what the two stand to each other, one part for each. */
function standings(words: Words, overview: OrganizationOverview): readonly Block[] {
  const { asCustomer, asPartner, partnership, agreement, organization } = overview;
  const gap = agreement && asCustomer && agreementGap(words, organization, agreement);
  return [
    ...(asCustomer ? relationshipPart(words, asCustomer, 'customer') : []),
    ...(asPartner ? relationshipPart(words, asPartner, 'partner') : []),
    ...(partnership ? partnershipPart(words, partnership, organization) : []),
    ...(gap ? [{ kind: 'status', tone: 'bad', text: gap.text } as const] : []),
    ...(agreement && !gap
      ? [
          {
            kind: 'facts',
            facts: [
              { label: words.text('organization.agreement'), value: agreementStanding(words, agreement) },
            ],
          } as const,
        ]
      : []),
  ];
}

const relationshipPart = (
  words: Words,
  details: RelationshipDetails,
  side: 'customer' | 'partner',
): readonly Block[] => [
  {
    kind: 'text',
    text: words.text(`organization.as_${side}`, { name: details[side].name }),
    tone: 'strong',
  },
  { kind: 'facts', facts: relationshipFacts(words, details) },
  ...(details.relationship.endAskedAt
    ? [
        {
          kind: 'status',
          tone: 'waiting',
          text: words.rich('organization.end_asked', {
            customer: details.customer.name,
            at: moment(details.relationship.endAskedAt),
          }),
        } as const,
      ]
    : []),
];

const partnershipPart = (
  words: Words,
  details: PartnershipDetails,
  { id, name }: OrganizationSummary,
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

function openInvitations(
  words: Words,
  { openInvitations: open, viewer, organization }: OrganizationOverview,
  now: Date,
): readonly Block[] {
  if (open.length === 0) return [];
  const items = open.map(({ invitation }) => {
    const direction = invitation.senderId === viewer.id ? 'sent' : 'received';
    return invitationItem(words, { invitation, direction, counterpart: organization }, now);
  });
  return [
    { kind: 'text', text: words.text('organization.open_invitations'), tone: 'strong' },
    { kind: 'list', items },
  ];
}
