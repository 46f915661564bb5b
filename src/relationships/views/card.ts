import { type Block, buttonRow, type Card, type Fact, type Tone } from '../../kernel/card.ts';
import { reasonBlock } from '../../kernel/event-card.ts';
import type { CardViewer } from '../../kernel/subject.ts';
import { moment } from '../../kernel/words.ts';
import type { RelationshipDetails } from '../model/relationship.ts';
import type { Words } from '../words.en.ts';
import { delegatedRoleNames, typeMeaning, typeName } from './terms.ts';

type Phase = 'ended' | 'end_asked' | 'roles_removed' | 'active';

const tones: Readonly<Record<Phase, Tone>> = {
  ended: 'neutral',
  end_asked: 'waiting',
  roles_removed: 'neutral',
  active: 'good',
};

/**
 * The live card of a relationship. `rolesRemoved`: there were admin roles and they were removed; both sides then
 * read that the partner stays and stays responsible for support (R-DAP-02, R-DAP-04).
 */
export function relationshipCard(
  words: Words,
  details: RelationshipDetails,
  viewer: CardViewer & { readonly rolesRemoved: boolean },
): Card {
  const { relationship, partner, customer } = details;
  const side = viewer.organizationId === partner.id ? 'partner' : 'customer';
  const phase = phaseOf(details, viewer.rolesRemoved);
  const title = words.text(`relationship.title.${phase}`, { partner: partner.name, customer: customer.name });
  const status = words.rich(`relationship.status.${phase}`, {
    partner: partner.name,
    type: typeName(words, relationship.type),
    since: { kind: 'time', at: relationship.since, style: 'date' },
    asked: moment(relationship.endAskedAt ?? relationship.since),
    ended: moment(relationship.endedAt ?? relationship.since),
  });
  return {
    title,
    summary: title,
    subject: { kind: 'relationship', id: relationship.id },
    blocks: [
      { kind: 'status', tone: tones[phase], text: status },
      { kind: 'facts', facts: relationshipFacts(words, details) },
      ...supportNotes(words, details, side, phase),
      ...buttonRow(viewer.buttons),
      ...reasonBlock(words, viewer.reason),
    ],
    ...(viewer.personal ? { personal: viewer.personal } : {}),
  };
}

function phaseOf({ relationship }: RelationshipDetails, rolesRemoved: boolean): Phase {
  if (relationship.state === 'ended') return 'ended';
  if (relationship.endAskedAt !== null) return 'end_asked';
  return rolesRemoved && !relationship.hasDap ? 'roles_removed' : 'active';
}

/** A partner's type and roles for a customer. */
export function relationshipFacts(words: Words, { relationship, roles }: RelationshipDetails): Fact[] {
  const granted = roles[0]?.grantedAt;
  return [
    {
      label: words.text('relationship.type'),
      value: words.text('relationship.type_with_meaning', {
        type: typeName(words, relationship.type),
        meaning: typeMeaning(words, relationship.type),
      }),
    },
    {
      label: words.text('relationship.roles'),
      value: granted
        ? words.rich('relationship.roles_since', {
            roles: delegatedRoleNames(words),
            since: { kind: 'time', at: granted, style: 'date' },
          })
        : words.text('relationship.no_roles'),
    },
    {
      label: words.text('relationship.since'),
      value: [{ kind: 'time', at: relationship.since, style: 'date' }],
    },
    ...(relationship.ofRecordSince
      ? [
          {
            label: words.text('relationship.record'),
            value: words.rich('relationship.record_since', {
              since: { kind: 'time', at: relationship.ofRecordSince, style: 'date' },
            }),
          },
        ]
      : []),
  ];
}

/** Who supports the customer with the roles, and without them (R-DAP-04, R-DAP-08). */
function supportNotes(
  words: Words,
  { relationship, partner, customer }: RelationshipDetails,
  side: 'partner' | 'customer',
  phase: Phase,
): Block[] {
  const values = { side, partner: partner.name, customer: customer.name };
  if (phase === 'roles_removed') {
    return [{ kind: 'text', text: words.text('relationship.support_without_roles', values) }];
  }
  return relationship.hasDap && side === 'customer'
    ? [{ kind: 'text', text: words.text('relationship.support_with_roles', values), tone: 'quiet' }]
    : [];
}
