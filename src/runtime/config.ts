import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { type DatabaseAddress, parseAddress } from '../../db/driver/address.ts';
import { actLimits, type DatabaseLimits } from '../../db/driver/client.ts';
import type { DatabaseRoles } from '../../db/driver/roles.ts';
import type { Retention } from '../delivery/retention.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import { readTextFile } from '../kernel/text-file.ts';
import {
  type appTypes,
  type ConfigFault,
  isLoopback,
  type logLevels,
  names,
  type SetVariables,
  urlWith,
  type Variable,
  variables,
} from './variables.ts';

/** The configuration of this process. */
export interface Config {
  readonly port: number;
  /** The address to listen on; undefined for all addresses. */
  readonly host: string | undefined;
  /** The public address, without a trailing slash. */
  readonly publicUrl: string;
  /** The number of reverse proxies in front; only then is their X-Forwarded-For trusted. */
  readonly trustedProxies: number;
  readonly database: DatabaseConfig;
  readonly dataDir: string;
  /** The keys for `createSecrets`; undefined: a key stored in `dataDir`. */
  readonly secretKey: string | undefined;
  readonly logLevel: (typeof logLevels)[number];
  /** Whether the worker runs in this process. */
  readonly runsWorker: boolean;
  /** For how many days operational data is kept (R-SEC-12). */
  readonly keepDays: Retention;
  /** How many calls to each chat platform the worker has under way at once, and how many to the mail server. */
  readonly callsAtOnce: { readonly chat: number; readonly mail: number };
  /** Undefined: Slack is off (R-SEC-02). */
  readonly slack: SlackConfig | undefined;
  /** Undefined: Teams is off (R-SEC-02). */
  readonly teams: TeamsConfig | undefined;
  /** Undefined: the system sends no mail (R-INV-05). */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
}

export interface SlackConfig {
  /** Undefined: requests come by Socket Mode only. */
  readonly signingSecret: string | undefined;
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
}

interface DatabaseConfig {
  /** Undefined: a private PostgreSQL in `dataDir`. */
  readonly address: DatabaseAddress | undefined;
  /** The database roles, if the owner cannot create them; undefined: Accord creates them. */
  readonly roles: DatabaseRoles | undefined;
  /** The maximum for acts of people; the worker has its own. */
  readonly connections: number;
  /** Time limits of an act (R-SEC-10). */
  readonly limits: DatabaseLimits;
}

interface TeamsConfig {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  readonly appType: (typeof appTypes)[number];
  readonly auth: 'on' | 'off';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The process's environment variables, which override those of `.env` in the folder, if there is one. Refuses with a
 * sentence if that file cannot be read as text.
 */
export function environmentIn(
  folder: string,
  ofProcess: Environment = process.env,
): Result<Environment, string> {
  const file = join(folder, '.env');
  if (!existsSync(file)) return ok(ofProcess);
  const text = readTextFile(file);
  return text.ok ? ok({ ...parseEnv(text.value), ...ofProcess }) : refuse(`${file} ${text.problem}.`);
}

/**
 * Parses the environment once. Refuses with all faults together; an empty variable counts as missing. Keeps R-SEC-02: a
 * platform without its secrets is off, a half-configured one is refused, and authentication can be off on loopback
 * only.
 */
export function readConfig(environment: Environment): Result<Config, readonly ConfigFault[]> {
  const given: SetVariables = Object.fromEntries(
    names.flatMap((name) => {
      const text = environment[name]?.trim();
      return text ? [[name, text]] : [];
    }),
  );
  const parsed = variables.safeParse(given);
  const faults = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => ({
      variable: path[0] as Variable,
      fault: message,
    })),
    ...faultsBetween(given),
  ];
  const addresses = addressesIn(given, environment, faults);
  return parsed.success && faults.length === 0 ? ok(configOf(parsed.data, addresses)) : refuse(faults);
}

/** The addresses of the database; missing parts come from PGHOST and so on, as in psql. */
function addressesIn(given: SetVariables, environment: Environment, faults: ConfigFault[]) {
  const read = (variable: 'DATABASE_URL' | 'DATABASE_APP_URL' | 'DATABASE_SYSTEM_URL') => {
    const text = given[variable];
    const address = text === undefined ? undefined : parseAddress(text, environment);
    if (address && !address.ok) faults.push({ variable, fault: address.problem });
    return address?.ok ? address.value : undefined;
  };
  const owner = read('DATABASE_URL');
  const [acts, system] = [read('DATABASE_APP_URL'), read('DATABASE_SYSTEM_URL')];
  return { owner, roles: acts && system ? { acts, system } : undefined };
}

function configOf(
  read: z.output<typeof variables>,
  { owner, roles }: ReturnType<typeof addressesIn>,
): Config {
  const port = read.PORT ?? 3000;
  const publicUrl = read.PUBLIC_URL ?? `http://localhost:${port}`;
  return {
    port,
    host: read.TEAMS_AUTH === 'off' ? loopbackOf(publicUrl) : undefined,
    publicUrl,
    trustedProxies: read.TRUSTED_PROXIES ?? 0,
    database: {
      address: owner,
      roles,
      connections: read.DATABASE_CONNECTIONS ?? 10,
      limits: limitsOf(read),
    },
    dataDir: read.DATA_DIR ?? '.data',
    secretKey: read.SECRET_KEY,
    logLevel: read.LOG_LEVEL ?? 'info',
    runsWorker: read.WORKER !== 'off',
    keepDays: {
      deliveries: read.KEEP_DELIVERIES_DAYS ?? 30,
      cards: read.KEEP_CARDS_DAYS ?? 180,
      links: read.KEEP_LINKS_DAYS ?? 30,
      requests: read.KEEP_REQUESTS_DAYS ?? 1,
    },
    callsAtOnce: { chat: read.CHAT_CALLS_AT_ONCE ?? 64, mail: read.MAIL_CALLS_AT_ONCE ?? 8 },
    slack: slackOf(read),
    teams: teamsOf(read),
    mail: read.SMTP_URL && read.MAIL_FROM ? { url: read.SMTP_URL, from: read.MAIL_FROM } : undefined,
  };
}

const limitsOf = (read: z.output<typeof variables>): DatabaseLimits => ({
  ...actLimits,
  statementMs: read.DATABASE_STATEMENT_TIMEOUT_MS ?? actLimits.statementMs,
  lockMs: read.DATABASE_LOCK_TIMEOUT_MS ?? actLimits.lockMs,
  waitMs: read.DATABASE_WAIT_TIMEOUT_MS ?? actLimits.waitMs,
});

const loopbackOf = (publicUrl: string) => (new URL(publicUrl).hostname === '[::1]' ? '::1' : '127.0.0.1');

const slackOf = (read: z.output<typeof variables>): SlackConfig | undefined =>
  read.SLACK_SIGNING_SECRET || read.SLACK_APP_TOKEN
    ? {
        signingSecret: read.SLACK_SIGNING_SECRET,
        botToken: read.SLACK_BOT_TOKEN,
        appToken: read.SLACK_APP_TOKEN,
        apiUrl: read.SLACK_API_URL,
      }
    : undefined;

const teamsOf = (read: z.output<typeof variables>): TeamsConfig | undefined =>
  read.MICROSOFT_APP_ID || read.TEAMS_AUTH === 'off'
    ? {
        appId: read.MICROSOFT_APP_ID ?? '',
        appPassword: read.MICROSOFT_APP_PASSWORD ?? '',
        tenantId: read.MICROSOFT_APP_TENANT_ID ?? '',
        appType: read.MICROSOFT_APP_TYPE ?? 'SingleTenant',
        auth: read.TEAMS_AUTH ?? 'on',
      }
    : undefined;

/** Faults that concern two variables. */
function faultsBetween(given: SetVariables): readonly ConfigFault[] {
  const faults: ConfigFault[] = [];
  const needs = (because: Variable | undefined, needed: readonly Variable[], why: string) => {
    if (because === undefined) return;
    for (const variable of needed) {
      if (!given[variable]) faults.push({ variable, fault: `is missing, while ${because} is set. ${why}` });
    }
  };
  const firstOf = (candidates: readonly Variable[]) => candidates.find((variable) => given[variable]);

  needs(firstOf(['DATABASE_URL']), ['SECRET_KEY'], 'Set it to 32 random bytes: openssl rand -base64 32.');
  const both = 'The two roles that Accord works as are named together; see .env.example.';
  needs(firstOf(['DATABASE_APP_URL']), ['DATABASE_URL', 'DATABASE_SYSTEM_URL'], both);
  needs(firstOf(['DATABASE_SYSTEM_URL']), ['DATABASE_URL', 'DATABASE_APP_URL'], both);
  if (!given.SLACK_APP_TOKEN) {
    needs(
      firstOf(['SLACK_BOT_TOKEN', 'SLACK_API_URL']),
      ['SLACK_SIGNING_SECRET'],
      'Set it to the "Signing Secret" of the app\'s page "Basic Information", or SLACK_APP_TOKEN for Socket Mode.',
    );
  }
  if (given.TEAMS_AUTH !== 'off') {
    needs(
      firstOf(teamsCredentials),
      given.MICROSOFT_APP_TYPE === 'MultiTenant' ? teamsCredentials.slice(0, 2) : teamsCredentials,
      'Set it to what the app registration of the bot in Microsoft Entra says.',
    );
  } else if (given.PUBLIC_URL && !isLoopback(urlWith(given.PUBLIC_URL, ['http:', 'https:']))) {
    const fault =
      'is off, which lets anybody in as anybody, while PUBLIC_URL is not on this machine (R-SEC-02). Leave one of the two out.';
    faults.push({ variable: 'TEAMS_AUTH', fault });
  }
  needs(firstOf(['SMTP_URL']), ['MAIL_FROM'], 'Set it to the address that mail comes from.');
  needs(
    firstOf(['MAIL_FROM']),
    ['SMTP_URL'],
    'Set it to the mail server, or leave both out to send no mail.',
  );
  return faults;
}

/** Whether no platform has any setting: fixing other faults would not turn one on. */
export const namesNoPlatform = (environment: Environment): boolean =>
  !names.some((name) => /^(SLACK|MICROSOFT|TEAMS)_/.test(name) && environment[name]?.trim());

const teamsCredentials = ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'] as const;
