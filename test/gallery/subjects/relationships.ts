import { endRefusalForm, recordForm } from '../../../src/relationships/forms.ts';
import type { RelationshipsBetween } from '../../../src/relationships/model/rules.ts';
import type { problems as makers } from '../../../src/relationships/problems.ts';
import { relationshipCard } from '../../../src/relationships/views/card.ts';
import { customersCard, partnersCard } from '../../../src/relationships/views/lists.ts';
import { noPartnersCard, recordCard } from '../../../src/relationships/views/record.ts';
import { listed, offeredOn, over, reason, type SamplesOf, type Views, viewOf, words } from '../frame.ts';
import { now, type World } from '../world.ts';

export const views: Views = {
  relationshipCard(world) {
    const { relationship, fabrikam, contoso } = world;
    const phases = [
      ['active', relationship(), false],
      ['roles removed', relationship({ hasDap: false }), true],
      ['of record', relationship({ ofRecordSince: now }), false],
      ['end asked', relationship({ endAskedAt: now }), false],
      ['ended', relationship({ state: 'ended', hasDap: false, endedAt: now }), false],
    ] as const;
    return phases.flatMap(([name, details, rolesRemoved]) => {
      const active = details.relationship.state === 'active' ? details : null;
      const buttons = offeredOn('relationship', {
        organization: fabrikam,
        other: contoso,
        relationships: { asCustomer: active, asPartner: null },
      });
      const partner = { organizationId: fabrikam.id, buttons, rolesRemoved, reason: reason(world) };
      const customer = { organizationId: contoso.id, buttons: [], rolesRemoved };
      return [
        viewOf(`${name}, partner`, relationshipCard(words, details, partner)),
        (name === 'ended' ? over : viewOf)(`${name}, customer`, relationshipCard(words, details, customer)),
      ];
    });
  },
  recordCard: ({ relationship, contoso }) => [
    viewOf('none, reader', recordCard(words, contoso, null, false)),
    viewOf('none', recordCard(words, contoso, null, true)),
    viewOf('named', recordCard(words, contoso, relationship({ ofRecordSince: now }), true)),
  ],
  noPartnersCard: ({ contoso }) => [viewOf('nobody', noPartnersCard(words, contoso))],
  recordForm: ({ others, fabrikam }) => [
    viewOf('none', recordForm(words, others(1, 999), null)),
    viewOf('named', recordForm(words, [fabrikam, ...others(1, 998)], fabrikam)),
  ],
  endRefusalForm: ({ contoso }) => [viewOf('form', endRefusalForm(words, contoso))],
  customersCard: (world) =>
    listed(world, (page, listing) =>
      customersCard(
        words,
        page((at) => ({ ...world.relationship(), lacksAgreement: at % 2 === 0 })),
        listing('customers'),
      ),
    ),
  partnersCard: (world) =>
    listed(world, (page, listing) =>
      partnersCard(
        words,
        page(() => world.relationship({ hasDap: false, endAskedAt: now, ofRecordSince: now })),
        listing('partners'),
      ),
    ),
};

/** For the card of a customer. */
export const organizationPart = ({ relationship, agreements }: World): RelationshipsBetween => ({
  asCustomer: relationship(),
  asPartner: null,
  agreement: agreements.accepted,
});

export const problems = ({ contoso: organization }: World): SamplesOf<typeof makers> => ({
  not_related: [{ organization }],
  no_roles_in_place: [{ organization }],
  not_partner_of_record: [{ organization }],
  end_already_asked: [{ organization, at: now }],
  end_not_asked: [{ organization }],
  partnership_cannot_end: [{ organization }],
  agreement_already_asked: [{ organization, at: now }],
});
