import type { Words as AllWords } from '../kernel/words.ts';
import type { NotificationsKey } from '../notifications/index.ts';

/** The sentences of deliveries. Keys are named after the meaning, not the place. */
export const en = {
  'reason.approvals': 'your organization’s approvals are asked for here',
  'reason.approver': 'you may answer for your organization',
  'reason.sender': 'you drafted the invitation',
  'reason.concerned': 'you work with partner relationships',
  'reason.admin': 'you manage the members of your organization',
  'reason.subscription': 'this channel gets notifications about {what}',
} as const;

/** The messages that this subject may use: its own and those of earlier subjects. */
type DeliveryKey = keyof typeof en | NotificationsKey;
export type Words = AllWords<DeliveryKey>;
