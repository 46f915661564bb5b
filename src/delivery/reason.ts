import { parseExpression, subscriptionText } from '../notifications/index.ts';
import { notificationKinds } from '../subjects.ts';
import type { Words } from './words.en.ts';

/** Reasons for notifications other than subscriptions. */
const reasons = ['approvals', 'approver', 'sender', 'concerned', 'admin'] as const;

/** The reason as a card shows it (R-NOTE-01): one of ours, or a subscription's canonical text. */
export function reasonText(words: Words, reason: string): string {
  const known = reasons.find((one) => one === reason);
  if (known) return words.text(`reason.${known}`);
  const subscription = parseExpression(reason, notificationKinds);
  return subscription.ok
    ? words.text('reason.subscription', { what: subscriptionText(words, subscription.value) })
    : reason;
}
