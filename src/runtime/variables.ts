import { z } from 'zod';
import { parseEmail } from '../kernel/address.ts';
import { createSecrets } from '../kernel/secrets.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const appTypes = ['SingleTenant', 'MultiTenant'] as const;

/** A fault of a variable, and how to fix it. Contains no values, because some are secrets. */
export interface ConfigFault {
  readonly variable: Variable;
  readonly fault: string;
}

/** A variable that `parse` reads; if it returns undefined, the fault says what is valid. */
const readAs = <Value>(fault: string, parse: (text: string) => Value | undefined) =>
  z
    .string()
    .transform((text, context) => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.addIssue(fault);
      return z.NEVER;
    })
    .optional();

const oneOf = <const Choice extends string>(choices: readonly Choice[]) =>
  readAs(`is none of the values that it can have. Set it to one of: ${choices.join(', ')}.`, (text) =>
    choices.find((choice) => choice === text),
  );

const anyText = z.string().optional();
const milliseconds = readAs(
  'is not a time limit. Set it to milliseconds, from 100 to 600000 (10 minutes).',
  (text) => wholeNumber(text, 100, 600_000),
);
const callsAtOnce = readAs('is not a number of calls at once. Set it to one from 1 to 1000.', (text) =>
  wholeNumber(text, 1, 1000),
);
const days = readAs('is not a number of days. Set it to a whole number from 1 to 3650.', (text) =>
  wholeNumber(text, 1, 3650),
);
const guid = (fault: string) => readAs(fault, (text) => z.guid().safeParse(text).data);

/** Every environment variable that the program reads, normalized. */
export const variables = z.object({
  PORT: readAs('is not a port. Set it to a whole number from 1 to 65535.', (text) =>
    wholeNumber(text, 1, 65535),
  ),
  PUBLIC_URL: readAs(
    'is not an address that people could open. Set it to the https:// address under which this server is reached, without a query.',
    publicUrlOf,
  ),
  TRUSTED_PROXIES: readAs(
    'is not a number of reverse proxies. Set it to how many of yours stand in front of this server, from 0 to 9.',
    (text) => wholeNumber(text, 0, 9),
  ),
  DATABASE_URL: anyText,
  DATABASE_APP_URL: anyText,
  DATABASE_SYSTEM_URL: anyText,
  DATABASE_CONNECTIONS: readAs('is not a number of connections. Set it to one from 2 to 200.', (text) =>
    wholeNumber(text, 2, 200),
  ),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds,
  DATABASE_LOCK_TIMEOUT_MS: milliseconds,
  DATABASE_WAIT_TIMEOUT_MS: milliseconds,
  DATA_DIR: anyText,
  SECRET_KEY: readAs(
    'is not a key. Set it to 32 random bytes in base64 or hex (openssl rand -base64 32); several keys are separated by commas.',
    (text) => (areKeys(text) ? text : undefined),
  ),
  LOG_LEVEL: oneOf(logLevels),
  WORKER: oneOf(['on', 'off']),
  CHAT_CALLS_AT_ONCE: callsAtOnce,
  MAIL_CALLS_AT_ONCE: callsAtOnce,
  KEEP_DELIVERIES_DAYS: days,
  KEEP_CARDS_DAYS: days,
  KEEP_LINKS_DAYS: days,
  KEEP_REQUESTS_DAYS: days,
  SLACK_SIGNING_SECRET: anyText,
  SLACK_BOT_TOKEN: readAs(
    'is not a bot token. Set it to the "Bot User OAuth Token" of the app\'s page "OAuth & Permissions"; it begins with xoxb-.',
    (text) => (text.startsWith('xoxb-') ? text : undefined),
  ),
  SLACK_APP_TOKEN: readAs(
    'is not an app-level token. Set it to one with the scope connections:write, from the app\'s page "Basic Information"; it begins with xapp-.',
    (text) => (text.startsWith('xapp-') ? text : undefined),
  ),
  SLACK_API_URL: readAs(
    'is not where a Web API could be. Set it to an https:// address (http:// on this machine alone), or leave it out for Slack itself.',
    slackApiUrlOf,
  ),
  MICROSOFT_APP_ID: guid('is not an application id. Set it to the bot\'s "Microsoft App ID", a GUID.'),
  MICROSOFT_APP_PASSWORD: anyText,
  MICROSOFT_APP_TENANT_ID: guid('is not a tenant id. Set it to the "App Tenant ID" of the bot, a GUID.'),
  MICROSOFT_APP_TYPE: oneOf(appTypes),
  TEAMS_AUTH: oneOf(['on', 'off']),
  SMTP_URL: readAs(
    'is not the address of a mail server. Set it to smtp://user:password@host:587 or smtps://user:password@host.',
    (text) => (urlWith(text, ['smtp:', 'smtps:'])?.hostname ? text : undefined),
  ),
  MAIL_FROM: readAs(
    'is not a mail address. Set it to the address that mail comes from: accord@example.com, or Accord <accord@example.com>.',
    (text) => (parseEmail(/^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text) ? text : undefined),
  ),
});

export type Variable = keyof z.input<typeof variables>;
export const names: readonly Variable[] = Object.keys(variables.shape) as Variable[];
/** The variables that are not empty, as typed. */
export type SetVariables = Readonly<Partial<Record<Variable, string>>>;

function wholeNumber(text: string, least: number, max: number): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= max ? value : undefined;
}

export function urlWith(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && protocols.includes(url.protocol) ? url : undefined;
}

function publicUrlOf(text: string): string | undefined {
  const url = urlWith(text, ['http:', 'https:']);
  if (!url || url.search || url.hash || url.username || url.password) return undefined;
  return url.href.replace(/\/+$/, '');
}

function slackApiUrlOf(text: string): string | undefined {
  const url = urlWith(text, ['http:', 'https:']);
  return url && (url.protocol === 'https:' || isLoopback(url)) ? text : undefined;
}

export const isLoopback = (url: URL | undefined): boolean =>
  url !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);

function areKeys(text: string): boolean {
  try {
    createSecrets(text);
    return true;
  } catch {
    return false;
  }
}
