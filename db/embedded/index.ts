import { ensureCluster, readPassword } from './cluster.ts';
import { locate } from './location.ts';
import { joinServer } from './membership.ts';

export { removeEmbedded } from './location.ts';

interface EmbeddedOptions {
  /** Accord's data folder; `postgres` in it contains the cluster, its password and its log, or is a link to them. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** For tests only: a crash of the machine may lose all data. */
  readonly unsafeFast?: true;
}

interface EmbeddedDatabase {
  readonly url: string;
  /** The folder of the database. */
  readonly folder: string;
  /** Leaves the database; the process does not end before that. The last process to leave stops the server. */
  stop(): Promise<void>;
}

/**
 * Opens the private PostgreSQL of `dataDir`: creates the cluster on first use, starts its server unless it runs, and
 * restarts it if it dies. The server outlives the process that started it.
 * There is no lock file of our own: it could outlive its process, and another process could get the same pid. A cluster
 * appears by one rename, PostgreSQL allows one server for it, and each process that uses it holds an advisory lock,
 * which ends with its connection. This works for the processes of one machine or one container; two of them must not
 * share a `dataDir`.
 * Throws if the binaries are missing or broken, if an existing database is gone or cannot be reached by the server's
 * account, and if the server does not start (with the end of its log).
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log = () => {}, unsafeFast = false } = options;
  const { confirm, ...location } = await locate(options.dataDir, log);
  const cluster = { ...location, unsafeFast };
  await ensureCluster(cluster, log);
  await confirm();
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
