import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { requireAddress } from '../../db/driver/address.ts';
import { migrateDatabase } from '../../db/driver/migrate.ts';
import { ensureRoles } from '../../db/driver/roles.ts';
import { openEmbedded, removeEmbedded } from '../../db/embedded/index.ts';
import { rolesOfTemplate } from './roles.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of the test server's database `postgres`, from which others are made and dropped. */
    databaseServer: string;
  }
}

/** One PostgreSQL for all test files of a project, with a migrated template that each file clones. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'accord-test-'));
  // As root the server runs under another account, which must be able to go in.
  await chmod(dataDir, 0o755);
  const server = await openEmbedded({ dataDir, unsafeFast: true });
  const urlOf = (database: string) => Object.assign(new URL(server.url), { pathname: database }).href;

  const sql = postgres(urlOf('postgres'), { max: 1 });
  await sql`create database accord_template`;
  await migrateDatabase(urlOf('accord_template'));
  await ensureRoles(requireAddress(urlOf('accord_template')), rolesOfTemplate(urlOf('accord_template')));
  // A database with connections cannot be cloned, so nothing may connect to it again.
  await sql`alter database accord_template allow_connections false`;
  await sql.end();

  project.provide('databaseServer', urlOf('postgres'));
  return async () => {
    await server.stop();
    await removeEmbedded(dataDir);
    await rm(dataDir, { recursive: true });
  };
}
