import type { AuditEntry } from '../../kernel/audit.ts';
import type { Block, Button, Card, Fact, Tone } from '../../kernel/card.ts';
import { eventCard, reasonBlock } from '../../kernel/event-card.ts';
import type { Form } from '../../kernel/form.ts';
import { buttons } from '../../kernel/list.ts';
import { delegatedRoleNames, moment, typeMeaning, typeName } from '../../kernel/terms.ts';
import type { Words } from '../../kernel/words.ts';
import { closing, type OrganizationViewer } from '../../overview/views/acts.ts';
import type { PartnershipDetails, RelationshipDetails } from '../model/relationship.ts';

type Phase = 'ended' | 'end_asked' | 'roles_removed' | 'active';

const tones: Readonly<Record<Phase, Tone>> = {
  ended: 'neutral',
  end_asked: 'waiting',
  roles_removed: 'neutral',
  active: 'good',
};

/**
 * The card that stands for a relationship, and changes with it. `rolesRemoved`: there were admin roles and they are
 * gone; then both sides read that the partner stays, and stays responsible for support (R-DAP-02, R-DAP-04).
 */
export function relationshipCard(
  words: Words,
  details: RelationshipDetails,
  viewer: OrganizationViewer & { readonly rolesRemoved?: boolean },
): Card {
  const { relationship, partner, customer } = details;
  const side = viewer.organizationId === partner.id ? 'partner' : 'customer';
  const phase = phaseOf(details, viewer.rolesRemoved ?? false);
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
      ...closing(words, viewer, { mine: details[side], other: side === 'partner' ? customer : partner }),
    ],
    ...(viewer.personal ? { personal: viewer.personal } : {}),
  };
}

function phaseOf({ relationship }: RelationshipDetails, rolesRemoved: boolean): Phase {
  if (relationship.state === 'ended') return 'ended';
  if (relationship.endAskedAt !== null) return 'end_asked';
  return rolesRemoved && !relationship.hasDap ? 'roles_removed' : 'active';
}

/** What a partner is to a customer, and which roles it has there. */
export function relationshipFacts(words: Words, { relationship, roles }: RelationshipDetails): Fact[] {
  const granted = roles[0]?.grantedAt;
  return [
    {
      label: words.text('relationship.type'),
      value: words.text('invitation.what_for', {
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

/** The card that stands for a partnership; the access can be gone while the partnership stays (R-IND-04). */
export function partnershipCard(words: Words, details: PartnershipDetails, viewer: OrganizationViewer): Card {
  const { partnership, provider, reseller } = details;
  const side = viewer.organizationId === provider.id ? 'provider' : 'reseller';
  const active = partnership.adminAccess ? 'active' : 'access_removed';
  const phase = partnership.state === 'ended' ? 'ended' : active;
  const values = { provider: provider.name, reseller: reseller.name };
  const title = words.text(`partnership.title.${phase}`, values);
  const other = side === 'provider' ? reseller : provider;
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
      ...closing(words, viewer, { mine: details[side], other }),
    ],
    ...(viewer.personal ? { personal: viewer.personal } : {}),
  };
}

/** Who provides for whom, and with which access. */
export const partnershipFacts = (
  words: Words,
  { partnership, provider, reseller }: PartnershipDetails,
): Fact[] => [
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

/** What happened, with what there is to do about it. */
export function organizationEventCard(words: Words, entry: AuditEntry, viewer: OrganizationViewer): Card {
  const card = eventCard(words, entry);
  const next = buttons(nextSteps(words, entry, viewer.organizationId));
  return {
    ...card,
    subject: entry.subject,
    blocks: [...card.blocks, ...next, ...reasonBlock(words, viewer.reason)],
  };
}

/** A customer that was asked to accept the agreement goes and reads it; what waits for an answer is shown. */
function nextSteps(words: Words, { kind, subject, counterpartId }: AuditEntry, viewerId: string): Button[] {
  switch (kind) {
    case 'agreement.asked':
      return viewerId === counterpartId
        ? [{ label: words.text('act.review_agreement'), command: 'agreement' }]
        : [];
    case 'invitation.reminded':
    case 'invitation.expiring':
    case 'mail.failed':
      return [{ label: words.text('next.show_invitation'), command: `show ${subject.id}` }];
    default:
      return [];
  }
}

/** Why the partner does not end a relationship that its customer asked it to end (R-REL-02). */
export const endRefusalForm = (
  words: Words,
  { command, customer }: { readonly command: string; readonly customer: string },
): Form => ({
  title: words.text('end_refusal.title'),
  command,
  blocks: [{ kind: 'text', text: words.text('end_refusal.intro', { customer }) }],
  fields: [
    {
      kind: 'long_text',
      name: 'reason',
      label: words.text('end_refusal.reason'),
      hint: words.text('end_refusal.hint', { customer }),
      value: '',
      most: 500,
    },
  ],
  submit: words.text('end_refusal.submit'),
  cancel: words.text('end_refusal.cancel'),
});
