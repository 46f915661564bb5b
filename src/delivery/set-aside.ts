import type { Transaction } from '../../db/driver/client.ts';
import { type Conversation, events as conversationEvents } from '../conversations/index.ts';
import { loadAuditEntries } from '../kernel/store/audit.ts';
import type { QueueMail } from './mail.ts';
import { mailEvent } from './notice.ts';
import { hasOthersSetAside, type WaitingDelivery } from './store/deliveries.ts';
import { recordBySystem } from './system-act.ts';

const ownKinds = Object.keys(conversationEvents);

/**
 * Notifies the organization's admins of a message that was set aside (R-NOTE-09): of the first one in a conversation,
 * and of the next one after the operator has dealt with those. If the message itself was such a notification, sends
 * mail instead. Returns whether there are new notifications.
 */
export async function notifyOfSetAside(
  tx: Transaction,
  conversation: Conversation,
  delivery: WaitingDelivery,
  now: Date,
  queueMail: QueueMail | null,
): Promise<boolean> {
  const { id, organizationId, platform, workspace, externalId, kind, member, language } = conversation;
  const told = await loadAuditEntries(tx, delivery.toldIds);
  const own = told.filter((entry) => ownKinds.includes(entry.kind));
  if (own.length > 0) {
    for (const entry of queueMail && member ? own : []) {
      if (queueMail && member) await mailEvent(tx, queueMail, member.email, entry, language, now);
    }
    return false;
  }
  if (await hasOthersSetAside(tx, id, delivery.id)) return false;
  const change = {
    event: conversationEvents['conversation.message_rejected'],
    organizationId,
    counterpartId: null,
    subject: { kind: 'organization' as const, id: organizationId },
    after: { platform, workspace, conversation: externalId, place: kind, delivery: delivery.id },
  };
  await recordBySystem(tx, change, now);
  return true;
}
