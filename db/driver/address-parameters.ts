import { AddressFault } from './address-fault.ts';

/** The parameters of a connection string, by libpq's names. */
export type Parameters = Readonly<Record<string, string>>;

/** libpq's environment variables, for parameters that the string omits. */
const variables: Readonly<Record<string, string>> = {
  PGHOST: 'host',
  PGPORT: 'port',
  PGUSER: 'user',
  PGPASSWORD: 'password',
  PGDATABASE: 'dbname',
  PGAPPNAME: 'application_name',
  PGCHANNELBINDING: 'channel_binding',
  PGCONNECT_TIMEOUT: 'connect_timeout',
  PGOPTIONS: 'options',
  PGSSLMODE: 'sslmode',
  PGSSLROOTCERT: 'sslrootcert',
  PGSSLCERT: 'sslcert',
  PGSSLKEY: 'sslkey',
  PGSSLNEGOTIATION: 'sslnegotiation',
  PGTARGETSESSIONATTRS: 'target_session_attrs',
};

/** Parameters that are read elsewhere. */
const known: ReadonlySet<string> = new Set([
  ...Object.values(variables),
  'sslpassword',
  'sslsni',
  'ssl_min_protocol_version',
]);

/** Parameters that are accepted without effect; those of other programs, with the alternative. */
const withoutEffect: ReadonlySet<string> = new Set([
  // libpq's own: names for what we always do, or tuning of the socket.
  'fallback_application_name',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'tcp_user_timeout',
  'sslcompression',
  'sslcertmode',
  'load_balance_hosts',
  'krbsrvname',
  'gsslib',
  'gssdelegation',
  // From Prisma, JDBC, node-postgres and the pages of providers.
  'pgbouncer',
  'connection_limit',
  'pool_timeout',
  'socket_timeout',
  'statement_cache_size',
  'prepareThreshold',
  'max',
  'pool_max_conns',
  'pool_mode',
  'sslaccept',
  'uselibpqcompat',
  'supa',
]);

/** Parameters with the values that ask for nothing special; other values are refused. */
const onlyWith = new Map<string, { readonly values: readonly string[]; readonly instead: string }>(
  Object.entries({
    schema: { values: ['public'], instead: 'Accord keeps its tables in the schema public; leave it out.' },
    currentSchema: {
      values: ['public'],
      instead: 'Accord keeps its tables in the schema public; leave it out.',
    },
    client_encoding: {
      values: ['utf8', 'UTF8', 'utf-8', 'UTF-8', 'auto'],
      instead: 'Accord speaks UTF8; leave it out.',
    },
    gssencmode: { values: ['disable', 'prefer'], instead: 'Use sslmode=require instead.' },
    channel_binding: {
      values: ['disable', 'prefer'],
      instead:
        'The driver cannot bind to the channel. Leave it out, and set sslmode=verify-full, which keeps anybody else from answering for the server.',
    },
  }),
);

const refused = new Map<string, string>(
  Object.entries({
    hostaddr: 'Put the address in the place of the host.',
    passfile: 'Put the password into the address, or set PGPASSWORD.',
    service: 'Put what the service file says into the address.',
    servicefile: 'Put what the service file says into the address.',
    requirepeer: 'Leave it out.',
    require_auth: 'Leave it out.',
    replication: 'Leave it out.',
    sslcrl: 'Leave it out: lists of revoked certificates are not read.',
    sslcrldir: 'Leave it out: lists of revoked certificates are not read.',
    ssl_max_protocol_version: 'Leave it out.',
    sslcert_key: 'It is called sslkey.',
    sslidentity: 'Use sslcert and sslkey.',
    requiressl: 'It is called sslmode=require.',
    search_path: 'Accord keeps its tables in the schema public; leave it out.',
  }),
);

/** The parameters of the string, which override those of the environment. */
export function parametersOf(
  query: string,
  environment: Readonly<Record<string, string | undefined>>,
): Parameters {
  const fromEnvironment = Object.entries(variables).flatMap(([variable, name]) =>
    environment[variable] ? [[name, environment[variable]] as const] : [],
  );
  const written = query.split('&').flatMap((pair) => {
    if (pair === '') return [];
    const at = pair.indexOf('=');
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    try {
      return [[decodeURIComponent(name), decodeURIComponent(value)] as const];
    } catch {
      throw new AddressFault(`has a parameter ${name} whose value is not percent-encoded.`);
    }
  });
  const given: Record<string, string> = Object.fromEntries([...fromEnvironment, ...written]);
  // JDBC and other drivers ask for TLS in this way; libpq also accepts the first one.
  const { ssl, ...rest } = given;
  if (ssl === undefined) return rest;
  if (ssl === 'true' || ssl === '1') return { sslmode: 'require', ...rest };
  if (ssl === 'false' || ssl === '0') return { sslmode: 'disable', ...rest };
  throw new AddressFault('has a parameter ssl that is neither true nor false. It is called sslmode.');
}

/**
 * The names of parameters without effect. Throws for a parameter that cannot be honoured, with its name and what to do.
 */
export function checkParameters(given: Parameters): readonly string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const restriction = onlyWith.get(name);
    if (restriction) {
      if (restriction.values.includes(value)) return [];
      throw new AddressFault(`asks for ${name}, which cannot be kept. ${restriction.instead}`);
    }
    if (known.has(name)) return [];
    if (withoutEffect.has(name)) return [name];
    const instead =
      refused.get(name) ?? 'PostgreSQL knows no such parameter of a connection: correct it, or leave it out.';
    throw new AddressFault(`has a parameter ${name} that Accord cannot follow. ${instead}`);
  });
}
