import { home as agreementsAtHome } from '../../../src/agreements/home.ts';
import { home as invitationsAtHome } from '../../../src/invitations/home.ts';
import type { OnOrganization } from '../../../src/invitations/model/request-rules.ts';
import type { Home, OrganizationOverview } from '../../../src/overview/model.ts';
import { argumentForm, helpCard, verbHelp, verbHelpCard } from '../../../src/overview/views/help.ts';
import { historyCard } from '../../../src/overview/views/history.ts';
import { homeCard } from '../../../src/overview/views/home.ts';
import { organizationCard } from '../../../src/overview/views/organization.ts';
import { home as relationshipsAtHome } from '../../../src/relationships/home.ts';
import { commands, eventSpecs, subjects } from '../../../src/subjects.ts';
import { offeredOn, type Views, viewOf, words } from '../frame.ts';
import { partsBetween } from '../organization-parts.ts';
import { now, type World } from '../world.ts';

const verbs = commands.map((command) => verbHelp(words, command));
const kinds = Object.keys(eventSpecs);
const entryAt = (world: World, at: number) => world.entry(kinds[at % kinds.length] ?? '');

/** The possible rows of a customer's home. */
function homeOf(world: World): Home {
  const agreement = world.bare ? null : world.agreements.outdated;
  const endAsked = world.page(() => world.relationship({ endAskedAt: now }), 1);
  const invitations = {
    toAnswer: world.page(() => world.invitationRow('received'), 2),
    asked: world.page((at) => world.invitationRow('sent', at === 0 ? { state: 'draft' } : {}), 2),
  };
  const none = { items: [], total: 0 };
  return {
    member: world.member,
    organization: world.contoso,
    waiting: [
      (words, at) => invitationsAtHome.waiting?.(words, invitations, at) ?? none,
      (words, at) => relationshipsAtHome.waiting?.(words, endAsked, at) ?? none,
      (words, at) => agreementsAtHome.waiting?.(words, agreement, at) ?? none,
    ],
    asked: [(words, at) => invitationsAtHome.asked?.(words, invitations, at) ?? none],
    recent: world.page((at) => entryAt(world, at), 4).items,
  };
}

/** Two organizations that know each other, with the part of each subject. */
function overviewOf(world: World, change: Partial<OnOrganization> = {}): OrganizationOverview {
  const situation = {
    member: world.agent,
    organization: world.fabrikam,
    other: world.contoso,
    known: true,
    own: false,
    ...partsBetween(world),
    ...change,
  };
  return {
    situation,
    draw: (words, at) =>
      subjects.flatMap(({ organizationPart }) => organizationPart?.draw(words, situation, at) ?? []),
  };
}

const organizationOf = (name: string, overview: OrganizationOverview) => {
  const buttons = offeredOn('organization', overview.situation);
  return viewOf(name, organizationCard(words, overview, buttons, now));
};

export const views: Views = {
  helpCard: ({ ana, bare }) => [
    viewOf('help', helpCard(words, { person: bare ? null : ana, verbs: bare ? [] : verbs })),
  ],
  verbHelpCard: () => verbs.map((verb) => viewOf(verb.verb, verbHelpCard(words, verb, null))),
  argumentForm: () =>
    (['invitation', 'organization', 'code', 'email'] as const).flatMap((argument) =>
      verbs
        .filter(({ verb }) => verb === 'show')
        .map((verb) => viewOf(argument, argumentForm(words, verb, { command: 'show', argument }))),
    ),
  homeCard(world) {
    const home = homeOf(world);
    const begin = world.bare ? [] : offeredOn('home', { member: world.agent, organization: world.fabrikam });
    const at = { begin, events: eventSpecs, now };
    return [
      viewOf('full', homeCard(words, home, at)),
      viewOf('only what was asked', homeCard(words, { ...home, waiting: [] }, at)),
      viewOf('nothing', homeCard(words, { ...home, waiting: [], asked: [], recent: [] }, at)),
    ];
  },
  organizationCard: (world) => [
    organizationOf('customer', overviewOf(world)),
    organizationOf(
      'customer without the agreement',
      overviewOf(world, {
        relationships: {
          asCustomer: world.relationship({ hasDap: false, endAskedAt: now }),
          asPartner: null,
          agreement: world.agreements.outdated,
        },
      }),
    ),
    organizationOf(
      'everything at once',
      overviewOf(world, {
        relationships: {
          asCustomer: world.relationship({ endAskedAt: now }),
          asPartner: world.relationship(),
          agreement: world.agreements.outdated,
        },
        partnerships: { partnership: world.partnership() },
      }),
    ),
    organizationOf('unrelated', {
      ...overviewOf(world, {
        known: false,
        relationships: { asCustomer: null, asPartner: null, agreement: null },
        invitations: { open: [] },
      }),
      draw: () => [],
    }),
  ],
  historyCard: (world) => [
    viewOf(
      'history',
      historyCard(
        words,
        eventSpecs,
        { of: world.contoso.name, page: world.page((at) => entryAt(world, at), 25) },
        `history ${world.contoso.domain}`,
      ),
    ),
  ],
};
