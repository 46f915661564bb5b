import { acceptancePortal, type Cloud, type Named } from '../kernel/organization.ts';
import type { Words } from './words.en.ts';

/** "Fabrikam (fabrikam.com)". */
export const organizationWithDomain = (
  words: Words,
  { name, domain }: Pick<Named, 'name' | 'domain'>,
): string => words.text('organization.with_domain', { name, domain });

/** The portal in which a customer of this cloud accepts (R-ORG-03). */
export const portalName = (words: Words, cloud: Cloud): string =>
  words.text(`portal.${acceptancePortal(cloud)}`);
