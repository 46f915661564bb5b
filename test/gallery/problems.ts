import type { Problem, ProblemCode } from '../../src/kernel/problem.ts';
import { now, type World } from './world.ts';

type Samples = {
  readonly [Code in ProblemCode]: readonly Omit<Extract<Problem, { readonly code: Code }>, 'code'>[];
};

/** Every refusal; the type asks for a new one as soon as there is a new code. */
export function problemsIn(world: World): readonly Problem[] {
  const { say, email, contoso, fabrikam, litware, gil, asked, answer, mca, mood } = world;
  const organization = contoso;
  const draft = { ...asked, state: 'draft', sentAt: null, sentBy: null } as const;
  const samples: Samples = {
    not_a_member: [
      { platform: 'slack', organization },
      { platform: 'teams', organization: null },
    ],
    already_a_member: [{ organization }],
    role_needed: [
      { roles: ['global_admin'], holders: Array.from({ length: mood.many(1, 1001) }, () => gil) },
      { roles: ['admin_agent', 'global_admin'], holders: [gil, gil, gil] },
    ],
    partners_only: [{ organization }],
    resellers_only: [{ organization }],
    providers_only: [{ organization }],
    partner_features_unavailable: [{ cloud: 'china' }],
    unknown_command: [
      { typed: say('acept'), nearest: ['accept', 'agreement accept'] },
      { typed: say('hello'), nearest: [] },
    ],
    bad_argument: [
      { argument: say('type'), typed: say('friend'), expected: say('reseller, advisor') },
      { argument: '--afer', typed: say('--afer x'), expected: '' },
    ],
    missing_argument: [{ argument: 'organization', example: 'show contoso.com' }],
    organization_not_found: [{ typed: say('contso') }],
    recipient_not_found: [{ typed: say('contso') }],
    organization_ambiguous: [{ typed: say('co'), choices: [contoso, ...world.others(1, 100)] }],
    invitation_not_found: [{ typed: say('contso') }],
    invitation_ambiguous: [
      {
        typed: say('co'),
        choices: Array.from({ length: 25 }, () => asked),
      },
    ],
    not_an_email: [{ typed: say('ada') }],
    text_too_long: [{ field: 'note', length: 10_000, most: 500 }],
    not_a_country: [{ typed: say('Germny') }],
    not_a_tenant: [{ typed: say('contoso') }],
    field_missing: [{ field: 'your_email' }, { field: say('strange') }],
    own_organization: [{}],
    other_region: [
      { mine: 'EUROPE', theirs: 'UNITED_STATES', myCountry: 'DE', theirCountry: 'US' },
      { mine: null, theirs: null, myCountry: 'KP', theirCountry: 'AQ' },
    ],
    other_cloud: [{ mine: 'public', theirs: 'us_government' }],
    dap_not_entitled: [{}],
    dap_required_in_cloud: [{ cloud: 'germany' }],
    dap_not_for_type: [{ type: 'line_of_business' }],
    already_related: [{ organization, type: 'reseller_and_delegated_administrator' }],
    already_partnered: [{ organization }],
    not_a_reseller: [{ organization }],
    not_a_provider: [{ organization }],
    roles_already_in_place: [{ organization }],
    invitation_already_open: [{ invitation: asked }, { invitation: draft }],
    link_missing: [{}],
    mail_not_configured: [{}],
    invitation_is_draft: [{ invitation: draft }],
    invitation_answered: (['accepted', 'declined', 'withdrawn', 'expired'] as const).map((state) => ({
      invitation: { ...asked, state, answer },
    })),
    reminded_already: [{ at: now }],
    box_not_ticked: [{}],
    agreement_changed: [{ version: mca.version }],
    agreement_not_published: [{}],
    agreement_already_accepted: [{ version: mca.version, at: now, by: gil.name }],
    agreement_already_asked: [{ at: now }],
    replacement_needed: [{ present: litware, invitationId: asked.id }],
    replacement_outdated: [{ invitationId: asked.id }],
    code_not_valid: [{}],
    too_many_tries: [{ minutes: 1 }, { minutes: 42 }],
    wrong_organization_for_link: [{ domain: contoso.domain, organization: fabrikam }],
    domain_not_invited: [{ typed: say('contoso.org'), domain: contoso.domain }],
    webmail_domain: [{ domain: 'gmail.com' }],
    organization_exists: [{ domain: contoso.domain }],
    tenant_taken: [{}],
    workspace_taken: [{ organization }],
    not_related: [{ organization }],
    not_partnered: [{ organization }],
    no_roles_in_place: [{ organization }],
    no_admin_access: [{ organization }],
    not_partner_of_record: [{ organization }],
    end_already_asked: [{ at: now }],
    end_not_asked: [{ organization }],
    partnership_cannot_end: [{ organization }],
    channel_needed: [{}],
    channel_of_other_organization: [{}],
    not_subscribed: [{}],
    unknown_kind: [{ typed: say('leads'), known: ['invitations', 'agreements', 'roles', 'everything'] }],
    filter_not_understood: [{ at: say('custmer = x'), expected: 'partner | customer | kind | not | (' }],
    email_taken: [{ email: email('ada', 'contoso.com') }],
    member_unknown: [{ email: email('bob', 'contoso.com') }],
    identity_taken: [{ name: gil.name }],
    roles_not_fitting: [{ reason: 'customer_agent' }, { reason: 'partner_billing' }],
    already_handled: [{}],
  };
  return Object.entries(samples).flatMap(([code, all]) => all.map((one) => ({ code, ...one }) as Problem));
}
