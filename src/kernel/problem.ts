import type { Invitation } from '../invitations/model/invitation.ts';
import type { CspRegion } from '../organizations/model/region.ts';
import type { RelationshipType } from '../relationships/model/types.ts';
import type { Platform, Role } from './member.ts';
import type { Cloud, OrganizationSummary } from './organization.ts';

/** An organization as a refusal may name it. */
export type Named = Pick<OrganizationSummary, 'id' | 'name' | 'domain'>;

/** What a command may have to be told on its line. */
export type Argument = AskedFor | 'kinds' | 'on_or_off';
/** Those that a form can ask for afterwards: what they mean does not depend on where they are said. */
export type AskedFor = 'invitation' | 'organization' | 'code' | 'email';

/**
 * Every refusal, as a value. Each code has one sentence in the catalogue (`problem.<code>`) that says what is wrong
 * and what to do next; what a sentence needs travels with the code.
 */
export type Problem =
  // Who asks
  | { readonly code: 'not_a_member'; readonly platform: Platform; readonly organization: Named | null }
  | { readonly code: 'already_a_member'; readonly organization: Named }
  | {
      readonly code: 'role_needed';
      readonly roles: readonly Role[];
      readonly holders: readonly { readonly name: string; readonly email: string }[];
    }
  | { readonly code: 'partners_only'; readonly organization: Named }
  | { readonly code: 'resellers_only'; readonly organization: Named }
  | { readonly code: 'providers_only'; readonly organization: Named }
  | { readonly code: 'partner_features_unavailable'; readonly cloud: Cloud }
  // What was typed
  | { readonly code: 'unknown_command'; readonly typed: string; readonly nearest: readonly string[] }
  | {
      readonly code: 'bad_argument';
      readonly argument: string;
      readonly typed: string;
      readonly expected: string;
    }
  | { readonly code: 'missing_argument'; readonly argument: Argument; readonly example: string }
  | { readonly code: 'organization_not_found'; readonly typed: string }
  | { readonly code: 'recipient_not_found'; readonly typed: string }
  | { readonly code: 'organization_ambiguous'; readonly typed: string; readonly choices: readonly Named[] }
  | { readonly code: 'invitation_not_found'; readonly typed: string }
  | {
      readonly code: 'invitation_ambiguous';
      readonly typed: string;
      readonly choices: readonly Invitation[];
    }
  | { readonly code: 'not_an_email'; readonly typed: string }
  | { readonly code: 'text_too_long'; readonly field: string; readonly length: number; readonly most: number }
  | { readonly code: 'not_a_country'; readonly typed: string }
  | { readonly code: 'not_a_tenant'; readonly typed: string }
  | { readonly code: 'field_missing'; readonly field: string }
  // Asking
  | { readonly code: 'own_organization' }
  | {
      readonly code: 'other_region';
      readonly mine: CspRegion | null;
      readonly theirs: CspRegion | null;
      readonly myCountry: string;
      readonly theirCountry: string;
    }
  | { readonly code: 'other_cloud'; readonly mine: Cloud; readonly theirs: Cloud }
  | { readonly code: 'dap_not_entitled' }
  | { readonly code: 'dap_required_in_cloud'; readonly cloud: Cloud }
  | { readonly code: 'dap_not_for_type'; readonly type: RelationshipType }
  | { readonly code: 'already_related'; readonly organization: Named; readonly type: RelationshipType }
  | { readonly code: 'already_partnered'; readonly organization: Named }
  | { readonly code: 'not_a_reseller'; readonly organization: Named }
  | { readonly code: 'not_a_provider'; readonly organization: Named }
  | { readonly code: 'roles_already_in_place'; readonly organization: Named }
  | { readonly code: 'invitation_already_open'; readonly invitation: Invitation }
  | { readonly code: 'link_missing' }
  | { readonly code: 'mail_not_configured' }
  // Answering
  | { readonly code: 'invitation_is_draft'; readonly invitation: Invitation }
  | { readonly code: 'invitation_answered'; readonly invitation: Invitation }
  | { readonly code: 'reminded_already'; readonly at: Date }
  | { readonly code: 'box_not_ticked' }
  | { readonly code: 'agreement_changed'; readonly version: string }
  | { readonly code: 'agreement_not_published' }
  | {
      readonly code: 'agreement_already_accepted';
      readonly version: string;
      readonly at: Date;
      readonly by: string;
    }
  | { readonly code: 'agreement_already_asked'; readonly at: Date }
  | { readonly code: 'replacement_needed'; readonly present: Named; readonly invitationId: string }
  | { readonly code: 'replacement_outdated'; readonly invitationId: string }
  // Links and codes
  | { readonly code: 'code_not_valid' }
  | { readonly code: 'too_many_tries'; readonly minutes: number }
  | { readonly code: 'wrong_organization_for_link'; readonly domain: string; readonly organization: Named }
  | { readonly code: 'domain_not_invited'; readonly typed: string; readonly domain: string }
  | { readonly code: 'webmail_domain'; readonly domain: string }
  | { readonly code: 'organization_exists'; readonly domain: string }
  | { readonly code: 'tenant_taken' }
  | { readonly code: 'workspace_taken'; readonly organization: Named }
  // Relationships
  | { readonly code: 'not_related'; readonly organization: Named }
  | { readonly code: 'not_partnered'; readonly organization: Named }
  | { readonly code: 'no_roles_in_place'; readonly organization: Named }
  | { readonly code: 'no_admin_access'; readonly organization: Named }
  | { readonly code: 'not_partner_of_record'; readonly organization: Named }
  | { readonly code: 'end_already_asked'; readonly at: Date }
  | { readonly code: 'end_not_asked'; readonly organization: Named }
  | { readonly code: 'partnership_cannot_end'; readonly organization: Named }
  // Notifications
  | { readonly code: 'channel_needed' }
  | { readonly code: 'channel_of_other_organization' }
  | { readonly code: 'not_subscribed' }
  | { readonly code: 'unknown_kind'; readonly typed: string; readonly known: readonly string[] }
  | { readonly code: 'filter_not_understood'; readonly at: string; readonly expected: string }
  // Members
  | { readonly code: 'email_taken'; readonly email: string }
  | { readonly code: 'member_unknown'; readonly email: string }
  | { readonly code: 'identity_taken'; readonly name: string }
  | { readonly code: 'roles_not_fitting'; readonly reason: 'customer_agent' | 'partner_billing' }
  // The request itself
  | { readonly code: 'already_handled' };

export type ProblemCode = Problem['code'];
