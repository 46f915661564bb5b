import type { AgreementKind } from '../agreements/model.ts';
import type { InvitationKind, InvitationState } from '../invitations/model/invitation.ts';
import type { CspRegion } from '../organizations/model/region.ts';
import {
  allowedBy,
  type DelegatedRole,
  delegatedRoles,
  type RelationshipType,
} from '../relationships/model/types.ts';
import type { Inline } from './card.ts';
import type { Role } from './member.ts';
import { acceptancePortal, type Cloud, type OrganizationSummary } from './organization.ts';
import type { Locale, Words } from './words.ts';

// The field's own terms, as a person reads them. Keys are made of the domain's unions, so that a new member of a union
// does not compile before the catalogue has its word.

export const typeName = (words: Words, type: RelationshipType): string => words.text(`type.${type}`);

/** What a type lets the partner do: a sentence or two around the list that the domain's one table gives (R-TYPE-08). */
export const typeMeaning = (words: Words, type: RelationshipType): string =>
  words.text(`type_meaning.${type}`, {
    abilities: words.list(allowedBy(type).map((capability) => words.text(`capability.${capability}`))),
  });

export const roleName = (words: Words, role: Role): string => words.text(`role.${role}`);

const delegatedRoleName = (words: Words, role: DelegatedRole): string => words.text(`delegated_role.${role}`);

/** Both delegated admin roles, always granted together (R-DAP-01): "Global admin and Helpdesk admin". */
export const delegatedRoleNames = (words: Words): string =>
  words.list(delegatedRoles.map((role) => delegatedRoleName(words, role)));

/** Both delegated admin roles, each with what it lets the partner do (R-INV-08). */
export const delegatedRoleMeanings = (words: Words): string =>
  words.list(
    delegatedRoles.map((role) =>
      words.text('delegated_role.with_meaning', {
        role: delegatedRoleName(words, role),
        allows: words.text(`delegated_role_allows.${role}`),
      }),
    ),
  );

export const kindName = (words: Words, kind: InvitationKind): string => words.text(`kind.${kind}`);
export const stateName = (words: Words, state: InvitationState): string => words.text(`state.${state}`);
export const cloudName = (words: Words, cloud: Cloud): string => words.text(`cloud.${cloud}`);
export const regionName = (words: Words, region: CspRegion): string => words.text(`region.${region}`);
export const agreementName = (words: Words, kind: AgreementKind): string =>
  words.text(`agreement_kind.${kind}`);

/** The vendor's portal in which a customer of this cloud accepts (R-ORG-03). */
export const portalName = (words: Words, cloud: Cloud): string =>
  words.text(`portal.${acceptancePortal(cloud)}`);

/** "Fabrikam (fabrikam.com)". */
export const organizationWithDomain = (
  words: Words,
  organization: Pick<OrganizationSummary, 'name' | 'domain'>,
): string => words.text('organization.with_domain', { name: organization.name, domain: organization.domain });

/** A language by its own name, as a person looking for it reads it. */
export const languageName = (locale: Locale): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;

/** "a, b, or c". */
export const oneOf = (words: Words, items: readonly string[]): string =>
  new Intl.ListFormat(words.locale, { type: 'disjunction' }).format(items);

/** An instant in a message, shown in the viewer's own time zone. */
export const moment = (at: Date): Exclude<Inline, string> => ({ kind: 'time', at, style: 'date_time' });

const fields = [
  'customer',
  'reseller',
  'partner',
  'type',
  'dap',
  'note',
  'subject',
  'text',
  'way',
  'reason',
  'agreement',
  'replace',
  'understood',
  'name',
  'domain',
  'country',
  'cloud',
  'language',
  'tenant_id',
  'your_name',
  'your_email',
  'filter',
  'code',
  'invitation',
  'organization',
  'email',
] as const;
/** The fields of our forms by name; each has one label everywhere. */
export type FieldName = (typeof fields)[number];

export const fieldLabel = (words: Words, field: FieldName): string => words.text(`field.${field}`);

/** The label of a field that a refusal names; a name that no form of ours has is its own label. */
export function fieldLabelOf(words: Words, name: string): string {
  const field = fields.find((known) => known === name);
  return field ? fieldLabel(words, field) : name;
}
