import type { Card } from './card.ts';
import type { Words } from './words.ts';

/**
 * The one answer to a fault, in plain words and with the reference that the log also has (R-CARD-07). When the database
 * cannot be reached, it says so, and not that nothing was done: that may have happened in the moment of the commit. A
 * database that is busy has changed nothing, and the same may succeed a little later (R-SEC-10).
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
