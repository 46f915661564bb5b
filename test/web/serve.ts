import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWeb, type WebParts } from '../../src/web/server.ts';

/** A server with what the test gives it; everything else is off or fine. */
export async function serve(parts: Partial<WebParts>) {
  const logged: unknown[] = [];
  const log = (facts: unknown) => logged.push(facts);
  const web = createWeb({
    slack: undefined,
    teams: undefined,
    isTeamsUnauthenticated: false,
    landing: async () => undefined,
    chatLinks: {},
    readiness: async () => ({ database: true, worker: true }),
    isStuck: () => false,
    trustedProxies: 0,
    log: { debug: log, info: log, warn: log, error: log },
    ...parts,
  });
  const server = createServer(web).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    logged,
    get: (path: string, init?: RequestInit) => fetch(origin + path, init),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
