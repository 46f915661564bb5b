import { webmailDomains } from '../data/webmail-domains.ts';

/** Whether the domain belongs to a consumer web-mail service instead of an organization. */
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

/** What may follow a service's name in its country forms: `com`, `fr`, `co.uk`, `com.tw`. */
const isCountryForm = (rest: readonly string[]): boolean =>
  /^(?:[a-z]{2,3}|(?:com|co|ne|or)\.[a-z]{2})$/.test(rest.join('.'));
