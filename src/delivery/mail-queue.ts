import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Database, type Transaction, transaction } from '../../db/driver/client.ts';
import { addressee, events as invitationEvents } from '../invitations/index.ts';
import { faultOf, type Log } from '../kernel/log.ts';
import { type Mailer, MailRefused } from '../kernel/mailer.ts';
import type { Secrets } from '../kernel/secrets.ts';
import { contextOfMail } from './mail.ts';
import { type Ended, leaseMs, type Queue } from './pump.ts';
import {
  changeMailLeases,
  type DueMail,
  endMail,
  type MailEnd,
  organizationsWithMail,
  takeMails,
} from './store/mails.ts';
import { firstId } from './store/outbox.ts';
import { recordBySystem } from './system-act.ts';

/** The parts needed to send mail. */
export interface MailParts {
  readonly db: Database;
  readonly mailer: Mailer;
  readonly secrets: Pick<Secrets, 'open'>;
  readonly now: () => Date;
  readonly log: Log;
  /** Called if there are new notifications: a mail has failed. */
  readonly announce?: () => void;
}

/** The outcome of sending a mail. `over`: its invitation is over, so nobody should get the mail (R-INV-10). */
export type MailSent =
  | { readonly outcome: 'sent' | 'over' }
  | { readonly outcome: 'refused' | 'failed'; readonly error: unknown };

const content = z.object({ to: z.string(), subject: z.string(), text: z.string() });

/** How many organizations one turn reads. */
const organizationsAtOnce = 200;
/** How long to retry a mail that the server rejects temporarily. */
const retryForMs = 3 * 86_400_000;

/** The due mail, with one lane for each organization. Its text is deleted once sent (R-INV-03). */
export function mailPumpQueue(parts: MailParts): Queue<DueMail, MailSent> {
  const { db, now } = parts;
  const asSystem = <T>(work: (tx: Transaction) => Promise<T>) => transaction(db, { system: 'mail' }, work);
  let after = firstId;
  const leaseUntil = () => new Date(now().getTime() + leaseMs);
  return {
    async dueLanes() {
      const found = await asSystem((tx) =>
        organizationsWithMail(tx, { after, max: organizationsAtOnce, now: now() }),
      );
      const last = found.length === organizationsAtOnce ? found.at(-1) : undefined;
      const isAtEnd = found.length === 0 && after !== firstId;
      after = last ?? firstId;
      return isAtEnd ? this.dueLanes() : found;
    },
    take: (quotas) =>
      asSystem((tx) => takeMails(tx, quotas, { id: randomUUID(), until: leaseUntil() }, now())),
    laneOf: ({ organizationId }) => organizationId,
    send: (mail) => sendMail(parts, mail),
    unrecorded: (error) => ({ outcome: 'failed', error }),
    record: (ended) => recordMails(parts, ended),
    renew: (held) => asSystem((tx) => changeMailLeases(tx, held, leaseUntil())),
    giveBack: (held) => asSystem((tx) => changeMailLeases(tx, held, null)),
  };
}

/**
 * Hands a mail to the server. A mail that the server refuses for good, or whose invitation is over, is not sent again.
 */
async function sendMail({ mailer, secrets }: MailParts, mail: DueMail): Promise<MailSent> {
  if (mail.invitation && mail.invitation.state !== 'sent') return { outcome: 'over' };
  try {
    await mailer.send(content.parse(JSON.parse(secrets.open(mail.content ?? '', contextOfMail(mail.id)))));
    return { outcome: 'sent' };
  } catch (error) {
    return { outcome: error instanceof MailRefused ? 'refused' : 'failed', error };
  }
}

/** Records the outcome of mails; returns when the next retry is due. */
async function recordMails(
  { db, now, log, announce }: MailParts,
  ended: readonly Ended<DueMail, MailSent>[],
): Promise<Date | null> {
  const at = now();
  const ends = ended.map(({ work, sent }) => ({ mail: work, end: endOf(work, sent, at) }));
  const hasNews = await transaction(db, { system: 'mail' }, async (tx) => {
    let failures = 0;
    for (const { mail, end } of ends) {
      if (end.state === 'waiting') {
        log.warn({ mail: mail.id, fault: end.lastError, attempts: end.attempts }, 'a mail is tried again');
      }
      const isMine = await endMail(tx, mail, end);
      if (!isMine || end.state !== 'failed') continue;
      log.warn({ mail: mail.id, fault: end.lastError }, 'a mail was refused for good');
      if (mail.invitation) await recordFailure(tx, mail.invitation, at);
      failures += 1;
    }
    return failures > 0;
  });
  if (hasNews) announce?.();
  const due = ends.flatMap(({ end }) => (end.state === 'waiting' ? [end.dueAt.getTime()] : []));
  return due.length > 0 ? new Date(Math.min(...due)) : null;
}

function endOf({ createdAt, attempts }: DueMail, sent: MailSent, at: Date): MailEnd {
  switch (sent.outcome) {
    case 'sent':
      return { state: 'sent', at, lastError: null };
    case 'over':
      return { state: 'dropped' };
    case 'refused':
      return { state: 'failed', at, lastError: faultOf(sent.error) };
    case 'failed': {
      const lastError = faultOf(sent.error);
      if (at.getTime() - createdAt.getTime() > retryForMs) return { state: 'failed', at, lastError };
      const dueAt = new Date(at.getTime() + backOffMs(attempts + 1));
      return { state: 'waiting', dueAt, attempts: attempts + 1, lastError };
    }
  }
}

/** 30 s, 1 min, 2 min and so on, up to an hour. */
const backOffMs = (tries: number): number => Math.min(15_000 * 2 ** Math.min(tries, 12), 3_600_000);

/** Notifies the member who drafted the invitation that its mail did not arrive (R-INV-15). */
function recordFailure(
  tx: Transaction,
  invitation: NonNullable<DueMail['invitation']>,
  at: Date,
): Promise<void> {
  return recordBySystem(
    tx,
    {
      event: invitationEvents['mail.failed'],
      organizationId: invitation.senderId,
      counterpartId: invitation.recipientId,
      subject: { kind: 'invitation', id: invitation.id },
      partnerId: invitation.senderId,
      invitationKind: invitation.kind,
      after: addressee(invitation),
    },
    at,
  );
}
