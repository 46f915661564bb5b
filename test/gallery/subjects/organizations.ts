import type { problems as makers } from '../../../src/organizations/problems.ts';
import type { SamplesOf } from '../frame.ts';
import type { World } from '../world.ts';

export const problems = ({ say, contoso, others, email }: World): SamplesOf<typeof makers> => {
  const organization = contoso;
  return {
    organization_not_found: [{ typed: say('contso') }],
    recipient_not_found: [{ typed: say('contso') }],
    organization_ambiguous: [{ typed: say('co'), choices: [contoso, ...others(1, 100)] }],
    several_addresses: [
      { typed: say('a'), emails: [email('ada', 'contoso.com'), email('bob', 'contoso.com')] },
    ],
    own_organization: [{}],
    other_region: [
      { mine: 'EUROPE', theirs: 'UNITED_STATES', myCountry: 'DE', theirCountry: 'US' },
      { mine: null, theirs: null, myCountry: 'KP', theirCountry: 'AQ' },
    ],
    other_cloud: [{ mine: 'public', theirs: 'us_government' }],
    not_an_email: [{ typed: say('ada') }],
    not_a_country: [{ typed: say('Germny') }],
    not_a_tenant: [{ typed: say('contoso') }],
    webmail_domain: [{ domain: 'gmail.com' }],
    organization_exists: [{ domain: contoso.domain }],
    tenant_taken: [{}],
    workspace_taken: [{ organization }],
    resellers_only: [{ organization }],
    providers_only: [{ organization }],
  };
};
