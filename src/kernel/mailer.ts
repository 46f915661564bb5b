/** A mail as it goes out. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** The port of the mail server. */
export interface Mailer {
  /** Hands a mail to the server. Throws MailRefused when it will never take it; other faults are tried again. */
  send(mail: Mail): Promise<void>;
}

/** The mail server refuses this mail for good (a 5xx answer to the address or the text). */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}
