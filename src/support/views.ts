import type { Block, Fact } from '../kernel/card.ts';
import type { SupportBetween, SupportContact } from './model.ts';
import type { SupportKey, Words } from './words.en.ts';

/** Who supports the customer, on the cards that the two organizations have of each other (R-SUP-01). */
export function contactsSection(words: Words, { ofCustomer, atPartner }: SupportBetween): readonly Block[] {
  const facts = [
    ...contactFact(words, 'support.contact.of_customer', ofCustomer),
    ...contactFact(words, 'support.contact.at_partner', atPartner),
  ];
  return facts.length > 0 ? [{ kind: 'facts', facts }] : [];
}

const contactFact = (
  words: Words,
  label: Extract<SupportKey, `support.contact.${string}`>,
  contact: SupportContact | null,
): readonly Fact[] =>
  contact
    ? [
        {
          label: words.text(label),
          value: words.text('support.contact.person', { name: contact.name, email: contact.email }),
        },
      ]
    : [];
