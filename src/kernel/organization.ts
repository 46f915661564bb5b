import { webmailDomains } from '../organizations/data/webmail-domains.ts';

export const clouds = ['public', 'us_government', 'germany', 'china'] as const;
export type Cloud = (typeof clouds)[number];

export const programmes = ['direct_reseller', 'indirect_reseller', 'indirect_provider', 'advisor'] as const;
export type Programme = (typeof programmes)[number];

/** How many partners may hold delegated administration privileges at a time (R-DAP-05). */
export const delegationPolicies = ['single', 'several'] as const;
export type DelegationPolicy = (typeof delegationPolicies)[number];

/** What anybody who knows the exact domain may see of an organization (R-REL-06), and what the rules compare. */
export interface OrganizationSummary {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly cloud: Cloud;
  readonly programme: Programme | null;
}

/** A company or school with one tenant: a customer, a partner, or both (R-ORG-01). */
export interface Organization extends OrganizationSummary {
  readonly tenantId: string;
  /** BCP 47. */
  readonly language: string;
  readonly mpnId: string | null;
  /** Whether its programme entitles it to ask for delegated administration (R-DAP-09). */
  readonly mayAskForDap: boolean;
  readonly delegatedAdministrators: DelegationPolicy;
  /** Days until a sent invitation expires (R-INV-10). */
  readonly invitationDays: number;
  /** Days before expiry on which approvers and sender are reminded (R-NOTE-05). */
  readonly reminderDays: readonly number[];
}

/** Whether the organization takes part in a partner programme. */
export const isPartner = (organization: { readonly programme: Programme | null }): boolean =>
  organization.programme !== null;

/** Whether it sells to customers, directly or through providers. */
export const isReseller = (organization: { readonly programme: Programme | null }): boolean =>
  organization.programme === 'direct_reseller' || organization.programme === 'indirect_reseller';

/** Where a customer of this cloud accepts in the vendor's own portals (R-ORG-03). */
export const acceptancePortal = (cloud: Cloud): 'microsoft_365' | 'microsoft_office' =>
  cloud === 'us_government' || cloud === 'germany' ? 'microsoft_office' : 'microsoft_365';

/** Whether mail addresses of the domain belong to a consumer web-mail service rather than to an organization. */
export function isWebmailDomain(domain: string): boolean {
  const labels = domain.toLowerCase().split('.');
  return labels.some((_, at) => {
    const parent = labels.slice(at).join('.');
    return webmailDomains.some((service) =>
      service.endsWith('.*')
        ? labels[at] === service.slice(0, -2) && isCountryForm(labels.slice(at + 1))
        : parent === service,
    );
  });
}

/** `com`, `fr`, `co.uk`, `com.tw`: what may follow the name of a service in its country forms. */
const isCountryForm = (rest: readonly string[]): boolean =>
  (rest.length === 1 && /^[a-z]{2,3}$/.test(rest[0] ?? '')) ||
  (rest.length === 2 && /^(com|co|ne|or)$/.test(rest[0] ?? '') && /^[a-z]{2}$/.test(rest[1] ?? ''));

const domainPattern =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const emailPattern = /^[^\s@<>"',;:()[\]\\]{1,64}@([^\s@]+)$/;

/** The domain in its one spelling, or undefined when the text is none. */
export function parseDomain(text: string): string | undefined {
  const domain = text.trim().toLowerCase().replace(/\.$/, '');
  return domainPattern.test(domain) ? domain : undefined;
}

/** The mail address in its one spelling (the domain in lower case), or undefined when the text is none. */
export function parseEmail(text: string): string | undefined {
  const address = text.trim().replace(/^mailto:/i, '');
  const domain = parseDomain(emailPattern.exec(address)?.[1] ?? '');
  return domain === undefined ? undefined : `${address.slice(0, address.lastIndexOf('@'))}@${domain}`;
}

/** The domain that a mail address is at. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();
