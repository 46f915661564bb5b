import type { KernelKey } from '../kernel/words.en.ts';
import type { Words as AllWords } from '../kernel/words.ts';

/** The sentences about organizations. Keys are named after the meaning, not the place. */
export const en = {
  'problem.resellers_only': 'Only resellers can do this, and {organization} is not one.',
  'problem.providers_only': 'Only indirect providers can do this, and {organization} is not one.',
  'problem.organization_not_found':
    'I know no organization “{typed}”. Try its exact domain, for example contoso.com. To search your own lists, send “customers” or “partners” and a part of the name.',
  'problem.recipient_not_found':
    'I know no organization “{typed}”. To invite one that does not use Accord yet, give the e-mail address of somebody there, for example ada@contoso.com.',
  'problem.organization_ambiguous':
    'Several organizations fit “{typed}”: {choices}. Please use the domain of the one that you mean.',
  'problem.several_addresses': 'I see several e-mail addresses: {emails}. Please use one of them.',
  'problem.not_an_email': '“{typed}” is not an e-mail address. It should look like ada@contoso.com.',
  'problem.not_a_country':
    'I know no country “{typed}”. Please give its name or two-letter code, for example Germany or DE.',
  'problem.not_a_tenant':
    '“{typed}” is not a tenant ID. It looks like this: 72f988bf-86f1-41af-91ab-2d7cd011db47.',
  'problem.own_organization': 'That is your own organization. Please name another one.',
  'problem.other_region':
    'A partner can ask only customers of its own country or CSP region. You: {myCountry}, {mineKnown, select, yes {region {mine}} other {in no CSP region}}. They: {theirCountry}, {theirsKnown, select, yes {region {theirs}} other {in no CSP region}}.',
  'problem.other_cloud':
    'The clouds are separate, and a partner works with customers of its own. Yours: {mine}. Theirs: {theirs}.',
  'problem.webmail_domain':
    '{domain} is a consumer mail service. Please use the address and domain of your organization.',
  'problem.organization_exists':
    'An organization with the domain {domain} is here already. Ask one of its admins for a code, then send “join” and the code.',
  'problem.tenant_taken':
    'This tenant belongs to an organization that is here already. If it is yours, ask one of its admins for a code, then send “join” and the code.',
  'problem.workspace_taken':
    'This chat belongs to {organization} already, and it can belong to one organization only.',
  'next.show_organization': 'Show {organization}',
  'region.AFRICA': 'Africa',
  'region.ASIA_PACIFIC': 'Asia Pacific',
  'region.AUSTRALIA': 'Australia',
  'region.BRAZIL': 'Brazil',
  'region.CANADA': 'Canada',
  'region.EUROPE': 'Europe',
  'region.INDIA': 'India',
  'region.JAPAN': 'Japan',
  'region.KOREA': 'Korea',
  'region.LATAM_CARIBBEAN': 'Latin America and the Caribbean',
  'region.MECEE': 'Middle East and Central Eastern Europe',
  'region.NEW_ZEALAND': 'New Zealand',
  'region.RUSSIA': 'Russia',
  'region.TAIWAN': 'Taiwan',
  'region.UNITED_STATES': 'United States',
  'portal.microsoft_365': 'Microsoft 365 admin center',
  'portal.microsoft_office': 'Microsoft Office admin portal',
  'organization.with_domain': '{name} ({domain})',
  'event.organization.registered':
    '{by, select, system {{organization} was registered} other {{actor} registered {organization}}}',
  'event.organization.changed':
    '{mpsa, select, true {{actor} lets the MPSA partners of {organization} see purchases made through each other} false {{actor} no longer lets the MPSA partners of {organization} see purchases made through each other} other {{by, select, system {The settings of {organization} were changed} other {{actor} changed the settings of {organization}}}}}',
  'event.title.organization.registered': 'Organization registered',
  'event.title.organization.changed': 'Settings changed',
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
export type OrganizationsKey = keyof typeof en | KernelKey;
export type Words = AllWords<OrganizationsKey>;
