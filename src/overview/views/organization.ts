import { shownDomain } from '../../kernel/address.ts';
import { type Block, type Button, buttonRow, type Card, type Fact } from '../../kernel/card.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { OrganizationOverview } from '../model.ts';
import type { Words } from '../words.en.ts';

/**
 * Another organization as the viewer may see it: who it is, the part of each subject, and the possible actions. If the
 * two have never dealt with each other, it shows only name and country (R-REL-06).
 */
export function organizationCard(
  words: Words,
  { situation, draw }: OrganizationOverview,
  buttons: readonly Button[],
  now: Date,
): Card {
  const { other, known } = situation;
  return {
    title: other.name,
    summary: words.text('organization.summary', { name: other.name }),
    blocks: [
      { kind: 'facts', facts: identityFacts(words, other, known) },
      ...(known ? draw(words, now) : unrelated(words, other)),
      ...buttonRow(buttons),
    ],
  };
}

function identityFacts(words: Words, other: OrganizationSummary, known: boolean): readonly Fact[] {
  const country = { label: words.text('organization.country'), value: words.country(other.country) };
  if (!known) return [country];
  return [
    { label: words.text('organization.domain'), value: shownDomain(other.domain) },
    country,
    { label: words.text('organization.cloud'), value: words.text(`cloud.${other.cloud}`) },
  ];
}

const unrelated = (words: Words, { name }: OrganizationSummary): readonly Block[] => [
  { kind: 'text', text: words.text('organization.unrelated', { name }), tone: 'quiet' },
];
