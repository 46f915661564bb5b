import type { Transaction } from '../../db/driver/client.ts';
import type { Mail } from '../kernel/mailer.ts';
import type { Secrets } from '../kernel/secrets.ts';
import { insertMail } from './store/mails.ts';

/** Queues a mail of the system's own, in the transaction that gives the reason for it. */
export type QueueMail = (
  tx: Transaction,
  mail: Mail & { readonly organizationId: string },
  at: Date,
) => Promise<void>;

/** What a sealed text is bound to: the row that it is kept in. */
export const contextOfMail = (id: string): string => `mail:${id}`;

/** Mail that is kept encrypted until it has gone (R-SEC-04). */
export const mailQueue =
  (secrets: Pick<Secrets, 'seal'>, newId: () => string): QueueMail =>
  async (tx, { organizationId, ...mail }, at) => {
    const id = newId();
    const content = secrets.seal(JSON.stringify(mail), contextOfMail(id));
    await insertMail(tx, { id, organizationId, content, createdAt: at });
  };
