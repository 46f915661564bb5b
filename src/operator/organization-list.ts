import { asc, count, eq } from 'drizzle-orm';
import { members } from '../../db/schema/members.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { type OperatorCommand, withStore } from './command.ts';
import { asOperator } from './operating.ts';
import { table } from './table.ts';

/** `organization list`: every organization, by domain. */
export const organizationList: OperatorCommand = {
  name: 'organization list',
  does: 'Lists the organizations.',
  run: (call) =>
    withStore(call, async ({ db }) => {
      const found = await asOperator(db, (tx) =>
        tx
          .select({
            domain: organizations.domain,
            name: organizations.name,
            country: organizations.country,
            cloud: organizations.cloud,
            programme: organizations.programme,
            members: count(members.id),
          })
          .from(organizations)
          .leftJoin(members, eq(members.organizationId, organizations.id))
          .groupBy(organizations.id)
          .orderBy(asc(organizations.domain)),
      );
      const rows = found.map(({ domain, name, country, cloud, programme, members }) => [
        domain,
        name,
        country,
        cloud,
        programme ?? 'customer',
        members === 1 ? '1 member' : `${members} members`,
      ]);
      const empty = 'There are no organizations yet. Name some in a file, and: world apply <file.json>.';
      return { ok: true, lines: rows.length > 0 ? table(rows) : [empty], data: { organizations: found } };
    }),
};
