import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Refusal } from './refusal.ts';

/** Everything of the sandbox listens there. */
export const HOST = '127.0.0.1';

/** Opens a server; a taken port is refused in a sentence that says what it was for. */
export async function listen(server: Server, port: number, what: string): Promise<void> {
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? taken(port, what) : error;
  }
}

/** Refuses when somebody else listens there, of whom the programs that we start would not tell so well. */
export async function requireFree(port: number, what: string): Promise<void> {
  const server = createServer();
  await listen(server, port, what);
  await close(server);
}

const taken = (port: number, what: string) =>
  new Refusal(
    `Port ${port}, for ${what}, is taken by another program. Stop that one, or move the demo: npm run demo -- --port ${port + 100}`,
  );

/** Below those that programs are given at random, ours among them. */
const LOWEST = 20_000;
const HIGHEST = 31_000;

/** So many ports in a row that are free now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
  const ports = Array.from({ length: count }, (_, at) => first + at);
  const free = await Promise.allSettled(ports.map((port) => requireFree(port, 'nothing')));
  return free.every(({ status }) => status === 'fulfilled') ? ports : freePorts(count);
}

export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
