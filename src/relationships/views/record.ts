import type { Block, Button, Card } from '../../kernel/card.ts';
import type { Form } from '../../kernel/form.ts';
import { buttons } from '../../kernel/list.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { fieldLabel, organizationWithDomain } from '../../kernel/terms.ts';
import type { Words } from '../../kernel/words.ts';
import { show } from '../../overview/views/items.ts';
import type { RelationshipDetails } from '../model/relationship.ts';

/** What stands in the form's choice for no partner. */
export const noPartner = 'none';

/** Whom a customer names its partner of record, what that means, and how to change it (R-DAP-06). */
export function recordCard(
  words: Words,
  customer: Pick<OrganizationSummary, 'name'>,
  present: RelationshipDetails | null,
  mayName: boolean,
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
      ...buttons([...(mayName ? nameButtons(words, present) : []), ...showButton(words, present)]),
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
  present ? [show(words, present.partner.domain)] : [];

/** A customer that no partner works with has nobody to name. */
export const nobodyToNameCard = (words: Words, customer: Pick<OrganizationSummary, 'name'>): Card => ({
  title: words.text('record.title', { customer: customer.name }),
  summary: words.text('list.partners.empty'),
  blocks: [
    { kind: 'text', text: words.text('list.partners.empty') },
    ...buttons([{ label: words.text('act.received'), command: 'invitations received' }]),
  ],
});

/** Chooses the partner of record among the partners, or none of them (R-DAP-06). */
export const recordForm = (
  words: Words,
  partners: readonly OrganizationSummary[],
  present: Pick<OrganizationSummary, 'id'> | null,
): Form => ({
  title: words.text('record.form.title'),
  command: 'record set',
  blocks: [{ kind: 'text', text: words.text('record.meaning') }],
  fields: [
    {
      kind: 'choice',
      name: 'partner',
      label: fieldLabel(words, 'partner'),
      hint: words.text('record.form.hint'),
      value: present?.id ?? noPartner,
      options: [
        { value: noPartner, label: words.text('record.form.none') },
        ...partners.map((partner) => ({ value: partner.id, label: organizationWithDomain(words, partner) })),
      ],
    },
  ],
  submit: words.text('record.form.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});
