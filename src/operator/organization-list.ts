import { asOperator } from './as-operator.ts';
import { type OperatorCommand, withStore } from './command.ts';
import { listOrganizations } from './store/organizations.ts';
import { table } from './table.ts';

/** `organization list`: every organization, by domain. */
export const organizationList: OperatorCommand = {
  name: 'organization list',
  does: 'Lists the organizations.',
  run: (call) =>
    withStore(call, async ({ db }) => {
      const found = await asOperator(db, listOrganizations);
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
