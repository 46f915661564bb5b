import type { PartnershipsBetween } from '../../../src/partnerships/model.ts';
import type { problems as makers } from '../../../src/partnerships/problems.ts';
import {
  partnershipCard,
  providersCard,
  resellersCard,
  sharedCustomersCard,
} from '../../../src/partnerships/views.ts';
import { listed, offeredOn, type SamplesOf, type Views, viewOf, words } from '../frame.ts';
import { now, type World } from '../world.ts';

export const views: Views = {
  partnershipCard: ({ partnership, fabrikam, tailspin }) =>
    [
      partnership(),
      partnership({ adminAccess: false }),
      partnership({ state: 'ended', endedAt: now }),
    ].flatMap((details, at) => {
      const active = details.partnership.state === 'active' ? details : null;
      const buttons = offeredOn('partnership', {
        organization: fabrikam,
        other: tailspin,
        partnerships: { partnership: active },
      });
      return [
        viewOf(
          `${at + 1}, reseller`,
          partnershipCard(words, details, { organizationId: fabrikam.id, buttons }),
        ),
        viewOf(
          `${at + 1}, provider`,
          partnershipCard(words, details, { organizationId: tailspin.id, buttons: [] }),
        ),
      ];
    }),
  providersCard: (world) =>
    listed(world, (page, listing) =>
      providersCard(
        words,
        page(() => world.partnership()),
        listing('providers'),
      ),
    ),
  resellersCard: (world) =>
    listed(world, (page, listing) =>
      resellersCard(
        words,
        page(() => world.partnership({ adminAccess: false })),
        listing('resellers'),
      ),
    ),
  sharedCustomersCard: (world) =>
    listed(world, (page, listing) =>
      sharedCustomersCard(
        words,
        page(() => ({ ...world.relationship(), lacksAgreement: false })),
        world.tailspin,
        listing('shared tailspin.com'),
      ),
    ),
};

/** For the card of a customer. */
export const organizationPart = (_: World): PartnershipsBetween => ({ partnership: null });

export const problems = ({ contoso: organization }: World): SamplesOf<typeof makers> => ({
  not_partnered: [{ organization }],
  not_a_provider: [{ organization }],
  no_admin_access: [{ organization }],
});
