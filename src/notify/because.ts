import { parseExpression } from '../domain/filter-text.ts';
import type { Words } from '../i18n/words.ts';
import { subscriptionText } from '../views/notify.ts';

/** Why somebody hears of an event without a subscription to it. */
const becauses = ['approvals', 'approver', 'sender', 'concerned', 'admin'] as const;
export type Because = (typeof becauses)[number];

/** The reason as a card names it (R-NOTE-01): one of ours, or a subscription, which is kept in its one spelling. */
export function becauseText(words: Words, because: string): string {
  const known = becauses.find((one) => one === because);
  if (known) return words.text(`because.${known}`);
  const subscription = parseExpression(because);
  return subscription.ok
    ? words.text('because.subscription', { what: subscriptionText(words, subscription.value) })
    : because;
}
