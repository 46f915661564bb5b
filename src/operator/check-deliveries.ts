import type { Store } from '../runtime/store.ts';
import { asOperator } from './as-operator.ts';
import { overdueSince } from './deliveries.ts';
import { type Finding, finding } from './finding.ts';
import { countStuck, tableSizes } from './store/deliveries.ts';

/** Messages that did not go out (R-NOTE-09), and how large the tables are that grow (R-SEC-12). */
export async function checkDeliveries({ db }: Pick<Store, 'db'>, now: Date): Promise<readonly Finding[]> {
  return asOperator(db, async (tx) => {
    const { setAside, overdue } = await countStuck(tx, overdueSince(now));
    const sizes = await tableSizes(tx);
    const says = `${setAside} rejected by a platform, ${overdue} waiting for more than an hour`;
    return [
      setAside + overdue > 0
        ? finding('wrong', 'deliveries', `${says}. See: npm run operator -- deliveries list`)
        : finding('ok', 'deliveries', says),
      finding('ok', 'sizes', sizes.map(({ table, size }) => `${table} ${size}`).join(', ')),
    ];
  });
}
