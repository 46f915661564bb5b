import type { Words } from '../i18n/words.ts';

/** Why somebody hears of an event without a subscription to it. */
export const becauses = ['approvals', 'approver', 'sender', 'concerned', 'admin'] as const;
export type Because = (typeof becauses)[number];

/** The reason as a card names it (R-NOTE-01): a subscription by its own words. */
export function becauseText(words: Words, because: string): string {
  const known = becauses.find((one) => one === because);
  return known ? words.text(`because.${known}`) : because;
}
