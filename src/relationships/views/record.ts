import { type Block, type Button, buttonRow, type Card } from '../../kernel/card.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { organizationWithDomain } from '../../organizations/index.ts';
import type { RelationshipDetails } from '../model/relationship.ts';
import type { Words } from '../words.en.ts';

/** A customer's partner of record, what that means, and how to change it (R-DAP-06). */
export function recordCard(
  words: Words,
  customer: Pick<OrganizationSummary, 'name'>,
  present: RelationshipDetails | null,
  maySet: boolean,
): Card {
  const since = present?.relationship.ofRecordSince;
  const status: Block =
    present && since
      ? {
          kind: 'status',
          tone: 'good',
          text: words.rich('record.present', {
            partner: organizationWithDomain(words, present.partner),
            since: { kind: 'time', at: since, style: 'date' },
          }),
        }
      : { kind: 'status', tone: 'neutral', text: words.text('record.none', { customer: customer.name }) };
  return {
    title: words.text('record.title', { customer: customer.name }),
    summary: words.text('record.summary', {
      customer: customer.name,
      named: present ? 'yes' : 'no',
      partner: present?.partner.name ?? '',
    }),
    blocks: [
      status,
      { kind: 'text', text: words.text('record.meaning'), tone: 'quiet' },
      ...buttonRow([...(maySet ? nameButtons(words, present) : []), ...showButton(words, present)]),
    ],
  };
}

const nameButtons = (words: Words, present: RelationshipDetails | null): readonly Button[] => [
  { label: words.text(present ? 'record.change' : 'record.name'), command: 'record set', intent: 'go' },
  ...(present
    ? [{ label: words.text('act.remove_record'), command: `record remove ${present.partner.domain}` }]
    : []),
];

const showButton = (words: Words, present: RelationshipDetails | null): readonly Button[] =>
  present ? [{ label: words.text('act.show'), command: `show ${present.partner.domain}` }] : [];

/** For a customer without partners, which has no partner of record to choose. */
export const noPartnersCard = (words: Words, customer: Pick<OrganizationSummary, 'name'>): Card => ({
  title: words.text('record.title', { customer: customer.name }),
  summary: words.text('list.partners.empty'),
  blocks: [
    { kind: 'text', text: words.text('list.partners.empty') },
    ...buttonRow([{ label: words.text('act.received'), command: 'invitations received' }]),
  ],
});
