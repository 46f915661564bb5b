import type { Words } from '../kernel/words.ts';
import { parseExpression } from '../notifications/model/filter-text.ts';
import { subscriptionText } from '../notifications/views.ts';

/** Why somebody hears of an event without a subscription to it. */
const reasons = ['approvals', 'approver', 'sender', 'concerned', 'admin'] as const;
export type Reason = (typeof reasons)[number];

/** The reason as a card names it (R-NOTE-01): one of ours, or a subscription, which is kept in its one spelling. */
export function reasonText(words: Words, reason: string): string {
  const known = reasons.find((one) => one === reason);
  if (known) return words.text(`reason.${known}`);
  const subscription = parseExpression(reason);
  return subscription.ok
    ? words.text('reason.subscription', { what: subscriptionText(words, subscription.value) })
    : reason;
}
