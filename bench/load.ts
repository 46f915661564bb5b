import { Agent, request } from 'node:http';

/** The measurements of one kind of work. */
export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Does the work `count` times, with `connections` at once, after a warm-up that is not counted. */
export async function measure(
  connections: number,
  count: number,
  work: (index: number) => Promise<void>,
  warmUp = Math.min(count, 200),
): Promise<Measured> {
  await run(connections, 0, warmUp, work);
  const times: number[] = [];
  const from = performance.now();
  await run(connections, warmUp, warmUp + count, async (index) => {
    const start = performance.now();
    await work(index);
    times.push(performance.now() - start);
  });
  const seconds = (performance.now() - from) / 1000;
  times.sort((one, other) => one - other);
  return { perSecond: count / seconds, p50: at(times, 0.5), p99: at(times, 0.99) };
}

/** Does several kinds of work in turns, so that other work on the machine affects all of them. */
export async function measureInTurns(
  count: number,
  works: readonly ((index: number) => Promise<void>)[],
): Promise<readonly Measured[]> {
  const times = works.map((): number[] => []);
  for (let index = 0; index < 2 * count; index += 1) {
    for (const [which, work] of works.entries()) {
      const start = performance.now();
      await work(index);
      if (index >= count) times[which]?.push(performance.now() - start);
    }
  }
  return times.map(measuredOf);
}

function measuredOf(times: number[]): Measured {
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000;
  times.sort((one, other) => one - other);
  return { perSecond: times.length / seconds, p50: at(times, 0.5), p99: at(times, 0.99) };
}

async function run(
  connections: number,
  from: number,
  to: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = from;
  const one = async () => {
    for (let index = next++; index < to; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: connections }, one));
}

/** A client with persistent connections; any status other than 2xx ends the run. */
export function client(url: string, connections: number) {
  const { hostname, port, pathname } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    post: (headers: Readonly<Record<string, string>>, body: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const length = String(Buffer.byteLength(body));
        const sent = request(
          {
            agent,
            hostname,
            port,
            path: pathname,
            method: 'POST',
            headers: { ...headers, 'content-length': length },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString();
              const { statusCode = 0 } = response;
              if (statusCode >= 200 && statusCode < 300) resolve(text);
              else reject(new Error(`${statusCode}: ${text.slice(0, 200)}`));
            });
          },
        );
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
