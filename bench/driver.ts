import { type SQL, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { type DatabaseAddress, requireAddress } from '../db/driver/address.ts';
import { enterAs, openDatabase } from '../db/driver/client.ts';
import { openQueuePool } from '../db/driver/queue-pool.ts';
import { type DatabaseRoles, ensureRoles, rolesOf } from '../db/driver/roles.ts';
import { type Given, statement } from '../db/driver/statement.ts';
import { type Figure, figure, rateOf } from './figures.ts';
import { type Measured, measure } from './load.ts';
import { idOf, related } from './seed.ts';

/** The two drivers run in turns, so that other work on the machine affects both; the best turn of each counts. */
const turns = 2;
const counts = { 1: 400, 20: 1500 } as const;

const nameById = 'select name from organizations where id = $1';
const memberById = 'select name, agent_role, admin_roles from members where id = $1';
const relationshipsOf = `select id, customer_id, type, since from relationships
  where partner_id = $1 and state = 'active' order by since desc, id desc limit 25`;
const enter = `select set_config('accord.organization', $1, true)`;

const partner = idOf('partner', 0);
const customer = (index: number) => idOf('customer', index % related);

/**
 * Compares the two drivers with the same work on the benchmark's database: a bare statement, and a transaction that
 * states role and organization and runs three independent queries. Every statement is prepared. The lower bound is `pg`
 * in its pipelining mode.
 */
export async function driver(table: Figure[], url: string): Promise<void> {
  const owner = requireAddress(url);
  const roles = rolesOf(owner, (purpose) => purpose);
  await ensureRoles(owner, roles);
  const contenders = [
    ['pg, pipelining', openPg(roles.acts, true)],
    ['pg, one statement at a time', openPg(roles.acts, false)],
    ['postgres.js alone', openPostgresJs(roles.acts)],
    ['the layer, "begin" waited for', openLayer(roles.acts)],
    ['the layer', openLayer(roles)],
  ] as const;
  for (const work of ['bare', 'act'] as const) {
    for (const connections of [1, 20] as const) {
      const best = new Map<string, Measured>();
      for (let turn = 0; turn < turns; turn += 1) {
        for (const [name, contender] of contenders) {
          const measured = await measure(
            connections,
            counts[connections],
            contender[work],
            counts[connections],
          );
          if (measured.perSecond > (best.get(name)?.perSecond ?? 0)) best.set(name, measured);
        }
      }
      const [floor] = best.values();
      for (const [name, measured] of best) {
        const what = work === 'bare' ? 'a bare statement' : 'a transaction';
        const ratio = floor && measured !== floor ? rateOf(measured, floor) : null;
        table.push(figure(`${what}: ${name}`, connections, measured, ratio));
      }
    }
  }
  for (const [, contender] of contenders) await contender.close();
}

interface Contender {
  bare(index: number): Promise<void>;
  act(index: number): Promise<void>;
  close(): Promise<void>;
}

function openPg(address: DatabaseAddress, pipeline: boolean): Contender {
  const pool = openQueuePool(address, 20, () => {}, { pipeline });
  const named = (name: string, text: string, value: string) => ({ name, text, values: [value] });
  return {
    async bare(index) {
      await pool.query(named('name', nameById, customer(index)));
    },
    async act(index) {
      const client = await pool.connect();
      const id = customer(index);
      await client.query('begin');
      await Promise.all([
        client.query(named('enter', enter, partner)),
        client.query(named('name', nameById, id)),
        client.query(named('member', memberById, id)),
        client.query(named('relationships', relationshipsOf, partner)),
      ]);
      await client.query('commit');
      client.release();
    },
    close: () => pool.end(),
  };
}

function openPostgresJs({ hosts, user, password = '', database }: DatabaseAddress): Contender {
  const [at] = hosts;
  const client = postgres({
    ...{ host: at?.host ?? '', port: at?.port ?? 0, user, password, database },
    ...{ max: 20, fetch_types: false, onnotice: () => {} },
  });
  const send = (on: postgres.ISql, text: string, value: string) =>
    on.unsafe(text, [value], { prepare: true });
  return {
    async bare(index) {
      await send(client, nameById, customer(index));
    },
    async act(index) {
      const id = customer(index);
      await client.begin((tx) =>
        Promise.all([
          send(tx, enter, partner),
          send(tx, nameById, id),
          send(tx, memberById, id),
          send(tx, relationshipsOf, partner),
        ]),
      );
    },
    close: () => client.end(),
  };
}

function openLayer(where: DatabaseAddress | DatabaseRoles): Contender {
  const { db, close } = openDatabase(where, 40);
  const [before, after] = nameById.split('$1');
  const bare = (id: string): SQL => sql`${sql.raw(before ?? '')}${id}${sql.raw(after ?? '')}`;
  const byId = (text: string) =>
    statement((_, given: Given<{ id: string }>) => {
      const [first, second] = text.split('$1');
      return sql`${sql.raw(first ?? '')}${given.id}${sql.raw(second ?? '')}`;
    });
  const [name, member, relationships] = [nameById, memberById, relationshipsOf].map(byId);
  return {
    async bare(index) {
      await db.execute(bare(customer(index)));
    },
    async act(index) {
      const id = customer(index);
      await db.read({
        holder: partner,
        enter: (tx) => enterAs(tx, partner),
        work: (tx) =>
          Promise.all([name?.(tx, { id }), member?.(tx, { id }), relationships?.(tx, { id: partner })]),
      });
    },
    close,
  };
}
