import { shownDomain } from '../kernel/address.ts';
import type { Cloud, Named } from '../kernel/organization.ts';
import { defineProblems, namedList } from '../kernel/problem.ts';
import type { CspRegion } from './model/region.ts';
import type { Words } from './words.en.ts';

type Typed = { readonly typed: string };
type About = { readonly organization: Named };

const typedValue = (_: Words, { typed }: Typed) => ({ typed });
const organizationValue = (_: Words, { organization }: About) => ({ organization: organization.name });

/** Shared by most refusals about another organization: its name, and its details as the next step. */
export const aboutOrganization = {
  title: 'not_possible',
  values: organizationValue,
  next: (words: Words, { organization }: About) => [
    {
      label: words.text('next.show_organization', { organization: organization.name }),
      command: `show ${organization.domain}`,
    },
  ],
} as const;

/** The same for a person who used an outdated card: the organization is shown as it is now (R-CARD-04). */
export const aboutOrganizationNow = {
  ...aboutOrganization,
  outdated: ({ organization }: About) => `show ${organization.domain}`,
} as const;

/** The form fields that name another organization. */
export const organizationFields = ['customer', 'reseller', 'organization'] as const;

const regionName = (words: Words, region: CspRegion | null): string =>
  region ? words.text(`region.${region}`) : '';

interface Regions {
  readonly mine: CspRegion | null;
  readonly theirs: CspRegion | null;
  readonly myCountry: string;
  readonly theirCountry: string;
}

/** Refusals about organizations: finding them, and whether two may work together. */
export const problems = defineProblems({
  organization_not_found: { title: 'not_found', values: typedValue },
  recipient_not_found: { title: 'not_found', values: typedValue, field: organizationFields },
  organization_ambiguous: {
    title: 'which_one',
    values: (words: Words, { typed, choices }: Typed & { readonly choices: readonly Named[] }) => ({
      typed,
      choices: namedList(
        words,
        choices.map(({ name, domain }) => words.text('organization.with_domain', { name, domain })),
      ),
    }),
    choices: (_: Words, { choices }: { readonly choices: readonly Named[] }) =>
      choices.map(({ name, domain }) => ({ title: name, detail: shownDomain(domain), exactly: domain })),
    field: organizationFields,
  },
  several_addresses: {
    title: 'which_one',
    values: (words: Words, { emails }: Typed & { readonly emails: readonly string[] }) => ({
      emails: namedList(words, emails),
    }),
    choices: (_: Words, { emails }: { readonly emails: readonly string[] }) =>
      emails.map((email) => ({ title: email, exactly: email })),
    field: organizationFields,
  },
  own_organization: { title: 'not_possible', field: organizationFields },
  other_region: {
    title: 'not_possible',
    values: (words: Words, { mine, theirs, myCountry, theirCountry }: Regions) => ({
      mineKnown: mine ? 'yes' : 'no',
      mine: regionName(words, mine),
      theirsKnown: theirs ? 'yes' : 'no',
      theirs: regionName(words, theirs),
      myCountry: words.country(myCountry),
      theirCountry: words.country(theirCountry),
    }),
    field: [...organizationFields, 'country'],
  },
  other_cloud: {
    title: 'not_possible',
    values: (words: Words, { mine, theirs }: { readonly mine: Cloud; readonly theirs: Cloud }) => ({
      mine: words.text(`cloud.${mine}`),
      theirs: words.text(`cloud.${theirs}`),
    }),
    field: [...organizationFields, 'cloud'],
  },
  not_an_email: {
    title: 'not_understood',
    values: typedValue,
    field: ['email', 'your_email', ...organizationFields],
  },
  not_a_country: { title: 'not_understood', values: typedValue, field: 'country' },
  not_a_tenant: { title: 'not_understood', values: typedValue, field: 'tenant_id' },
  webmail_domain: {
    title: 'not_possible',
    values: (_: Words, { domain }: { readonly domain: string }) => ({ domain }),
  },
  organization_exists: {
    title: 'already',
    values: (_: Words, { domain }: { readonly domain: string }) => ({ domain }),
  },
  tenant_taken: { title: 'already', field: 'tenant_id' },
  workspace_taken: { title: 'not_possible', values: organizationValue },
  resellers_only: { title: 'not_for_you', values: organizationValue },
  providers_only: { title: 'not_for_you', values: organizationValue },
});
