import type { Transaction } from '../../db/driver/client.ts';
import type { Mail } from '../kernel/mailer.ts';
import type { Secrets } from '../kernel/secrets.ts';
import { insertMail } from './store/mails.ts';

/** Queues a mail of the system, in the transaction of its cause. */
export type QueueMail = (
  tx: Transaction,
  mail: Mail & { readonly organizationId: string },
  at: Date,
) => Promise<void>;

/** The context of a sealed text: its row. */
export const contextOfMail = (id: string): string => `mail:${id}`;

/** Queues mail that is stored encrypted until it is sent (R-SEC-04). */
export const mailQueue =
  (secrets: Pick<Secrets, 'seal'>, newId: () => string): QueueMail =>
  async (tx, { organizationId, ...mail }, at) => {
    const id = newId();
    const content = secrets.seal(JSON.stringify(mail), contextOfMail(id));
    await insertMail(tx, { id, organizationId, content, createdAt: at });
  };
