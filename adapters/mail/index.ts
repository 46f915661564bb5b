import { createTransport } from 'nodemailer';
import { type Mailer, MailRefused } from '../../src/kernel/mailer.ts';

/** The stages at which the server judges the mail itself; a refused login is ours to mend and is tried again. */
const judging: ReadonlySet<unknown> = new Set(['EENVELOPE', 'EMESSAGE']);

/**
 * Mail by SMTP.
 * @param url `smtp://` or `smtps://`, with user and password where the server asks for them.
 * @param from the address that mail comes from.
 */
export function createMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const transport = createTransport(
    { url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
    { from, disableFileAccess: true, disableUrlAccess: true },
  );
  return {
    async send({ to, subject, text }) {
      try {
        // An address as an object is one address, whatever commas it holds.
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
