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
 * Stops posting to a conversation that cannot be reached, for a while; what is for it waits. Of a channel the
 * organization's admins are told once, by direct message, or by e-mail where that does not reach them (R-NOTE-08).
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

/** What would have told an admin of a lost channel goes by mail, as this direct message is lost as well. */
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
