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
