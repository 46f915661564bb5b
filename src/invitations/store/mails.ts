import type { Transaction } from '../../../db/driver/client.ts';
import { mails } from '../../../db/schema/mails.ts';

/** Queues a mail of an invitation; its content is already encrypted (R-SEC-04). */
export async function queueMail(
  tx: Transaction,
  mail: {
    readonly id: string;
    readonly organizationId: string;
    readonly invitationId: string;
    readonly content: string;
    readonly createdAt: Date;
  },
): Promise<void> {
  await tx.insert(mails).values({ ...mail, dueAt: mail.createdAt });
}
