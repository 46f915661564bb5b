/**
 * Consumer web-mail services, as of 2026-11: nobody may register an organization with one of their domains. Match the
 * whole domain or a parent of it, ignoring case. A name ending in `.*` matches every country form (yahoo.fr,
 * yahoo.co.uk, yahoo.com.tw).
 */
export const webmailDomains = [
  // Gmail
  'gmail.com',
  'googlemail.com',
  // Yahoo! Mail
  'yahoo.*',
  'ymail.com',
  'rocketmail.com',
  'myyahoo.com',
  // iCloud Mail
  'icloud.com',
  'me.com',
  'mac.com',
  // AOL Mail
  'aol.*',
  'aim.com',
  // Outlook Mail
  'outlook.*',
  'hotmail.*',
  'live.*',
  'msn.com',
] as const;
