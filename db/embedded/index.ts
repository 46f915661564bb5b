import { ensureCluster, readPassword } from './cluster.ts';
import { joinServer } from './membership.ts';
import { locate } from './place.ts';

export { removeEmbedded } from './place.ts';

interface EmbeddedOptions {
  /** Accord's own folder; `postgres` in it holds the cluster, its password and its log, or is a link to them. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** For tests alone: a crash of the machine may lose everything. */
  readonly unsafeFast?: true;
}

interface EmbeddedDatabase {
  readonly url: string;
  /** Where the database is. */
  readonly folder: string;
  /** Leaves the database, without which the process does not end; the last one to leave stops the server. */
  stop(): Promise<void>;
}

/**
 * Opens the private PostgreSQL of `dataDir`: makes the cluster on first use, starts its server unless another process
 * has, and starts it again should it die. The server outlives the process that started it.
 *
 * There is no lock file of our own, since one outlives its process, whose pid may since belong to another. A cluster
 * appears by one rename, PostgreSQL itself lets one server into it, and who is present is an advisory lock that ends
 * with its connection, however the process ends. All this holds for the processes of one machine or one container; two
 * of them must not share a `dataDir`.
 *
 * Throws when the binaries are missing or broken, when a database that has been there is gone or out of the server's
 * reach, and, with the last lines of its log, when the server does not start.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log = () => {}, unsafeFast = false } = options;
  const { settle, ...location } = await locate(options.dataDir, log);
  const cluster = { ...location, unsafeFast };
  await ensureCluster(cluster, log);
  await settle();
  const password = await readPassword(cluster);
  const urlOf = (port: number, database: string) =>
    `postgres://accord:${password}@127.0.0.1:${port}/${database}`;
  const { port, leave } = await joinServer(cluster, (at) => urlOf(at, 'postgres'), log);
  let left: Promise<void> | undefined;
  return {
    url: urlOf(port, 'accord'),
    folder: cluster.folder,
    stop: () => {
      left ??= leave();
      return left;
    },
  };
}
