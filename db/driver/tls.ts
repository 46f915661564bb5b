import { existsSync } from 'node:fs';
import { isIP, type Socket } from 'node:net';
import { join } from 'node:path';
import tls, { type SecureVersion } from 'node:tls';
import { readTextFile } from '../../src/kernel/text-file.ts';
import { AddressFault } from './address-fault.ts';
import type { Parameters } from './address-parameters.ts';

/** How to encrypt the connection; undefined: not at all. */
export type TlsDemand =
  | undefined
  | {
      /** Continues unencrypted if the server offers no TLS. */
      readonly isOptional: boolean;
      /** Starts TLS at once, without asking the server (PostgreSQL 17). */
      readonly isDirect: boolean;
      /** What to check in the server's certificate: nothing, its issuer, or also its name. */
      readonly verifies: 'nothing' | 'authority' | 'name';
      /** PEM; undefined: the authorities that Node knows, including NODE_EXTRA_CA_CERTS. */
      readonly ca: string | undefined;
      readonly cert: string | undefined;
      readonly key: string | undefined;
      readonly passphrase: string | undefined;
      readonly minVersion: SecureVersion | undefined;
      readonly sendsName: boolean;
    };

const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const;
type Mode = (typeof modes)[number];

/** The TLS settings of the parameters, as libpq reads them; `home` is its default place for certificates. */
export function tlsOf(given: Parameters, home: string | undefined): TlsDemand {
  const asked = given.sslmode ?? (given.sslrootcert === 'system' ? 'verify-full' : 'prefer');
  const mode = modes.find((one) => one === asked);
  if (!mode) throw new AddressFault(`has an sslmode that is none of: ${modes.join(', ')}.`);
  const isDirect = directOf(given.sslnegotiation, mode);
  if (mode === 'disable') return undefined;
  const ca = authorityOf(given.sslrootcert, mode, home);
  return {
    // "allow" would start unencrypted; TLS is used if the server offers it.
    isOptional: mode === 'allow' || mode === 'prefer',
    isDirect,
    verifies: verifiesOf(mode, ca),
    ca,
    cert: contentOf('sslcert', given.sslcert),
    key: contentOf('sslkey', given.sslkey),
    passphrase: given.sslpassword,
    minVersion: versionOf(given.ssl_min_protocol_version),
    sendsName: given.sslsni !== '0',
  };
}

/** If there is a certificate of an authority, "require" checks it, as in libpq. */
function verifiesOf(mode: Mode, ca: string | undefined): 'nothing' | 'authority' | 'name' {
  if (mode === 'verify-full') return 'name';
  return mode === 'verify-ca' || (mode === 'require' && ca !== undefined) ? 'authority' : 'nothing';
}

function directOf(negotiation: string | undefined, mode: Mode): boolean {
  if (negotiation === undefined || negotiation === 'postgres') return false;
  const isWeak = mode === 'disable' || mode === 'allow' || mode === 'prefer';
  if (negotiation === 'direct' && !isWeak) return true;
  throw new AddressFault(
    'has an sslnegotiation that cannot be followed: it is postgres, or direct with sslmode=require or stronger.',
  );
}

function authorityOf(file: string | undefined, mode: Mode, home: string | undefined): string | undefined {
  if (file === 'system') {
    if (mode === 'verify-full') return undefined;
    throw new AddressFault('has sslrootcert=system, which goes with sslmode=verify-full alone.');
  }
  if (file !== undefined) return contentOf('sslrootcert', file);
  const kept = home === undefined ? undefined : join(home, '.postgresql', 'root.crt');
  const isAsked = mode === 'require' || mode === 'verify-ca' || mode === 'verify-full';
  return isAsked && kept !== undefined && existsSync(kept) ? contentOf('sslrootcert', kept) : undefined;
}

function contentOf(name: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const text = readTextFile(file);
  if (text.ok) return text.value;
  throw new AddressFault(`names a file by ${name} that ${text.problem}. Put it there, or correct the path.`);
}

function versionOf(text: string | undefined): SecureVersion | undefined {
  if (text === undefined) return undefined;
  const found = (['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const).find((one) => one === text);
  if (found) return found;
  throw new AddressFault(
    'has an ssl_min_protocol_version that is none of: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3.',
  );
}

/** The certificate was refused; says what to do. Has the refusal's own code. */
class CertificateRefused extends Error {
  override readonly name = 'CertificateRefused';
  readonly code: string;

  constructor(cause: Error & { readonly code?: string }) {
    super(
      `The server's certificate was not accepted: ${cause.message.replace(/\.$/, '')}. ${adviceFor(cause)}`,
      { cause },
    );
    this.code = cause.code ?? '';
  }
}

const adviceFor = ({ code }: { readonly code?: string }): string =>
  code === 'ERR_TLS_CERT_ALTNAME_INVALID'
    ? 'Connect by a name that the certificate has, or set sslmode=verify-ca to ask for its authority alone.'
    : 'Name the file of its authority with sslrootcert=/path/ca.crt.';

const isOfCertificate = (error: Error & { readonly code?: string }): boolean =>
  /CERT|SIGNATURE|ISSUER|CHAIN/.test(error.code ?? '');

/** Encrypts an open socket. Rejects with the reason, and then destroys the socket. */
export function encrypt(
  socket: Socket,
  host: string,
  demand: NonNullable<TlsDemand>,
  signal: AbortSignal,
): Promise<Socket> {
  const { verifies, ca, cert, key, passphrase, minVersion } = demand;
  return new Promise((resolve, reject) => {
    const secure = tls.connect({
      socket,
      // Without a name, certificates are compared with "localhost"; an IP address must not be sent as a name.
      host,
      ...(demand.sendsName && isIP(host) === 0 ? { servername: host } : {}),
      ...(demand.isDirect ? { ALPNProtocols: ['postgresql'] } : {}),
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(minVersion === undefined ? {} : { minVersion }),
      rejectUnauthorized: verifies !== 'nothing',
      checkServerIdentity: (_, certificate) =>
        verifies === 'name' ? tls.checkServerIdentity(host, certificate) : undefined,
    });
    const fail = (error: Error) => {
      secure.destroy();
      socket.destroy();
      reject(isOfCertificate(error) ? new CertificateRefused(error) : error);
    };
    const onAbort = () => fail(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    secure.once('error', fail).once('secureConnect', () => {
      signal.removeEventListener('abort', onAbort);
      secure.off('error', fail);
      resolve(secure);
    });
  });
}
