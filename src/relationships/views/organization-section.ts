import { type AgreementStatus, agreementStatusText } from '../../agreements/index.ts';
import type { Block } from '../../kernel/card.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { moment } from '../../kernel/words.ts';
import type { RelationshipDetails } from '../model/relationship.ts';
import type { RelationshipsBetween } from '../model/rules.ts';
import type { Words } from '../words.en.ts';
import { relationshipFacts } from './card.ts';

/** The other organization's relationships with the own one, and its agreement status. */
export const relationshipsSection = (
  words: Words,
  other: OrganizationSummary,
  { asCustomer, asPartner, agreement }: RelationshipsBetween,
): readonly Block[] => [
  ...(asCustomer ? relationshipPart(words, asCustomer, 'customer') : []),
  ...(asPartner ? relationshipPart(words, asPartner, 'partner') : []),
  ...(agreement ? [agreementPart(words, asCustomer && other, agreement)] : []),
];

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

/** For the customer's partner: what the agreement lacks; otherwise the agreement status. */
function agreementPart(
  words: Words,
  customer: Pick<OrganizationSummary, 'name'> | null,
  agreement: AgreementStatus,
): Block {
  const gap = customer && agreementGap(words, customer, agreement);
  if (gap) return { kind: 'status', tone: 'bad', text: gap };
  const status = agreementStatusText(words, agreement);
  return { kind: 'facts', facts: [{ label: words.text('organization.agreement'), value: status }] };
}

/**
 * Tells a partner that a customer has not accepted the current version: what that blocks, and which version is missing
 * (R-AGR-05, R-AGR-06). Null if nothing is missing.
 */
export function agreementGap(
  words: Words,
  customer: Pick<OrganizationSummary, 'name'>,
  { current, acceptance, latest }: AgreementStatus,
): string | null {
  if (current === null || acceptance !== null) return null;
  const values = { customer: customer.name, version: current.version };
  return latest
    ? words.text('agreement.gap.outdated', { ...values, accepted: latest.version })
    : words.text('agreement.gap.never', values);
}
