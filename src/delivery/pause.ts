import type { Transaction } from '../../db/driver/client.ts';
import {
  type Conversation,
  events as conversationEvents,
  pauseConversation,
} from '../conversations/index.ts';
import { loadAuditEntries } from '../kernel/store/audit.ts';
import type { QueueMail } from './mail.ts';
import { mailEvent } from './notice.ts';
import { finishDelivery, waitingOfKind } from './store/deliveries.ts';
import { recordBySystem } from './system-act.ts';

/**
 * Pauses a conversation that cannot be reached; its deliveries wait. For a channel, notifies the organization's admins
 * once, by direct message or, if that does not reach them, by e-mail (R-NOTE-08).
 */
export async function pause(
  tx: Transaction,
  conversation: Conversation,
  reason: string,
  now: Date,
  queueMail: QueueMail | null,
): Promise<void> {
  await pauseConversation(tx, conversation, reason, now);
  if (conversation.pausedAt) return;
  if (conversation.kind === 'direct') {
    if (queueMail) await mailInstead(tx, conversation, now, queueMail);
    return;
  }
  const { organizationId, platform, workspace, externalId } = conversation;
  await recordBySystem(
    tx,
    {
      event: conversationEvents['conversation.paused'],
      organizationId,
      counterpartId: null,
      subject: { kind: 'organization', id: organizationId },
      after: { platform, workspace, conversation: externalId, because: reason },
    },
    now,
  );
}

/** If this direct message was to tell an admin about a lost channel, it goes by mail instead. */
async function mailInstead(
  tx: Transaction,
  { id, member, language }: Conversation,
  now: Date,
  queueMail: QueueMail,
): Promise<void> {
  for (const { id: delivery, entryId } of await waitingOfKind(tx, id, 'conversation.paused')) {
    const [entry] = await loadAuditEntries(tx, [entryId]);
    if (!entry || !member) continue;
    await mailEvent(tx, queueMail, member.email, entry, language, now);
    await finishDelivery(tx, delivery, now);
  }
}
