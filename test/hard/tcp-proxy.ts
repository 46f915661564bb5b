import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';

/** How a connection is cut: closed properly, or reset as by a network that has forgotten it. */
type Cut = 'closed' | 'reset';

interface Wire {
  /** The server's address through the proxy. */
  readonly url: string;
  /** How many connections were opened. */
  calls(): number;
  /** Cuts the connection when `sent` more packets leave this side; `arrives`: whether the last one still arrives. */
  cutAfter(sent: number, how: Cut, arrives: boolean): void;
  /** Whether the requested cut has happened. */
  isCut(): boolean;
  /** Drops the state of all connections, so that their next packet is answered with a reset. */
  forgetAll(): void;
  /** Closes every new connection at once. */
  hangUp(is: boolean): void;
}

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * A proxy in front of a server, for a test. With a certificate it speaks TLS to the client, but not to the server.
 * @param at its own port or path.
 */
export async function startTcpProxy(
  url: string,
  { certificate, at = 0 }: { certificate?: { key: string; cert: string }; at?: number | string } = {},
): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const callers = new Map<Socket, { isForgotten: boolean }>();
  let calls = 0;
  let sent = 0;
  let cut: { readonly at: number; readonly how: Cut; readonly arrives: boolean } | undefined;
  let hangsUp = false;

  const hangUpOn = (caller: Socket, how: Cut) => (how === 'closed' ? caller.end() : caller.resetAndDestroy());

  function lead(caller: Socket, near: Socket): void {
    const call = { isForgotten: false };
    callers.set(caller, call);
    const far = connect(Number(port), hostname);
    const end = () => {
      caller.destroy();
      far.destroy();
    };
    far.on('error', end).on('close', end);
    caller.on('close', () => callers.delete(caller)).on('close', end);
    near.on('error', end);
    far.on('data', (bytes) => near.write(bytes));
    near.on('data', (bytes) => {
      sent += 1;
      if (call.isForgotten) return void hangUpOn(caller, 'reset');
      if (cut?.at !== sent) return void far.write(bytes);
      const { how, arrives } = cut;
      cut = undefined;
      // The server's answer is dropped.
      far.removeAllListeners('data').removeAllListeners('close').resume();
      near.removeAllListeners('data').resume();
      if (arrives) far.end(bytes);
      else far.destroy();
      hangUpOn(caller, how);
    });
  }

  const server = createServer((caller) => {
    calls += 1;
    caller.on('error', () => {});
    if (hangsUp) return void caller.resume().end();
    if (!certificate) return lead(caller, caller);
    caller.once('data', (bytes) => {
      if (!bytes.equals(sslRequest)) return void caller.destroy();
      caller.write('S');
      lead(caller, new TLSSocket(caller, { isServer: true, ...certificate }));
    });
  });
  server.listen(typeof at === 'string' ? { path: at } : { port: at, host: '127.0.0.1' });
  await once(server, 'listening');
  onTestFinished(async () => {
    const closed = once(server, 'close');
    server.close();
    for (const caller of callers.keys()) caller.destroy();
    await closed;
  });

  return {
    url:
      typeof at === 'string'
        ? at
        : Object.assign(new URL(url), {
            hostname: 'localhost',
            port: String((server.address() as AddressInfo).port),
          }).href,
    calls: () => calls,
    cutAfter(count, how, arrives) {
      sent = 0;
      cut = { at: count, how, arrives };
    },
    isCut: () => cut === undefined,
    forgetAll() {
      for (const call of callers.values()) call.isForgotten = true;
    },
    hangUp(is) {
      hangsUp = is;
    },
  };
}
