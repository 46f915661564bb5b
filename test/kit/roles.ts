import { addressWith, requireAddress } from '../../db/driver/address.ts';
import { actLimits, type Database, openDatabase } from '../../db/driver/client.ts';
import { type DatabaseRoles, rolesOf } from '../../db/driver/roles.ts';
import { createSecrets } from '../../src/kernel/secrets.ts';

/** The secret key of whatever works on a clone of the template; its roles have passwords that follow from it. */
const templateKey = '0c'.repeat(32);

/** The roles that work on a template of this name, and on its clones: clones have the policies and rights of it. */
export const rolesOfTemplate = (url: string, template = 'accord_template'): DatabaseRoles => {
  const owner = requireAddress(url);
  const roles = rolesOf(addressWith(owner, { database: template }), createSecrets(templateKey).derive);
  const { database } = owner;
  return { acts: addressWith(roles.acts, { database }), system: addressWith(roles.system, { database }) };
};

/**
 * A clone of the template as the program opens it, by its two roles. What a test asks of it directly, without stating
 * for whom, runs as the owner.
 */
export function openClone(
  url: string,
  connections = 10,
  limits = actLimits,
): ReturnType<typeof openDatabase> {
  const program = openDatabase(rolesOfTemplate(url), connections, limits);
  const owner = openDatabase(url, connections);
  const db: Database = {
    execute: owner.db.execute,
    transaction: (work, scope) => (scope ? program : owner).db.transaction(work, scope),
    read: program.db.read,
  };
  return {
    ...program,
    db,
    async close() {
      await Promise.all([program.close(), owner.close()]);
    },
  };
}
