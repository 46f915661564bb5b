import { userInfo } from 'node:os';
import { ok, type Result, refuse } from '../../src/kernel/result.ts';
import { AddressFault } from './address-fault.ts';
import { checkParameters, type Parameters, parametersOf } from './address-parameters.ts';
import { type TlsDemand, tlsOf } from './tls.ts';

/** The address of a server. A host that begins with a slash is the folder of a Unix socket. */
export interface DatabaseHost {
  readonly host: string;
  readonly port: number;
}

/** A parsed connection string; both drivers use this and never see the string. */
export interface DatabaseAddress {
  /** Tried in this order; at least one. */
  readonly hosts: readonly DatabaseHost[];
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string;
  readonly tls: TlsDemand;
  readonly applicationName: string | undefined;
  /**
   * The server's command-line options for the session, as `-c name=value`; some providers' poolers use them for
   * routing.
   */
  readonly options: string | undefined;
  /** The time limit for connecting, for each host. */
  readonly connectTimeoutMs: number;
  /** Which of several servers to accept; Accord writes, so never a read-only one. */
  readonly targetSession: 'any' | 'read-write' | 'primary';
  /** The names of other programs' parameters, which have no effect. */
  readonly ignored: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Used if the string has no port. */
const defaultPort = 5432;
const defaultTimeoutMs = 5000;

const form = 'Set it to postgres://user:password@host:5432/database';
const shape = /^(?:([^/]*)@)?([^/?@]*)(?:\/([^?]*))?(?:\?(.*))?$/s;
const hostShape = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s;

/**
 * Reads a connection string as `psql` does, with psql's environment variables (PGHOST and so on) for omitted parts.
 * Refuses with the fault and how to fix it, without any value of the string, because one is a password.
 */
export function parseAddress(
  text: string,
  environment: Environment = process.env,
): Result<DatabaseAddress, string> {
  try {
    return ok(addressOf(text, environment));
  } catch (error) {
    if (error instanceof AddressFault) return refuse(error.message);
    throw error;
  }
}

function addressOf(text: string, environment: Environment): DatabaseAddress {
  const found = /^postgres(?:ql)?:\/\/(.*)$/is.exec(text)?.[1];
  const parts = found === undefined ? null : shape.exec(found);
  if (!parts) throw new AddressFault(`is not the address of a PostgreSQL database. ${form}.`);
  const [, credentials = '', hosts = '', database = '', query = ''] = parts;
  const colon = credentials.indexOf(':');
  const named = colon < 0 ? credentials : credentials.slice(0, colon);
  const given: Parameters = {
    ...parametersOf(query, environment),
    ...ifSet('user', decoded('user name', named)),
    ...ifSet('password', colon < 0 ? '' : decoded('password', credentials.slice(colon + 1))),
    ...ifSet('dbname', decoded('name of the database', database)),
  };
  const ignored = checkParameters(given);
  const user = given.user ?? userInfo().username;
  return {
    hosts: hostsOf(hosts, given),
    user,
    password: given.password,
    database: given.dbname ?? user,
    tls: tlsOf(given, environment.HOME),
    applicationName: given.application_name,
    options: given.options,
    connectTimeoutMs: timeoutOf(given.connect_timeout),
    targetSession: targetOf(given.target_session_attrs),
    ignored,
  };
}

const ifSet = (name: string, value: string) => (value === '' ? {} : { [name]: value });

/** An invalid percent sign usually means that a password was not encoded. */
function decoded(what: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AddressFault(
      `has a ${what} with a percent sign that is not part of an encoding: write %25 for it, %40 for @, %2F for /.`,
    );
  }
}

function hostsOf(listed: string, given: Parameters): readonly DatabaseHost[] {
  const ports = (given.port ?? '').split(',').map((port) => portOf(port));
  const inAddress = listed.split(',').map((one) => {
    const found = hostShape.exec(decoded('host', one));
    if (!found) throw unreadableHost();
    const [, ip, name = '', port] = found;
    return { host: ip ?? name, port: port === undefined ? undefined : portOf(port) };
  });
  const names = (given.host ?? '').split(',').map((host) => ({ host, port: undefined }));
  const hosts = inAddress.some(({ host }) => host !== '') ? inAddress : names;
  return hosts.map(({ host, port }, at) => ({
    host: host === '' ? 'localhost' : host,
    port: port ?? (ports.length === 1 ? ports[0] : ports[at]) ?? defaultPort,
  }));
}

const unreadableHost = () =>
  new AddressFault(
    `has a host or a port that cannot be read. ${form}. An IPv6 address stands in brackets; in a password write %2F for /, %3A for :, %40 for @ and %25 for %.`,
  );

function portOf(text: string): number | undefined {
  if (text === '') return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw unreadableHost();
}

/** As in libpq: whole seconds, at least 2. Zero would mean no limit, which is not allowed here (R-SEC-10). */
function timeoutOf(text: string | undefined): number {
  if (text === undefined) return defaultTimeoutMs;
  if (!/^\d+$/.test(text)) throw new AddressFault('has a connect_timeout that is no number of seconds.');
  return text === '0' ? defaultTimeoutMs : Math.max(2, Number(text)) * 1000;
}

function targetOf(wanted = 'any'): DatabaseAddress['targetSession'] {
  if (wanted === 'any' || wanted === 'read-write' || wanted === 'primary') return wanted;
  throw new AddressFault(
    'has a target_session_attrs that Accord cannot work with: it writes. Set target_session_attrs=read-write.',
  );
}

/** The server and the database for people, without user and password. */
export const describeAddress = ({ hosts, database }: DatabaseAddress): string =>
  `${hosts.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)).join(',')}/${database}`;

/** The address of another role or database on the same server. */
export const addressWith = (
  address: DatabaseAddress,
  other: Partial<Pick<DatabaseAddress, 'user' | 'password' | 'database'>>,
): DatabaseAddress => ({ ...address, ...other });

/** The address that a string means; throws an AddressFault if it is invalid. */
export function requireAddress(where: string | DatabaseAddress): DatabaseAddress {
  if (typeof where !== 'string') return where;
  const read = parseAddress(where);
  if (!read.ok) throw new AddressFault(`The database's address ${read.problem}`);
  return read.value;
}
