import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

/** The maximum time for receiving a request; all of ours are small. */
const requestMs = 30_000;

/** Opens the port. Throws with a sentence for the operator if it cannot be opened. */
export async function listen(
  web: RequestListener,
  { port, host }: { readonly port: number; readonly host: string | undefined },
): Promise<Server> {
  const server = createServer({ requestTimeout: requestMs, headersTimeout: requestMs }, web);
  server.listen(host === undefined ? { port } : { port, host });
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} is taken by another program. Stop that one, or set PORT to another port.`,
      );
    }
    if (code === 'EACCES') {
      throw new Error(`Port ${port} is for privileged users. Set PORT to one above 1023.`);
    }
    throw error;
  }
  return server;
}

/** Accepts no more requests; resolves when the running ones are answered. */
export async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A keep-alive connection becomes idle after its last answer, and would keep the server open.
  const closing = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearInterval(closing);
}
