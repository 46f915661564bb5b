import type { Transaction } from '../../db/driver/client.ts';
import { asOperator } from './as-operator.ts';
import { type Call, failed, type OperatorCommand, type Outcome, withStore } from './command.ts';
import {
  countStuck,
  dropDeliveries,
  type Meant,
  retryDeliveries,
  type Stuck,
  stuckDeliveries,
} from './store/deliveries.ts';
import { table } from './table.ts';

/** A message that has waited for so long is overdue. */
const overdueMs = 60 * 60_000;
/** How many are listed. */
const maxListed = 100;

export const overdueSince = (now: Date): Date => new Date(now.getTime() - overdueMs);

/** `deliveries list`: messages that did not go out (R-NOTE-09). */
export const deliveriesList: OperatorCommand = {
  name: 'deliveries list',
  does: 'Lists messages that a platform rejected for good, and those that have waited for more than an hour.',
  run: (call) =>
    withStore(call, ({ db }) =>
      asOperator(db, async (tx) => {
        const before = overdueSince(call.now());
        const [listed, counts] = [await stuckDeliveries(tx, before, maxListed), await countStuck(tx, before)];
        const more = counts.setAside + counts.overdue - listed.length;
        const lines = [...table(listed.map(rowOf)), ...(more > 0 ? [`and ${more} more`] : [])];
        const empty = 'Every message went out, or has waited for less than an hour.';
        return {
          ok: true,
          lines: lines.length > 0 ? lines : [empty],
          data: { deliveries: listed, ...counts },
        };
      }),
    ),
};

const rowOf = (one: Stuck): readonly string[] => [
  String(one.id),
  one.state === 'set_aside' ? 'set aside' : 'overdue',
  one.organization,
  one.platform,
  one.conversation,
  one.events.join(', '),
  `since ${one.since}`,
  one.attempts === 1 ? '1 try' : `${one.attempts} tries`,
  one.error ?? '',
];

/** `deliveries retry <id>`: for when what was wrong has been mended. */
export const deliveriesRetry: OperatorCommand = {
  name: 'deliveries retry',
  operand: '<id or all>',
  does: 'Sends a message of the list again, or all that were set aside.',
  run: (call) => settle(call, retryDeliveries, 'sent again'),
};

/** `deliveries drop <id>`: for what nobody needs any more. */
export const deliveriesDrop: OperatorCommand = {
  name: 'deliveries drop',
  operand: '<id or all>',
  does: 'Never sends a message of the list, or all that were set aside.',
  run: (call) => settle(call, dropDeliveries, 'dropped'),
};

async function settle(
  call: Call,
  act: (tx: Transaction, meant: Meant, at: Date) => Promise<readonly number[]>,
  what: string,
): Promise<Outcome> {
  const { operand } = call;
  const meant = operand === 'all' ? operand : idIn(operand);
  if (meant === undefined) {
    return { ...failed(`"${operand}" is not a message's number. See: deliveries list`), isMistyped: true };
  }
  return withStore(call, async ({ db }) => {
    const ids = await asOperator(db, (tx) => act(tx, meant, call.now()));
    if (ids.length === 0 && meant !== 'all') {
      return failed(`No message ${operand} waits or was set aside. See: deliveries list`);
    }
    const says = ids.length === 1 ? `1 message is ${what}.` : `${ids.length} messages are ${what}.`;
    return { ok: true, lines: [says], data: { deliveries: ids } };
  });
}

const idIn = (text: string): number | undefined => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined);
