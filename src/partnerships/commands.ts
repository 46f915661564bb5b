import { domainIn } from '../kernel/address.ts';
import { commandsWith } from '../kernel/command.ts';
import { type ConfirmFlags, confirmed, confirmFlags } from '../kernel/confirm.ts';
import { listCommand } from '../kernel/define-list.ts';
import type { Offer } from '../kernel/offer.ts';
import type { Page } from '../kernel/page.ts';
import { refused } from '../kernel/refuse.ts';
import { reply } from '../kernel/request.ts';
import {
  type OnOrganization,
  type PartnershipDetails,
  removeAccessRule,
  sharedCustomersRule,
} from './model.ts';
import type { PartnershipServices, SharedCustomers } from './service.ts';
import { partnershipCard, providersCard, resellersCard, sharedCustomersCard } from './views.ts';
import type { PartnershipsKey } from './words.en.ts';

const { member } = commandsWith<PartnershipServices, PartnershipsKey>();

const sharedOffer: Offer<OnOrganization, PartnershipsKey> = {
  on: 'organization',
  rule: sharedCustomersRule,
  label: 'act.shared',
  line: ({ other }) => `shared ${other.domain}`,
};

const removingOffer: Offer<OnOrganization, PartnershipsKey> = {
  on: 'organization',
  rule: removeAccessRule,
  label: 'act.remove_access',
  line: ({ other }) => `access remove ${other.domain}`,
  intent: 'stop',
  confirm: {
    title: 'act.remove_access.title',
    text: 'act.remove_access.text',
    values: ({ organization, other }) => ({ mine: organization.name, other: other.name }),
    yes: 'act.yes',
    no: 'act.no',
  },
};

/** Search words may follow a domain; a name takes the whole text, because it may have several words. */
const organizationIn = (text: string): string => {
  const [first = ''] = text.split(' ');
  return domainIn(first) === undefined ? text : first;
};

export const commands = [
  /** `providers [words]`: a reseller's indirect providers (R-IND-03). */
  listCommand<PartnershipServices, PartnershipsKey, Page<PartnershipDetails>>({
    verb: 'providers',
    topic: 'look',
    shownTo: 'member',
    programmes: ['indirect_reseller'],
    read: ({ service, actor }, query) => service.partnerships.providers(actor, query),
    draw: providersCard,
  }),

  /** `resellers [words]`: a provider's indirect resellers (R-IND-03). */
  listCommand<PartnershipServices, PartnershipsKey, Page<PartnershipDetails>>({
    verb: 'resellers',
    topic: 'look',
    shownTo: 'member',
    programmes: ['indirect_provider'],
    read: ({ service, actor }, query) => service.partnerships.resellers(actor, query),
    draw: resellersCard,
  }),

  /** `shared <organization> [words]`: the customers shared with a provider or a reseller (R-REL-04). */
  listCommand<PartnershipServices, PartnershipsKey, SharedCustomers>({
    verb: 'shared',
    topic: 'look',
    takes: 'organization',
    shownTo: ['view_customers'],
    programmes: ['indirect_provider', 'indirect_reseller'],
    offers: [sharedOffer],
    scope: organizationIn,
    read: ({ service, actor }, query, named) => service.partnerships.sharedCustomers(actor, named, query),
    draw: (words, { other, page }, listing) =>
      sharedCustomersCard(words, page, other, { ...listing, command: `shared ${other.domain}` }),
  }),

  /** `access remove <provider>`: removes a provider's administrator access; the partnership stays (R-IND-04). */
  member<ConfirmFlags>({
    verb: 'access remove',
    topic: 'change',
    takes: 'organization',
    shownTo: ['accept_partnership'],
    programmes: ['indirect_reseller'],
    flags: confirmFlags,
    offers: [removingOffer],
    run: (context, args) =>
      confirmed(context, 'access remove', args, async () => {
        const { words, service, actor } = context;
        const removed = await service.partnerships.removeAccess(actor, args.text);
        if (!removed.ok) return refused(context, removed.problem);
        const viewer = { organizationId: actor.organizationId, buttons: [] };
        return reply.card(partnershipCard(words, removed.value, viewer));
      }),
  }),
];
