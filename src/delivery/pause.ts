import type { Transaction } from '../../db/driver/client.ts';
import {
  type Conversation,
  events as conversationEvents,
  pauseConversation,
} from '../conversations/index.ts';

import type { AuditEntry } from '../kernel/audit.ts';
import { eventCard } from '../kernel/event-card.ts';
import { loadAuditEntry } from '../kernel/store/audit.ts';
import { membersWith } from '../kernel/store/people.ts';
import { localeFor } from '../kernel/words.ts';
import { loadOrganization } from '../organizations/index.ts';
import { eventSpecs, wordsOf } from '../subjects.ts';
import type { QueueMail } from './mail.ts';
import { finishDelivery, waitingOfKind } from './store/deliveries.ts';
import { recordBySystem } from './system-act.ts';

/** How long a conversation that could not be reached is left alone: nobody tells when somebody mends it. */
const restMs = 15 * 60_000;

/**
 * Stops posting to a conversation that cannot be reached, for a while; what is for it waits. Of a channel the
 * organization's admins are told once, by direct message, or by e-mail where that does not reach them (R-NOTE-08).
 */
export async function pause(
  tx: Transaction,
  conversation: Conversation,
  because: string,
  now: Date,
  queueMail: QueueMail | null,
): Promise<void> {
  await pauseConversation(tx, conversation, because, now, new Date(now.getTime() + restMs));
  if (conversation.pausedAt) return;
  if (conversation.kind === 'channel') await tellAdmins(tx, conversation, because, now, queueMail);
  else if (queueMail) await mailInstead(tx, conversation, now, queueMail);
}

async function tellAdmins(
  tx: Transaction,
  { organizationId, platform, workspace, externalId }: Conversation,
  because: string,
  now: Date,
  queueMail: QueueMail | null,
): Promise<void> {
  const recorded = await recordBySystem(
    tx,
    {
      event: conversationEvents['conversation.paused'],
      organizationId,
      counterpartId: null,
      subject: { kind: 'organization', id: organizationId },
      partnerId: null,
      customerId: null,
      invitationKind: null,
      after: { platform, workspace, conversation: externalId, because },
    },
    now,
  );
  if (recorded.told > 0 || !queueMail) return;
  const [entry, organization, admins] = await Promise.all([
    loadAuditEntry(tx, recorded.entryId),
    loadOrganization(tx, organizationId),
    membersWith(tx, organizationId, 'manage_members'),
  ]);
  for (const { email } of entry && organization ? admins : []) {
    if (entry && organization) await mailEvent(tx, queueMail, email, entry, organization.language, now);
  }
}

/** What would have told an admin of a lost channel goes by mail, as this direct message is lost as well. */
async function mailInstead(
  tx: Transaction,
  { id, member, language }: Conversation,
  now: Date,
  queueMail: QueueMail,
): Promise<void> {
  for (const delivery of await waitingOfKind(tx, id, 'conversation.paused')) {
    const entry = await loadAuditEntry(tx, delivery.entryId);
    if (!entry || !member) continue;
    await mailEvent(tx, queueMail, member.email, entry, language, now);
    await finishDelivery(tx, delivery.id, 'done', now);
  }
}

function mailEvent(
  tx: Transaction,
  queueMail: QueueMail,
  to: string,
  entry: AuditEntry,
  language: string,
  now: Date,
): Promise<void> {
  const { title, summary } = eventCard(wordsOf(localeFor(language)), eventSpecs, entry);
  return queueMail(tx, { to, subject: title, text: summary, organizationId: entry.organizationId }, now);
}
