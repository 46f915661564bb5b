import type { Card } from './card.ts';
import type { Words } from './words.ts';

/**
 * The one answer to a fault, in plain words and with the reference that the log also has (R-CARD-07). When the database
 * cannot be reached, it says so, and not that nothing was done: that may have happened in the moment of the commit.
 */
export function faultCard(
  words: Words,
  fault: { readonly reference: string; readonly database: boolean },
): Card {
  const text = words.text(fault.database ? 'fault.database' : 'fault.text', { reference: fault.reference });
  return {
    title: words.text('fault.title'),
    summary: text,
    blocks: [{ kind: 'text', text }],
  };
}
