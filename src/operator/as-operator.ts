import { type Database, type Transaction, transaction } from '../../db/driver/client.ts';
import type { Author } from '../kernel/act.ts';

/** The operator's name in the audit and in the database (R-SEC-06). */
const operator = 'operator';

/** Runs the operator's work in one transaction, which sees every organization. */
export const asOperator = <T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  transaction(db, { system: operator }, work);

/** The operator as the author of a change to this organization (R-AUD-01). */
export const operatorFor = (organizationId: string): Author => ({
  organizationId,
  memberId: null,
  name: operator,
  origin: { kind: 'operator' },
});
