import type { Card } from './card.ts';
import type { Words } from './words.ts';

/**
 * The answer to a fault, in plain words and with the reference that is also in the log (R-CARD-07). If the database
 * cannot be reached, it does not claim that nothing was done: the commit may have succeeded. If the database is busy,
 * nothing was changed and a retry may succeed (R-SEC-10).
 */
export function faultCard(
  words: Words,
  fault: { readonly reference: string; readonly database: 'well' | 'lost' | 'busy' },
): Card {
  const { reference } = fault;
  const text = {
    well: () => words.text('fault.text', { reference }),
    lost: () => words.text('fault.database', { reference }),
    busy: () => words.text('fault.busy', { reference }),
  }[fault.database]();
  return {
    title: words.text('fault.title'),
    summary: text,
    blocks: [{ kind: 'text', text }],
  };
}
