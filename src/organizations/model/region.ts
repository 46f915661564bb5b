import { cspRegions } from '../data/csp-regions.ts';

export type CspRegion = keyof typeof cspRegions.regions;

const regionOf = new Map<string, CspRegion>(
  Object.entries(cspRegions.regions).flatMap(([region, countries]) =>
    countries.map((country) => [country, region as CspRegion] as const),
  ),
);

/** The CSP region of a country (ISO 3166-1 alpha-2); undefined for a country in no region, which cannot transact. */
export const regionOfCountry = (country: string): CspRegion | undefined =>
  regionOf.get(country.toUpperCase());

/** Whether a partner of one country may ask for a relationship with a customer of the other (R-ORG-04). */
export function mayTradeBetween(partnerCountry: string, customerCountry: string): boolean {
  const region = regionOfCountry(partnerCountry);
  return region !== undefined && region === regionOfCountry(customerCountry);
}
