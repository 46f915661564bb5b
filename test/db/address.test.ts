import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DatabaseAddress, describeAddress, parseAddress } from '../../db/driver/address.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accord-address-'));
  await writeFile(join(folder, 'ca.crt'), 'the authority');
});
afterAll(() => rm(folder, { recursive: true }));

function read(text: string, environment: Record<string, string> = {}): DatabaseAddress {
  const address = parseAddress(text.replace('<folder>', folder), environment);
  if (!address.ok) throw new Error(address.problem);
  return address.value;
}
function faultIn(text: string, environment: Record<string, string> = {}): string {
  const address = parseAddress(text, environment);
  return address.ok ? 'nothing is wrong' : address.problem;
}

describe('the address of the database means what psql makes of it', () => {
  const me = userInfo().username;
  test.each<[string, Partial<DatabaseAddress>]>([
    [
      'postgres://ana:pw@db/accord',
      { hosts: [{ host: 'db', port: 5432 }], user: 'ana', password: 'pw', database: 'accord' },
    ],
    ['postgresql://ana@db:6000/accord', { hosts: [{ host: 'db', port: 6000 }], password: undefined }],
    ['postgres://db', { user: me, database: me, hosts: [{ host: 'db', port: 5432 }] }],
    ['postgres://', { user: me, hosts: [{ host: 'localhost', port: 5432 }] }],
    ['postgres://ana@db', { database: 'ana' }],
    ['postgres://ana:p%40s%2Fs%3A%25@db/a%20b', { password: 'p@s/s:%', database: 'a b' }],
    [
      'postgres://ana:p@ss#w+rd?&=!@db/accord',
      { password: 'p@ss#w+rd?&=!', hosts: [{ host: 'db', port: 5432 }] },
    ],
    ['postgres://ana:pässwörd@db/accord', { password: 'pässwörd' }],
    ['postgres://ana:a:b@db/accord', { user: 'ana', password: 'a:b' }],
    ['postgres://ana:@db/accord', { password: undefined }],
    [
      'postgres://db1,db2:5433/accord',
      {
        hosts: [
          { host: 'db1', port: 5432 },
          { host: 'db2', port: 5433 },
        ],
      },
    ],
    [
      'postgres://u:p@db1:5432,db2:5433,db3/x',
      {
        hosts: [
          { host: 'db1', port: 5432 },
          { host: 'db2', port: 5433 },
          { host: 'db3', port: 5432 },
        ],
      },
    ],
    ['postgres://[::1]:5433/accord', { hosts: [{ host: '::1', port: 5433 }] }],
    [
      'postgres://[2001:db8::1],[2001:db8::2]:1/accord',
      {
        hosts: [
          { host: '2001:db8::1', port: 5432 },
          { host: '2001:db8::2', port: 1 },
        ],
      },
    ],
    ['postgres://%2Fvar%2Frun%2Fpostgresql/accord', { hosts: [{ host: '/var/run/postgresql', port: 5432 }] }],
    ['postgres:///accord?host=/run/pg&port=5433', { hosts: [{ host: '/run/pg', port: 5433 }] }],
    [
      'postgres:///accord?host=db1,db2&port=5433',
      {
        hosts: [
          { host: 'db1', port: 5433 },
          { host: 'db2', port: 5433 },
        ],
      },
    ],
    ['postgres://db/accord?user=eve&password=pw', { user: 'eve', password: 'pw' }],
    ['postgres://db/?dbname=accord', { database: 'accord' }],
    ['postgres://db/accord?connect_timeout=10', { connectTimeoutMs: 10_000 }],
    ['postgres://db/accord?connect_timeout=1', { connectTimeoutMs: 2000 }],
    ['postgres://db/accord?connect_timeout=0', { connectTimeoutMs: 5000 }],
    ['postgres://db/accord?application_name=my%20accord', { applicationName: 'my accord' }],
    ['postgres://db/accord?options=endpoint%3Dep-1', { options: 'endpoint=ep-1' }],
    ['postgres://db/accord?options=-c%20work_mem%3D4MB', { options: '-c work_mem=4MB' }],
    ['postgres://db1,db2/accord?target_session_attrs=read-write', { targetSession: 'read-write' }],
    ['postgres://db/accord?target_session_attrs=any', { targetSession: 'any' }],
    [
      'postgres://db/accord?schema=public&pgbouncer=true&connection_limit=1',
      { ignored: ['pgbouncer', 'connection_limit'] },
    ],
    [
      'postgres://db/accord?keepalives=1&fallback_application_name=x',
      { ignored: ['keepalives', 'fallback_application_name'] },
    ],
    ['postgres://db/accord?client_encoding=UTF8&gssencmode=prefer&channel_binding=prefer', { ignored: [] }],
    ['postgres://db/accord?sslmode=disable', { tls: undefined }],
  ])('%s', (text, means) => {
    expect(read(text)).toMatchObject(means);
  });

  test.each<[string, object]>([
    ['', { isOptional: true, verifies: 'nothing' }],
    ['?sslmode=allow', { isOptional: true, verifies: 'nothing' }],
    ['?sslmode=prefer', { isOptional: true, verifies: 'nothing' }],
    ['?sslmode=require', { isOptional: false, verifies: 'nothing', ca: undefined }],
    ['?ssl=true', { isOptional: false, verifies: 'nothing' }],
    ['?sslmode=require&sslrootcert=<folder>/ca.crt', { verifies: 'authority', ca: 'the authority' }],
    ['?sslmode=no-verify&sslrootcert=<folder>/ca.crt', { isOptional: false, verifies: 'nothing' }],
    ['?sslmode=verify-ca', { verifies: 'authority', ca: undefined }],
    ['?sslmode=verify-ca&sslrootcert=<folder>/ca.crt', { verifies: 'authority', ca: 'the authority' }],
    ['?sslmode=verify-full&sslrootcert=<folder>/ca.crt', { verifies: 'name', ca: 'the authority' }],
    ['?sslrootcert=system', { isOptional: false, verifies: 'name', ca: undefined }],
    [
      '?sslmode=require&sslcert=<folder>/ca.crt&sslkey=<folder>/ca.crt',
      { cert: 'the authority', key: 'the authority' },
    ],
    ['?sslmode=require&sslnegotiation=direct', { isDirect: true }],
    [
      '?sslmode=require&ssl_min_protocol_version=TLSv1.3&sslsni=0',
      { minVersion: 'TLSv1.3', sendsName: false },
    ],
  ])('encrypted: %s', (query, means) => {
    const text = `postgres://db/accord${query}`.replaceAll('<folder>', folder);
    expect(read(text).tls).toMatchObject(means);
  });

  test('what it leaves out is taken from the variables that psql knows', () => {
    const environment = {
      PGHOST: 'db1,db2',
      PGPORT: '6000',
      PGUSER: 'eve',
      PGPASSWORD: 'pw',
      PGDATABASE: 'accord',
      PGSSLMODE: 'disable',
      PGAPPNAME: 'mine',
    };
    expect(read('postgres://', environment)).toMatchObject({
      hosts: [
        { host: 'db1', port: 6000 },
        { host: 'db2', port: 6000 },
      ],
      user: 'eve',
      password: 'pw',
      database: 'accord',
      tls: undefined,
      applicationName: 'mine',
    });
    expect(read('postgres://ana:a@db:1/b?sslmode=require', environment)).toMatchObject({
      hosts: [{ host: 'db', port: 1 }],
      user: 'ana',
      password: 'a',
      database: 'b',
      tls: { isOptional: false },
    });
  });
});

describe('what cannot be done is refused by its name, with what to do and without a value', () => {
  test.each([
    ['mysql://ana:secret@db/accord', 'is not the address of a PostgreSQL database. Set it to postgres://'],
    ['db/accord', 'is not the address'],
    ['host=db dbname=accord', 'is not the address'],
    ['postgres://ana:secret@db:port/accord', 'has a host or a port'],
    ['postgres://ana:secret@db:70000/accord', 'has a host or a port'],
    ['postgres://ana:sec/ret@db/accord', '%2F'],
    ['postgres://ana:secret%@db/accord', 'password with a percent sign'],
    ['postgres://2001:db8::1/accord', 'brackets'],
    [
      'postgres://db/accord?sslmode=secret',
      'sslmode that is none of: disable, allow, prefer, require, verify-ca',
    ],
    [
      'postgres://db/accord?sslmode=require&channel_binding=require',
      'channel_binding, which cannot be kept. The driver cannot',
    ],
    [
      'postgres://db/accord?schema=secret',
      'schema, which cannot be kept. Accord keeps its tables in the schema public',
    ],
    [
      'postgres://db/accord?sslrootcert=/nowhere/ca.crt&sslmode=verify-full',
      'by sslrootcert that cannot be read (no such file)',
    ],
    ['postgres://db/accord?sslcert=/nowhere/ca.crt', 'by sslcert that cannot be read'],
    ['postgres://db/accord?sslrootcert=system&sslmode=require', 'sslmode=verify-full alone'],
    ['postgres://db/accord?sslnegotiation=direct', 'sslnegotiation'],
    ['postgres://db/accord?ssl=secret', 'parameter ssl'],
    ['postgres://db1,db2/accord?target_session_attrs=standby', 'Set target_session_attrs=read-write'],
    ['postgres://db1,db2/accord?target_session_attrs=read-only', 'Set target_session_attrs=read-write'],
    ['postgres://db/accord?connect_timeout=secret', 'connect_timeout'],
    ['postgres://db/accord?client_encoding=LATIN1', 'client_encoding'],
    ['postgres://db/accord?hostaddr=10.0.0.1', 'hostaddr that Accord cannot follow'],
    [
      'postgres://db/accord?passfile=/secret',
      'passfile that Accord cannot follow. Put the password into the address',
    ],
    ['postgres://db/accord?statement_timeout=1', 'statement_timeout that Accord cannot follow'],
    ['postgres://db/accord?sslmode', 'sslmode that is none of'],
    ['postgres://db/accord?toString=1', 'toString that Accord cannot follow'],
  ])('%s', (text, says) => {
    expect(faultIn(text)).toContain(says);
    expect(faultIn(text)).not.toContain('secret');
  });
});

test('for people it names servers and database, and nobody’s password', () => {
  expect(describeAddress(read('postgres://ana:pw@db1,[::1]:2/accord'))).toBe('db1:5432,[::1]:2/accord');
  expect(describeAddress(read('postgres:///accord?host=/run/pg'))).toBe('/run/pg:5432/accord');
});
