import * as agreement from '../../src/agreements/views.ts';
import { commands } from '../../src/commands.ts';
import * as invitationForms from '../../src/invitations/forms.ts';
import { type InvitationState, invitationStates } from '../../src/invitations/model/invitation.ts';
import * as invitation from '../../src/invitations/views/card.ts';
import * as mail from '../../src/invitations/views/mail.ts';
import type { Card } from '../../src/kernel/card.ts';
import * as cards from '../../src/kernel/card.ts';
import * as event from '../../src/kernel/event-card.ts';
import { eventKinds } from '../../src/kernel/events.ts';
import * as fault from '../../src/kernel/fault-card.ts';
import type { Form } from '../../src/kernel/form.ts';
import * as form from '../../src/kernel/form.ts';
import { normalizeLine } from '../../src/kernel/line.ts';
import * as list from '../../src/kernel/list.ts';
import * as notice from '../../src/kernel/notice.ts';
import * as problem from '../../src/kernel/problem-card.ts';
import * as terms from '../../src/kernel/terms.ts';
import { wordsOf } from '../../src/kernel/words.ts';
import * as people from '../../src/members/views.ts';
import { parseExpression } from '../../src/notifications/model/filter-text.ts';
import * as notify from '../../src/notifications/views.ts';
import { verbKey } from '../../src/overview/commands/start.ts';
import type { Home, OrganizationAct, OrganizationOverview } from '../../src/overview/model.ts';
import * as acts from '../../src/overview/views/acts.ts';
import * as help from '../../src/overview/views/help.ts';
import * as home from '../../src/overview/views/home.ts';
import * as items from '../../src/overview/views/items.ts';
import * as organization from '../../src/overview/views/organization.ts';
import { relationshipTypes } from '../../src/relationships/model/types.ts';
import * as relationship from '../../src/relationships/views/card.ts';
import * as partnerOfRecord from '../../src/relationships/views/record.ts';
import { problemsIn } from './problems.ts';
import { now, type World } from './world.ts';

/** Every module of views by its file; a test holds it in step with the folder. */
export const modules = {
  acts,
  agreement,
  card: cards,
  event,
  fault,
  form,
  help,
  home,
  invitation,
  'invitation-forms': invitationForms,
  items,
  list,
  mail,
  notice,
  notify,
  organization,
  'partner-of-record': partnerOfRecord,
  people,
  problem,
  relationship,
  terms,
} as const;

type Module = (typeof modules)[keyof typeof modules];
type ViewsOf<M> = M extends unknown
  ? { [Name in keyof M]: M[Name] extends (...given: never) => Card | Form ? Name : never }[keyof M]
  : never;
/** Every function of the views that makes a card or a form; what only fills in another form is none. */
export type View = Exclude<ViewsOf<Module>, 'formWithErrors'>;

export interface Shown {
  readonly name: string;
  readonly card?: Card;
  readonly form?: Form;
  /** Nothing is left to decide. */
  readonly isOver?: boolean;
}

const words = wordsOf('en');
const viewOf = (name: string, drawn: Card | Form): Shown =>
  'fields' in drawn ? { name, form: drawn } : { name, card: drawn };
const over = (name: string, card: Card): Shown => ({ name, card, isOver: true });

/** Every view, from the data of one world. It does not compile while a view is missing. */
export const gallery: Readonly<Record<View, (world: World) => readonly Shown[]>> = {
  invitationCard,
  requestForm: ({ say, email, bare }) => [
    ...(['free', 'fixed_by_cloud', 'absent'] as const).map((dapChoice) =>
      viewOf(
        dapChoice,
        invitationForms.requestForm(words, {
          customer: bare ? '' : email('hanna', 'contoso.com'),
          type: bare ? undefined : 'delegated_administrator',
          dap: !bare,
          dapChoice,
          note: bare ? '' : say('We met at the fair in Lisbon.'),
        }),
      ),
    ),
  ],
  providerInviteForm: ({ say, bare, fabrikam }) => [
    viewOf(
      'form',
      invitationForms.providerInviteForm(words, {
        reseller: bare ? '' : fabrikam.domain,
        note: bare ? '' : say('You know our terms.'),
      }),
    ),
  ],
  draftForm: (world) =>
    [world.details({ note: null }), world.unknown(), world.fromProvider()].flatMap((details, at) => {
      const link = `https://accord.example/i/${'a1b2c3d4'.repeat(3)}`;
      const { subject, text } = mail.invitationMail(words, details, link, 90);
      const to = details.invitation.recipientEmail ?? '';
      const draft = {
        purpose: at === 1 ? ('remind' as const) : ('send' as const),
        invitationId: details.invitation.id,
        to,
        subject,
        text,
        mailto: mail.mailtoLink(to, subject, text, link),
        mayMail: at === 1,
        recipientName: details.recipient?.name,
      };
      const edited = { ...draft, subject: world.say(subject), text: world.say(text) };
      return [
        viewOf(`draft ${at + 1}`, invitationForms.draftForm(words, draft)),
        viewOf(`edited ${at + 1}`, invitationForms.draftForm(words, edited)),
      ];
    }),
  reviewForm: (world) => {
    const { details, fromProvider, agreements, mca, litware, asked, others, bare } = world;
    const command = `accept ${asked.id}`;
    const review = { command, agreement: bare ? null : mca, replaces: null, several: [] };
    return [
      viewOf('review', invitationForms.reviewForm(words, details(), review)),
      viewOf('replacing', invitationForms.reviewForm(words, details(), { ...review, replaces: litware })),
      viewOf(
        'several',
        invitationForms.reviewForm(words, details({}, { agreement: agreements.accepted }), {
          ...review,
          agreement: null,
          several: others(2, 100),
        }),
      ),
      viewOf(
        'without roles',
        invitationForms.reviewForm(words, details({ type: 'reseller', includesDap: false }), review),
      ),
      viewOf('provider', invitationForms.reviewForm(words, fromProvider(), { ...review, agreement: null })),
    ];
  },
  declineForm: ({ details }) => [viewOf('form', invitationForms.declineForm(words, details()))],
  registerForm: ({ contoso, fabrikam, gil, bare }) => [
    viewOf(
      'form',
      invitationForms.registerForm(words, {
        command: 'redeem 7Qm2xV9cTz4LrY8sKd1WpA',
        domain: contoso.domain,
        senderName: fabrikam.name,
        tenantId: bare ? undefined : '72f988bf-86f1-41af-91ab-2d7cd011db47',
        name: bare ? undefined : gil.name,
        email: bare ? undefined : gil.email,
      }),
    ),
  ],

  agreementCard: ({ agreements, contoso }) =>
    Object.entries(agreements).flatMap(([name, status]) =>
      [true, false].map((mayAccept) =>
        (name === 'needed' || name === 'outdated' ? viewOf : over)(
          `${name}${mayAccept ? '' : ', who may not accept'}`,
          agreement.agreementCard(words, status, { mayAccept, customerName: contoso.name }),
        ),
      ),
    ),
  agreementForm: ({ mca }) => [
    viewOf('form', agreement.agreementForm(words, mca, 'agreement accept --version "2026-01"')),
  ],
  agreementRequestCard: ({ fabrikam, contoso, mca, acceptance }) =>
    [null, acceptance].map((accepted) =>
      (accepted ? over : viewOf)(
        accepted ? 'accepted' : 'asked',
        agreement.agreementRequestCard(words, {
          partner: fabrikam,
          customer: contoso,
          agreement: mca,
          mayAccept: true,
          acceptance: accepted,
        }),
      ),
    ),

  eventCard: (world) =>
    eventKinds.map((kind) => viewOf(kind, event.eventCard(words, world.entry(kind), reason(world)))),
  organizationEventCard: (world) =>
    (['agreement.asked', 'organization.changed', 'member.joined'] as const).map((kind) =>
      viewOf(
        kind,
        relationship.organizationEventCard(words, world.entry(kind), {
          organizationId: world.fabrikam.id,
          reason: reason(world),
        }),
      ),
    ),
  historyCard: (world) => [
    viewOf(
      'history',
      event.historyCard(words, {
        title: words.text('history.title', { of: world.contoso.name }),
        page: world.page((at) => world.entry(eventKinds[at % eventKinds.length] ?? 'invitation.sent'), 25),
        command: `history ${world.contoso.domain}`,
      }),
    ),
  ],

  faultCard: () =>
    [true, false].map((database) =>
      viewOf(database ? 'database' : 'anything', fault.faultCard(words, { reference: 'a1b2c3d4', database })),
    ),
  noticeCard: ({ contoso, mca }) => [
    viewOf('reminded', notice.noticeCard(words, 'reminded', { recipient: contoso.name })),
    viewOf('mpsa_on', notice.noticeCard(words, 'mpsa_on')),
    viewOf('mpsa_off', notice.noticeCard(words, 'mpsa_off')),
    viewOf(
      'agreement_asked',
      notice.noticeCard(words, 'agreement_asked', { customer: contoso.name, version: mca.version }),
    ),
  ],
  problemCard: (world) =>
    problemsIn(world).map((one, at) =>
      viewOf(`${one.code} ${at}`, problem.problemCard(words, one, world.fabrikam.id)),
    ),

  helpCard: ({ ana, bare }) => [
    viewOf('help', help.helpCard(words, { person: bare ? null : ana, verbs: bare ? [] : verbs })),
  ],
  verbHelpCard: () =>
    verbs.map((verb) =>
      viewOf(verb.verb, help.verbHelpCard(words, { ...verb, usage: verb.verb, who: null })),
    ),
  argumentForm: () =>
    (['invitation', 'organization', 'code', 'email'] as const).flatMap((argument) =>
      verbs
        .filter(({ verb }) => verb === 'show')
        .map((verb) => viewOf(argument, help.argumentForm(words, verb, { command: 'show', argument }))),
    ),
  homeCard: (world) => {
    const full: Home = {
      member: world.gil,
      organization: world.contoso,
      toAnswer: world.page(() => world.invitationRow('received'), 2),
      agreement: world.bare ? null : world.agreements.outdated,
      endAsked: world.page(() => world.relationship({ endAskedAt: now }), 1).items,
      asked: world.page((at) => world.invitationRow('sent', at === 0 ? { state: 'draft' } : {}), 2),
      recent: world.page((at) => world.entry(eventKinds[at % eventKinds.length] ?? 'invitation.sent'), 4)
        .items,
      acts: world.bare ? [] : ['request', 'invite_reseller'],
    };
    return [
      viewOf('full', home.homeCard(words, full, now)),
      viewOf(
        'only history',
        home.homeCard(
          words,
          {
            ...full,
            toAnswer: world.page(() => world.invitationRow('received'), 0),
            agreement: null,
            endAsked: [],
          },
          now,
        ),
      ),
    ];
  },

  listCard: ({ say, page }) => [
    viewOf(
      'list',
      list.listCard(words, {
        title: say('A list'),
        summary: say('Of some things'),
        items: page(() => ({ title: say('One'), detail: say('of them') })).items,
        page: page(() => 0),
        command: 'members',
        empty: { sentence: say('There is nothing here.') },
      }),
    ),
  ],
  customersCard: (world) =>
    listed(world, (page, listing) =>
      organization.customersCard(
        words,
        page((at) => ({ ...world.relationship(), lacksAgreement: at % 2 === 0 })),
        listing('customers'),
      ),
    ),
  partnersCard: (world) =>
    listed(world, (page, listing) =>
      organization.partnersCard(
        words,
        page(() => world.relationship({ hasDap: false, endAskedAt: now, ofRecordSince: now })),
        listing('partners'),
      ),
    ),
  sharedCustomersCard: (world) =>
    listed(world, (page, listing) =>
      organization.sharedCustomersCard(
        words,
        page(() => ({ ...world.relationship(), lacksAgreement: false })),
        world.tailspin,
        listing('shared tailspin.com'),
      ),
    ),
  providersCard: (world) =>
    listed(world, (page, listing) =>
      organization.providersCard(
        words,
        page(() => world.partnership()),
        listing('providers'),
      ),
    ),
  resellersCard: (world) =>
    listed(world, (page, listing) =>
      organization.resellersCard(
        words,
        page(() => world.partnership({ adminAccess: false })),
        listing('resellers'),
      ),
    ),
  invitationsCard: (world) =>
    listed(world, (page, listing) =>
      organization.invitationsCard(
        words,
        page((at) =>
          world.invitationRow(at % 2 ? 'sent' : 'received', {
            state: invitationStates[at % invitationStates.length] ?? 'sent',
          }),
        ),
        listing('invitations sent'),
        now,
      ),
    ),
  organizationCard: (world) => {
    const overview: OrganizationOverview = {
      viewer: world.fabrikam,
      organization: world.contoso,
      related: true,
      asCustomer: world.relationship(),
      asPartner: null,
      partnership: null,
      agreement: world.agreements.accepted,
      openInvitations: world
        .page(() => world.details({ kind: 'delegated_administration' }), 1)
        .items.slice(0, 60),
      acts: world.bare ? [] : ['remove_roles', 'ask_agreement', 'end', 'history'],
    };
    const every: readonly OrganizationAct[] = [
      'request',
      'invite_reseller',
      'remove_roles',
      'ask_roles',
      'remove_access',
      'name_record',
      'remove_record',
      'ask_agreement',
      'shared',
      'end',
      'ask_end',
      'refuse_end',
      'history',
    ];
    return [
      viewOf('customer', organization.organizationCard(words, overview, now)),
      viewOf(
        'customer without the agreement',
        organization.organizationCard(
          words,
          {
            ...overview,
            asCustomer: world.relationship({ hasDap: false, endAskedAt: now }),
            agreement: world.agreements.outdated,
          },
          now,
        ),
      ),
      viewOf(
        'everything at once',
        organization.organizationCard(
          words,
          { ...overview, asPartner: world.relationship(), partnership: world.partnership(), acts: every },
          now,
        ),
      ),
      viewOf(
        'unrelated',
        organization.organizationCard(
          words,
          {
            ...overview,
            related: false,
            asCustomer: null,
            agreement: null,
            openInvitations: [],
            acts: ['request'],
          },
          now,
        ),
      ),
    ];
  },

  whoamiCard: ({ member, agent, fabrikam, mood }) =>
    [member, agent].map((one, at) =>
      viewOf(
        at === 0 ? 'customer' : 'partner',
        people.whoamiCard(words, {
          member: one,
          organization: fabrikam,
          identities: Array.from({ length: mood.many(2, 50) }, (_, place) =>
            place % 2 === 0
              ? { platform: 'slack' as const, tenant: 'T0FABRIKAM', user: 'U0000000001' }
              : {
                  platform: 'teams' as const,
                  tenant: '72f988bf-86f1-41af-91ab-2d7cd011db47',
                  user: '0d5a2f43-9f0b-4a4f-8f43-1b0d2b6f1c11',
                },
          ),
        }),
      ),
    ),
  strangerCard: () => [viewOf('stranger', people.strangerCard(words))],
  membersCard: (world) =>
    [true, false].map((mayManage) =>
      viewOf(
        mayManage ? 'who manages' : 'who does not',
        people.membersCard(
          words,
          world.page((at) => ({
            member: at % 2 ? world.member : world.agent,
            platforms: at === 0 ? ['slack', 'teams'] : at === 1 ? ['teams'] : [],
            mayGiveCode: mayManage,
          })),
          { command: 'members', searched: null },
          { mayManage },
        ),
      ),
    ),
  memberAddForm: ({ fabrikam, contoso, gil, bare }) =>
    [fabrikam, contoso].map((one) =>
      viewOf(
        one.programme ?? 'customer',
        people.memberAddForm(words, {
          command: 'member add',
          organization: one,
          mayNameGlobalAdmin: !bare,
          ...(bare ? {} : { person: 'U0000000001', name: gil.name, email: gil.email }),
        }),
      ),
    ),
  codeCard: ({ gil }) => [
    viewOf(
      'code',
      people.codeCard(words, { code: '7qm2xv9ctz4lry8skd1wpa0123', expiresAt: now, name: gil.name }),
    ),
  ],
  joinedCard: ({ agent, fabrikam }) => [
    viewOf('joined', people.joinedCard(words, { member: agent, organization: fabrikam })),
  ],

  subscriptionsCard: (world) => [
    viewOf('list', notify.subscriptionsCard(words, world.page(() => subscription(world), 2).items)),
  ],
  subscribedCard: (world) =>
    (['slack', 'teams'] as const).map((platform) =>
      viewOf(platform, notify.subscribedCard(words, subscription(world), platform)),
    ),
  unsubscribedCard: (world) => [
    viewOf('off', notify.unsubscribedCard(words, [subscription(world).expression])),
    viewOf(
      'off, several',
      notify.unsubscribedCard(words, world.page(() => subscription(world).expression).items),
    ),
  ],

  relationshipCard: (world) => {
    const { relationship: between, fabrikam, contoso } = world;
    const card = relationship.relationshipCard;
    const phases = [
      ['active', between(), false],
      ['roles removed', between({ hasDap: false }), true],
      ['of record', between({ ofRecordSince: now }), false],
      ['end asked', between({ endAskedAt: now }), false],
      ['ended', between({ state: 'ended', hasDap: false, endedAt: now }), false],
    ] as const;
    return phases.flatMap(([name, details, rolesRemoved]) => [
      viewOf(
        `${name}, partner`,
        card(words, details, {
          organizationId: fabrikam.id,
          rolesRemoved,
          acts: name === 'end asked' ? ['end', 'refuse_end'] : [],
          reason: reason(world),
        }),
      ),
      (name === 'ended' ? over : viewOf)(
        `${name}, customer`,
        card(words, details, { organizationId: contoso.id, rolesRemoved }),
      ),
    ]);
  },
  partnershipCard: ({ partnership, fabrikam, tailspin }) =>
    [
      partnership(),
      partnership({ adminAccess: false }),
      partnership({ state: 'ended', endedAt: now }),
    ].flatMap((details, at) => [
      viewOf(
        `${at + 1}, reseller`,
        relationship.partnershipCard(words, details, {
          organizationId: fabrikam.id,
          acts: at === 0 ? ['remove_access'] : [],
        }),
      ),
      viewOf(
        `${at + 1}, provider`,
        relationship.partnershipCard(words, details, { organizationId: tailspin.id }),
      ),
    ]),
  recordCard: ({ relationship: between, contoso }) => [
    viewOf('none, reader', partnerOfRecord.recordCard(words, contoso, null, false)),
    viewOf('none', partnerOfRecord.recordCard(words, contoso, null, true)),
    viewOf('named', partnerOfRecord.recordCard(words, contoso, between({ ofRecordSince: now }), true)),
  ],
  nobodyToNameCard: ({ contoso }) => [viewOf('nobody', partnerOfRecord.nobodyToNameCard(words, contoso))],
  recordForm: ({ others, fabrikam }) => [
    viewOf('none', partnerOfRecord.recordForm(words, others(1, 99), null)),
    viewOf('named', partnerOfRecord.recordForm(words, [fabrikam, ...others(1, 98)], fabrikam)),
  ],
  endRefusalForm: ({ contoso }) => [
    viewOf(
      'form',
      relationship.endRefusalForm(words, { command: `end refuse ${contoso.domain}`, customer: contoso.name }),
    ),
  ],
};

function invitationCard(world: World): readonly Shown[] {
  const { details, unknown, fromProvider, contoso, fabrikam, tailspin, answer, agreements, others } = world;
  const draw = invitation.invitationCard;
  const customer = {
    organizationId: contoso.id,
    acts: ['accept', 'decline'],
    reason: reason(world),
  } as const;
  const partner = { organizationId: fabrikam.id, acts: ['remind', 'withdraw'] } as const;
  const users = Array.from({ length: world.mood.many(2, 1001) }, (_, at) => ({
    platform: 'teams' as const,
    user: `29:1${'x'.repeat(60)}${at}`,
  }));
  const forEverybody = {
    organizationId: contoso.id,
    acts: [],
    showButton: true,
    personal: { command: `show ${world.asked.id}`, viewers: users },
    reason: reason(world),
  };
  const answered = (state: InvitationState) =>
    details({ state, answer }, state === 'accepted' ? { agreement: agreements.accepted } : {});
  return [
    viewOf('customer', draw(words, details(), customer)),
    viewOf('partner', draw(words, details(), partner)),
    viewOf('everybody', draw(words, details(), forEverybody)),
    viewOf('reader', draw(words, details(), { organizationId: contoso.id, acts: [] })),
    viewOf(
      'replaces',
      draw(words, details({}, { delegation: { present: others(1, 100), policy: 'single' } }), customer),
    ),
    viewOf(
      'several',
      draw(words, details({}, { delegation: { present: others(3, 100), policy: 'several' } }), customer),
    ),
    viewOf(
      'agreement accepted',
      draw(words, details({ note: null }, { agreement: agreements.accepted }), customer),
    ),
    viewOf(
      'agreement outdated',
      draw(words, details({ sentBy: 'own_mail' }, { agreement: agreements.outdated }), customer),
    ),
    viewOf('unknown', draw(words, unknown(), partner)),
    viewOf(
      'draft',
      draw(words, details({ state: 'draft', sentAt: null, sentBy: null, expiresAt: null }), {
        organizationId: fabrikam.id,
        acts: ['send'],
      }),
    ),
    viewOf(
      'provider',
      draw(words, fromProvider(), { organizationId: fabrikam.id, acts: ['accept', 'decline'] }),
    ),
    viewOf(
      'provider, sender',
      draw(words, fromProvider(), { organizationId: tailspin.id, acts: ['remind', 'withdraw'] }),
    ),
    viewOf(
      'roles asked for',
      draw(words, details({ kind: 'delegated_administration', type: 'reseller' }), customer),
    ),
    ...relationshipTypes.map((type) =>
      viewOf(type, draw(words, details({ type, includesDap: false, note: null }), customer)),
    ),
    ...(['accepted', 'declined', 'withdrawn', 'expired'] as const).flatMap((state) => [
      over(`${state}, customer`, draw(words, answered(state), customer)),
      over(`${state}, partner`, draw(words, answered(state), partner)),
    ]),
  ];
}

const reason = ({ say }: World): string => say('your organization’s approvals, which are asked for here');

/** Only filters that can be typed are filters; what they name is free. */
function subscription({ say, gil }: World) {
  const name = say('Fabrikam').replace(/["\\]/g, '').slice(0, 400);
  const expression = `invitations, roles where partner = "${name}"`;
  const parsed = parseExpression(expression);
  const { kinds, filter } = parsed.ok ? parsed.value : { kinds: ['invitations'] as const, filter: null };
  return { kinds, filter, expression: normalizeLine(expression), createdByName: gil.name };
}

/** A whole list, a part of a searched one, and a search that found nothing. */
function listed(
  world: World,
  draw: (
    page: <T>(row: (at: number) => T) => { items: readonly T[]; next: string | null; total: number },
    listing: (command: string) => list.Listing,
  ) => Card,
): readonly Shown[] {
  // What was searched for was typed, and tidied on the way.
  const searched = normalizeLine(world.say('contoso')).replace(/--/g, '');
  const search = searched === '' ? null : searched;
  return [
    viewOf(
      'list',
      draw(
        (row) => world.page(row),
        (command) => ({ command, searched: null }),
      ),
    ),
    viewOf(
      'search',
      draw(
        (row) => ({ ...world.page(row, 25), next: world.asked.id }),
        (command) => ({ command, searched: search }),
      ),
    ),
    viewOf(
      'nothing found',
      draw(
        () => ({ items: [], next: null, total: 0 }),
        (command) => ({ command, searched: search }),
      ),
    ),
  ];
}

const verbs = commands.map((command) => ({
  verb: command.verb,
  topic: command.topic,
  summary: words.text(`verb.${verbKey(command)}`),
  example: words.text(`example.${verbKey(command)}`),
}));
