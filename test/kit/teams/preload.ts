import tls from 'node:tls';

/**
 * Redirects this process's TLS connections to some hosts to a local server that stands in for them: whatever asks
 * `https://login.botframework.com/` (node-fetch, MSAL, Azure's pipeline, fetch) is answered there, and its certificate is
 * trusted for those hosts alone. The product is not changed for that.
 *
 * Import it and call `detour`, or load it before a child process's first module:
 * `node --import tsx --import …/preload.ts`, with `DETOUR` in its environment.
 */
export interface Detour {
  readonly hosts: readonly string[];
  readonly port: number;
  /** The certificate, PEM, by which the server is known. */
  readonly ca: string;
}

/** The environment variable that holds a child process's detour, as JSON. */
export const DETOUR = 'TEST_TLS_DETOUR';

/** Starts the detour; the returned function ends it. */
export function detour({ hosts, port, ca }: Detour): () => void {
  const straight = tls.connect;
  function connect(this: unknown, ...args: unknown[]): tls.TLSSocket {
    const [options, ...rest] = args as [tls.ConnectionOptions, ...unknown[]];
    const host = typeof options === 'object' ? (options.servername ?? options.host) : undefined;
    if (host !== undefined && hosts.includes(host)) {
      args = [{ ...options, host: '127.0.0.1', port, servername: host, ca }, ...rest];
    }
    return Reflect.apply(straight, this, args);
  }
  tls.connect = connect as typeof tls.connect;
  // A proxy of the environment would be asked instead of the host.
  process.env.NO_PROXY = [process.env.NO_PROXY, ...hosts].filter(Boolean).join(',');
  return () => {
    if (tls.connect === connect) tls.connect = straight;
  };
}

const given = process.env[DETOUR];
if (given !== undefined) detour(JSON.parse(given) as Detour);
