import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { DatabaseAddress, DatabaseHost } from './address.ts';
import { ConnectionEnded, NoAnswer } from './errors.ts';
import { encrypt } from './tls.ts';

/**
 * Opens sockets to a server, encrypted as the address requires. Each call continues with the host after the last one,
 * because a driver connects again if a server was the wrong one. Rejects with the last host's error when no host is
 * left.
 */
export function createSocketConnector(address: DatabaseAddress): () => Promise<Socket> {
  let tried = 0;
  return async () => {
    let fault: Error = new ConnectionEnded();
    for (let host = address.hosts[tried]; host; host = address.hosts[tried]) {
      tried += 1;
      try {
        return await connectSocket(host, address);
      } catch (error) {
        fault = reasonOf(error);
      }
    }
    throw fault;
  };
}

async function connectSocket(
  { host, port }: DatabaseHost,
  { tls, connectTimeoutMs }: DatabaseAddress,
): Promise<Socket> {
  const signal = AbortSignal.timeout(connectTimeoutMs);
  const isLocal = host.startsWith('/');
  const socket = connect(isLocal ? { path: `${host}/.s.PGSQL.${port}` } : { host, port, noDelay: true });
  try {
    await once(socket, 'connect', { signal });
    socket.setKeepAlive(true, keepAliveMs);
    // As in libpq, a Unix socket is never encrypted.
    if (isLocal || tls === undefined) return socket;
    if (tls.isDirect || (await offersTls(socket, signal))) return await encrypt(socket, host, tls, signal);
    if (tls.isOptional) return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.destroy();
  throw new TlsNotOffered();
}

/** Detects a server that disappeared without closing the connection. */
const keepAliveMs = 60_000;

class TlsNotOffered extends Error {
  override readonly name = 'TlsNotOffered';

  constructor() {
    super(
      'The database server offers no encryption, which sslmode asks for. Turn it on there, or set sslmode=disable on a network that you trust.',
    );
  }
}

const tlsRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Asks the server, which answers with one byte: S for yes, N for no. */
async function offersTls(socket: Socket, signal: AbortSignal): Promise<boolean> {
  socket.write(tlsRequest);
  const answer = await Promise.race([
    once(socket, 'data', { signal }).then(([bytes]: Buffer[]) => bytes?.toString('latin1')),
    once(socket, 'close', { signal }).then(() => undefined),
  ]);
  if (answer === undefined) throw new ConnectionEnded();
  if (answer === 'S' || answer === 'N') return answer === 'S';
  throw new Error('What answers at the address of the database is no PostgreSQL server');
}

/** A name with several addresses fails once for each of them. */
function reasonOf(error: unknown): Error {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  const { name } = error as Error;
  return name === 'AbortError' || name === 'TimeoutError' ? new NoAnswer() : (error as Error);
}
