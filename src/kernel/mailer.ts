/** A mail to send. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** Sends mail. */
export interface Mailer {
  /**
   * Hands a mail to the server. Throws MailRefused if the server will never accept it; other errors are tried again.
   */
  send(mail: Mail): Promise<void>;
}

/** The mail server refuses this mail for good (a 5xx answer to the address or the text). */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}
