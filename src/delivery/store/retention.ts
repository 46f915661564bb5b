import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/driver/client.ts';
import { deliveries, posts } from '../../../db/schema/deliveries.ts';
import { handledRequests } from '../../../db/schema/handled-requests.ts';
import { invitations } from '../../../db/schema/invitations.ts';
import { codeTries, linkCodes } from '../../../db/schema/link-codes.ts';
import { mails } from '../../../db/schema/mails.ts';
import { personalLinks } from '../../../db/schema/personal-links.ts';
import { relationships } from '../../../db/schema/relationships.ts';

/** Deletes at most `max` rows that ended before this time; returns how many. */
export type DeleteBatch = (tx: Transaction, before: Date, max: number) => Promise<number>;

const batchOf =
  (table: SQL, isOver: (before: SQL) => SQL): DeleteBatch =>
  async (tx, before, max) => {
    const at = sql`${before.toISOString()}::timestamptz`;
    const deleted = await tx.execute(sql`
      delete from ${table} where ctid = any (array(select t.ctid from ${table} t where ${isOver(at)} limit ${max}))
      returning 1`);
    return deleted.length;
  };

/** Messages that were sent, dropped, or settled by the operator. */
export const deleteFinishedDeliveries = batchOf(
  sql`${deliveries}`,
  (before) => sql`t.state in ('done', 'dropped') and t.done_at < ${before}`,
);

export const deleteFinishedMails = batchOf(
  sql`${mails}`,
  (before) => sql`t.due_at is null and t.created_at < ${before}`,
);

/** Cards of invitations and relationships that are over, which have no buttons and change no more. */
export const deleteOldPosts = batchOf(
  sql`${posts}`,
  (before) => sql`t.posted_at < ${before} and (
    (t.subject_kind = 'invitation' and exists (
      select from ${invitations} i where i.id = t.subject_id and i.answered_at < ${before}))
    or (t.subject_kind = 'relationship' and exists (
      select from ${relationships} r where r.id = t.subject_id and r.ended_at < ${before})))`,
);

export const deleteDeadLinks = batchOf(
  sql`${personalLinks}`,
  (before) => sql`t.replaced_at < ${before} or exists (
    select from ${invitations} i where i.id = t.invitation_id and i.answered_at < ${before})`,
);

export const deleteDeadCodes = batchOf(sql`${linkCodes}`, (before) => sql`t.expires_at < ${before}`);

/** Requests that are remembered so that a repeated delivery has one effect (R-SEC-03). */
export const deleteHandledRequests = batchOf(sql`${handledRequests}`, (before) => sql`t.at < ${before}`);

/** Wrong codes count for an hour (R-SEC-08). */
export const deleteCodeTries = batchOf(sql`${codeTries}`, (before) => sql`t.at < ${before}`);
