import { declineForm } from '../../../src/invitations/forms/decline.ts';
import { draftForm } from '../../../src/invitations/forms/mail.ts';
import { providerInviteForm } from '../../../src/invitations/forms/provider-invite.ts';
import { registerForm } from '../../../src/invitations/forms/register.ts';
import { requestForm } from '../../../src/invitations/forms/request.ts';
import { reviewForm } from '../../../src/invitations/forms/review.ts';
import {
  type InvitationDetails,
  type InvitationState,
  invitationStates,
} from '../../../src/invitations/model/invitation.ts';
import type { OnOrganization } from '../../../src/invitations/model/request-rules.ts';
import type { OnInvitation } from '../../../src/invitations/model/rules.ts';
import type { problems as makers } from '../../../src/invitations/problems.ts';
import { invitationCard } from '../../../src/invitations/views/card.ts';
import { invitationsCard } from '../../../src/invitations/views/list.ts';
import { invitationMail, mailtoLink } from '../../../src/invitations/views/mail.ts';
import type { Organization } from '../../../src/kernel/organization.ts';
import { relationshipTypes } from '../../../src/relationships/model/types.ts';
import {
  listed,
  offeredOn,
  over,
  reason,
  type SamplesOf,
  type Shown,
  type Views,
  viewOf,
  words,
} from '../frame.ts';
import { now, type World } from '../world.ts';

/** An invitation as an organization sees it, with every button on its card. */
function seenBy({ id }: Organization, details: InvitationDetails, more: { readonly reason?: string } = {}) {
  const situation: OnInvitation = { ...details, organizationId: id, now };
  const viewer = { organizationId: id, buttons: offeredOn('invitation', situation), ...more };
  return invitationCard(words, details, viewer);
}

/** The card for everybody, in a channel where each viewer gets a personal card. */
function forEverybody(world: World): Shown {
  const command = `show ${world.asked.id}`;
  const viewers = Array.from({ length: world.variant.many(2, 1001) }, (_, at) => ({
    platform: 'teams' as const,
    user: `29:1${'x'.repeat(60)}${at}`,
  }));
  const viewer = {
    organizationId: world.contoso.id,
    buttons: [{ label: words.text('act.show_mine'), command }],
    personal: { command, viewers },
    reason: reason(world),
  };
  return viewOf('everybody', invitationCard(words, world.details(), viewer));
}

function openCards(world: World): readonly Shown[] {
  const { details, unknown, fromProvider, contoso, fabrikam, tailspin, agreements, others } = world;
  const why = { reason: reason(world) };
  const customer = (name: string, invitation: InvitationDetails) =>
    viewOf(name, seenBy(contoso, invitation, why));
  const draft = details({ state: 'draft', sentAt: null, sentBy: null, expiresAt: null });
  return [
    customer('customer', details()),
    viewOf('partner', seenBy(fabrikam, details())),
    forEverybody(world),
    viewOf('reader', invitationCard(words, details(), { organizationId: contoso.id, buttons: [] })),
    customer('replaces', details({}, { delegation: { present: others(1, 100), policy: 'single' } })),
    customer('several', details({}, { delegation: { present: others(3, 100), policy: 'several' } })),
    customer('agreement accepted', details({ note: null }, { agreement: agreements.accepted })),
    customer('agreement outdated', details({ sentBy: 'own_mail' }, { agreement: agreements.outdated })),
    viewOf('unknown', seenBy(fabrikam, unknown())),
    viewOf('draft', seenBy(fabrikam, draft)),
    viewOf('provider', seenBy(fabrikam, fromProvider())),
    viewOf('provider, sender', seenBy(tailspin, fromProvider())),
    customer('roles asked for', details({ kind: 'delegated_administration', type: 'reseller' })),
    ...relationshipTypes.map((type) => customer(type, details({ type, includesDap: false, note: null }))),
  ];
}

function answeredCards({ details, answer, agreements, contoso, fabrikam }: World): readonly Shown[] {
  const answered = (state: InvitationState) =>
    details({ state, answer }, state === 'accepted' ? { agreement: agreements.accepted } : {});
  return (['accepted', 'declined', 'withdrawn', 'expired'] as const).flatMap((state) => [
    over(`${state}, customer`, seenBy(contoso, answered(state))),
    over(`${state}, partner`, seenBy(fabrikam, answered(state))),
  ]);
}

function draftForms(world: World): readonly Shown[] {
  const link = `https://accord.example/i/${'a1b2c3d4'.repeat(3)}`;
  return [world.details({ note: null }), world.unknown(), world.fromProvider()].flatMap((details, at) => {
    const { subject, text } = invitationMail(words, details, link, 90);
    const to = details.invitation.recipientEmail ?? '';
    const draft = {
      purpose: at === 1 ? ('remind' as const) : ('send' as const),
      invitationId: details.invitation.id,
      to,
      subject,
      text,
      mailto: mailtoLink(to, subject, text, link),
      mayMail: at === 1,
      recipientName: details.recipient?.name,
    };
    const edited = { ...draft, subject: world.say(subject), text: world.say(text) };
    return [
      viewOf(`draft ${at + 1}`, draftForm(words, draft)),
      viewOf(`edited ${at + 1}`, draftForm(words, edited)),
    ];
  });
}

function reviewForms(world: World): readonly Shown[] {
  const { details, fromProvider, agreements, mca, litware, asked, others, bare } = world;
  const command = `accept ${asked.id}`;
  const review = { command, agreement: bare ? null : mca, replaces: null, several: [] };
  const without = { ...review, agreement: null };
  return [
    viewOf('review', reviewForm(words, details(), review)),
    viewOf('replacing', reviewForm(words, details(), { ...review, replaces: litware })),
    viewOf(
      'several',
      reviewForm(words, details({}, { agreement: agreements.accepted }), {
        ...without,
        several: others(2, 100),
      }),
    ),
    viewOf('without roles', reviewForm(words, details({ type: 'reseller', includesDap: false }), review)),
    viewOf('provider', reviewForm(words, fromProvider(), without)),
  ];
}

export const views: Views = {
  invitationCard: (world) => [...openCards(world), ...answeredCards(world)],
  invitationsCard: (world) =>
    listed(world, (page, listing) =>
      invitationsCard(
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
  requestForm: ({ say, email, bare }) =>
    (['free', 'fixed_by_cloud', 'absent'] as const).map((dapChoice) =>
      viewOf(
        dapChoice,
        requestForm(words, {
          customer: bare ? '' : email('hanna', 'contoso.com'),
          type: bare ? undefined : 'delegated_administrator',
          dap: !bare,
          dapChoice,
          note: bare ? '' : say('We met at the fair in Lisbon.'),
        }),
      ),
    ),
  providerInviteForm: ({ say, bare, fabrikam }) => [
    viewOf(
      'form',
      providerInviteForm(words, {
        reseller: bare ? '' : fabrikam.domain,
        note: bare ? '' : say('You know our terms.'),
      }),
    ),
  ],
  draftForm: draftForms,
  reviewForm: reviewForms,
  declineForm: ({ details }) => [viewOf('form', declineForm(words, details()))],
  registerForm: ({ contoso, fabrikam, gil, bare }) => [
    viewOf(
      'form',
      registerForm(words, {
        command: 'redeem 7Qm2xV9cTz4LrY8sKd1WpA',
        domain: contoso.domain,
        senderName: fabrikam.name,
        tenantId: bare ? undefined : '72f988bf-86f1-41af-91ab-2d7cd011db47',
        name: bare ? undefined : gil.name,
      }),
    ),
  ],
};

/** For the card of a customer. */
export const organizationPart = ({ page, details }: World): OnOrganization['invitations'] => ({
  open: page(() => details({ kind: 'delegated_administration' }), 1).items.slice(0, 60),
});

export const problems = (world: World): SamplesOf<typeof makers> => {
  const { say, contoso, fabrikam, litware, asked, answer } = world;
  const organization = contoso;
  const draft = { ...asked, state: 'draft', sentAt: null, sentBy: null } as const;
  return {
    invitation_not_found: [{ typed: say('contso') }],
    invitation_ambiguous: [{ typed: say('co'), choices: Array.from({ length: 25 }, () => asked) }],
    dap_not_entitled: [{}],
    dap_required_in_cloud: [{ cloud: 'germany' }],
    dap_not_for_type: [{ type: 'line_of_business' }],
    already_related: [{ organization, type: 'reseller_and_delegated_administrator' }],
    already_partnered: [{ organization }],
    not_a_reseller: [{ organization }],
    roles_already_in_place: [{ organization }],
    invitation_already_open: [{ invitation: asked }, { invitation: draft }],
    link_missing: [{ rewritten: false }, { rewritten: true }],
    mail_not_configured: [{}],
    invitation_is_draft: [{ invitation: draft }],
    invitation_answered: (['accepted', 'declined', 'withdrawn', 'expired'] as const).map((state) => ({
      invitation: { ...asked, state, answer },
    })),
    reminded_already: [{ at: now }],
    replacement_needed: [{ present: litware, invitationId: asked.id }],
    replacement_outdated: [{ invitationId: asked.id }],
    wrong_organization_for_link: [{ domain: contoso.domain, organization: fabrikam }],
    domain_not_invited: [{ typed: say('contoso.org'), domain: contoso.domain }],
  };
};
