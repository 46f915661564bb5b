import { createTransport } from 'nodemailer';
import { type Mailer, MailRefused } from '../../src/kernel/mailer.ts';

/**
 * SMTP stages at which the server rejects the mail itself. A refused login is our own fault to fix, so it is tried
 * again.
 */
const judging: ReadonlySet<unknown> = new Set(['EENVELOPE', 'EMESSAGE']);

/**
 * Sends mail by SMTP.
 * @param url `smtp://` or `smtps://`, with user and password if the server asks for them.
 * @param from the sender address.
 */
export function createMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const transport = createTransport(
    { url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
    { from, disableFileAccess: true, disableUrlAccess: true },
  );
  return {
    async send({ to, subject, text }) {
      try {
        // An object is read as one address, even if it contains commas.
        await transport.sendMail({ to: { name: '', address: to }, subject, text });
      } catch (error) {
        const { code, responseCode } = error as { code?: unknown; responseCode?: number };
        if (judging.has(code) && responseCode !== undefined && responseCode >= 500) {
          throw new MailRefused(`The mail server refused with ${responseCode}`, { cause: error });
        }
        throw error;
      }
    },
  };
}
