import { eq, isNotNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, type Transaction, transaction } from '../../db/driver/client.ts';
import { invitations } from '../../db/schema/invitations.ts';
import { mails } from '../../db/schema/mails.ts';
import { events as invitationEvents } from '../invitations/index.ts';
import { addressee } from '../invitations/model/invitation.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { type Mail, type Mailer, MailRefused } from '../kernel/mailer.ts';
import type { Secrets } from '../kernel/secrets.ts';
import { recordBySystem } from './system-act.ts';

/** Queues a mail of the system's own, in the transaction that gives the reason for it. */
export type QueueMail = (
  tx: Transaction,
  mail: Mail & { readonly organizationId: string },
  at: Date,
) => Promise<void>;

/** What a sealed text is bound to: the row that it is kept in. */
const contextOf = (id: string): string => `mail:${id}`;

const content = z.object({ to: z.string(), subject: z.string(), text: z.string() });

/** Mail that is kept encrypted until it has gone (R-SEC-04). */
export const mailQueue =
  (secrets: Pick<Secrets, 'seal'>, newId: () => string): QueueMail =>
  async (tx, { organizationId, ...mail }, at) => {
    const id = newId();
    const sealed = secrets.seal(JSON.stringify(mail), contextOf(id));
    await tx.insert(mails).values({ id, organizationId, content: sealed, createdAt: at });
    await tx.execute(sql`select accord_queue_mail(${id})`);
  };

/** What sending mail works with. */
export interface Post {
  readonly db: Database;
  readonly mailer: Mailer;
  readonly secrets: Pick<Secrets, 'open'>;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Sends a queued mail and wipes its text, which holds a personal link (R-INV-03). One that the server refuses for good
 * has failed, and who drafted the invitation is told; one whose invitation is over is not sent any more. Other faults
 * are thrown: the queue tries again.
 */
export async function sendQueuedMail({ db, mailer, secrets, now, log }: Post, id: string): Promise<void> {
  await transaction(db, { system: 'mail' }, async (tx) => {
    const [row] = await tx
      .select({ mail: mails, invitation: invitations })
      .from(mails)
      .leftJoin(invitations, eq(invitations.id, mails.invitationId))
      .where(eq(mails.id, id))
      .for('no key update', { of: mails, skipLocked: true });
    if (!row?.mail.content) return;
    const { mail, invitation } = row;
    const wiped = (outcome: { sentAt?: Date; failedAt?: Date }) =>
      tx
        .update(mails)
        .set({ content: null, ...outcome })
        .where(eq(mails.id, id));
    if (invitation && invitation.state !== 'sent') {
      await wiped({});
      return;
    }
    try {
      await mailer.send(content.parse(JSON.parse(secrets.open(mail.content ?? '', contextOf(id)))));
      await wiped({ sentAt: now() });
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      log.warn({ mail: id, fault: faultOf(error) }, 'a mail was refused for good');
      await wiped({ failedAt: now() });
      if (invitation) await recordFailure(tx, invitation, now());
    }
  });
}

async function recordFailure(
  tx: Transaction,
  invitation: typeof invitations.$inferSelect,
  at: Date,
): Promise<void> {
  await recordBySystem(
    tx,
    {
      event: invitationEvents['mail.failed'],
      organizationId: invitation.senderId,
      counterpartId: invitation.recipientId,
      subject: { kind: 'invitation', id: invitation.id },
      partnerId: invitation.senderId,
      customerId: null,
      invitationKind: invitation.kind,
      after: addressee(invitation),
    },
    at,
  );
}

/**
 * Queues anew every mail that still has its text: those whose job was lost in a crash among them. Each for itself, as it
 * waits for whoever is at its job, and of several at once some in a circle.
 */
export async function requeueMails(db: Database): Promise<void> {
  const waiting = await transaction(db, { system: 'mail' }, (tx) =>
    tx.select({ id: mails.id }).from(mails).where(isNotNull(mails.content)),
  );
  for (const { id } of waiting) {
    await transaction(db, { system: 'mail' }, (tx) => tx.execute(sql`select accord_queue_mail(${id})`));
  }
}
