import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';

/** How a wire is cut: in good order, or as by a network that knows nothing of the connection any more. */
type Cut = 'closed' | 'reset';

interface Wire {
  /** The server's address by way of the wire. */
  readonly url: string;
  /** How often somebody has called. */
  calls(): number;
  /** Cuts it when the next but so many things are sent from this side; the last of them still arrives if it is to. */
  cutAfter(sent: number, how: Cut, arrives: boolean): void;
  /** Whether it has been cut since it was to be. */
  isCut(): boolean;
  /** Whoever is connected now finds out by sending something that nobody knows him. */
  forgetAll(): void;
  /** Whoever calls from now on is hung up on. */
  hangUp(is: boolean): void;
}

const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * A wire to a server, for a test. With a certificate it speaks TLS, as the server at its end does not.
 * @param at a port or a path of its own.
 */
export async function layWire(
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
      // The server's answer does not come back.
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
