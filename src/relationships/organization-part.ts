import { agreementStatus } from '../agreements/index.ts';
import type { QueryContext } from '../kernel/act.ts';
import type { OrganizationSummary } from '../kernel/organization.ts';
import { may } from '../kernel/rights.ts';
import type { OrganizationPart } from '../kernel/subject.ts';
import type { OnOrganization, RelationshipsBetween } from './model/rules.ts';
import { activeRelationship } from './store/relationships.ts';
import { relationshipsSection } from './views/organization-section.ts';
import type { Words } from './words.en.ts';

/** The relationships between the two organizations. */
export const organizationPart: OrganizationPart<RelationshipsBetween, OnOrganization, Words> = {
  async load({ tx, member, organization }: QueryContext, other: OrganizationSummary) {
    const own = other.id === organization.id;
    const viewsCustomers = may(member, organization, 'view_customers');
    const [asCustomer, asPartner, agreement] = await Promise.all([
      viewsCustomers ? activeRelationship(tx, organization.id, other.id) : undefined,
      activeRelationship(tx, other.id, organization.id),
      agreementStatus(tx, other.id),
    ]);
    return {
      asCustomer: asCustomer ?? null,
      asPartner: asPartner ?? null,
      agreement: asCustomer || own ? agreement : null,
    };
  },
  draw: (words, { other, relationships }) => relationshipsSection(words, other, relationships),
};
