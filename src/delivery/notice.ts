import type { Transaction } from '../../db/driver/client.ts';
import type { AuditEntry } from '../kernel/audit.ts';
import { eventCard } from '../kernel/event-card.ts';
import type { Ability } from '../kernel/rights.ts';
import { membersWith } from '../kernel/store/people.ts';
import { localeFor } from '../kernel/words.ts';
import { loadOrganization } from '../organizations/index.ts';
import { eventSpecs, wordsOf } from '../subjects.ts';
import type { QueueMail } from './mail.ts';

/** Mails an event to a person whom no direct message reaches. */
export function mailEvent(
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

/** Mails an event to all members with the ability. */
export async function mailToHolders(
  tx: Transaction,
  queueMail: QueueMail,
  organizationId: string,
  ability: Ability,
  entry: AuditEntry,
  now: Date,
): Promise<void> {
  const [organization, holders] = await Promise.all([
    loadOrganization(tx, organizationId),
    membersWith(tx, organizationId, ability),
  ]);
  for (const { email } of organization ? holders : []) {
    await mailEvent(tx, queueMail, email, entry, organization?.language ?? '', now);
  }
}
