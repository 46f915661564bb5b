import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { requireAddress } from '../db/driver/address.ts';
import { type Database, openDatabase } from '../db/driver/client.ts';
import { migrateDatabase } from '../db/driver/migrate.ts';
import { ensureRoles, rolesOf } from '../db/driver/roles.ts';
import type { ChatActor } from '../src/kernel/act.ts';
import { many, manyId, seedMany } from '../test/kit/many.ts';
import { atMost, type Figure, figure } from './figures.ts';
import { type Measured, measure } from './load.ts';
import { servicesOn } from './services.ts';

/** How many times each is done at each size. */
const count = 300;
/** The maximum ratio of the 99th percentile at the last size to that at the first. */
const aim = 1.3;

const sizesIn = (words: readonly string[]): readonly number[] => {
  const given = words.find((word) => word.startsWith('--sizes='));
  return given ? given.slice('--sizes='.length).split(',').map(Number) : [10_000, 1_000_000];
};

/**
 * Measures what one partner reads and what its customers accept, by the service, with few and with many relationships.
 * The ratio is the 99th percentile compared with the first size. `--sizes=10000,100000` sets other sizes.
 */
export async function scale(table: Figure[], urlOf: (name: string) => string): Promise<void> {
  const first = new Map<string, Measured>();
  for (const size of sizesIn(process.argv)) {
    const name = `scale_${size}`;
    const admin = postgres(urlOf('postgres'), { max: 1, onnotice: () => {} });
    await admin`create database ${admin(name)}`;
    await admin.end();
    const owner = requireAddress(urlOf(name));
    const roles = rolesOf(owner, (purpose) => purpose);
    await migrateDatabase(owner);
    await ensureRoles(owner, roles);
    await seedMany(urlOf(name), size);
    const { db, close } = openDatabase(roles, 4);
    for (const [what, work] of Object.entries(workOn(db, size))) {
      const measured = await measure(1, count, work, 50);
      const floor = first.get(what);
      if (!floor) first.set(what, measured);
      const ratio = floor ? measured.p99 / floor.p99 : null;
      table.push(figure(`${what} of ${size}`, 1, measured, ratio, floor ? atMost(aim) : null));
    }
    await close();
  }
}

function workOn(db: Database, size: number) {
  const service = servicesOn(db);
  const actor = (memberId: string, organizationId: string): ChatActor => ({
    memberId,
    organizationId,
    origin: { kind: 'chat', platform: 'slack', workspace: many.workspace, conversation: 'D1' },
    deliveryId: randomUUID(),
  });
  const ana = actor(many.member, many.partner);
  const page = { text: null, after: null };
  const invited = { ...page, direction: null, state: null };
  const must = (result: { readonly ok: boolean }) => {
    if (!result.ok) throw new Error(JSON.stringify(result));
  };
  const some = (index: number): number => 1 + ((index * 7919) % size);
  return {
    customers: async () => must(await service.relationships.customers(ana, page)),
    'customers <frequent>': async () =>
      must(await service.relationships.customers(ana, { ...page, text: 'customer' })),
    'customers <rare>': async (index) =>
      must(await service.relationships.customers(ana, { ...page, text: `customer${some(index)}.example` })),
    'customers <none>': async () =>
      must(await service.relationships.customers(ana, { ...page, text: 'nobodyhasthis' })),
    invitations: async () => must(await service.invitations.list(ana, invited)),
    'invitations <rare>': async (index) =>
      must(await service.invitations.list(ana, { ...invited, text: `customer${some(index)}.example` })),
    history: async () => must(await service.overview.history(ana, '', null)),
    home: async () => must(await service.overview.home(ana)),
    'show <domain>': async (index) =>
      must(await service.overview.showOrganization(ana, `customer${some(index)}.example`)),
    'show <name>': async () => must(await service.overview.showOrganization(ana, 'Customer 70')),
    accept: async (index) => {
      const n = size + 1 + index;
      const consent = { ticked: true, agreementVersion: '2026-01', replaces: null };
      const gil = actor(manyId('admin', n), manyId('customer', n));
      must(await service.invitations.accept(gil, manyId('invitation', n), consent));
    },
  } satisfies Record<string, (index: number) => Promise<void>>;
}
