import { and, desc, eq, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/driver/client.ts';
import { type Given, statement } from '../../db/driver/statement.ts';
import { agreementAcceptances, agreementRequests, agreements } from '../../db/schema/agreements.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { relationships } from '../../db/schema/relationships.ts';
import type { Listener } from '../kernel/event.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import type { Agreement, AgreementAcceptance, AgreementKind, AgreementStatus } from './model.ts';

const acceptanceOf = (row: typeof agreementAcceptances.$inferSelect): AgreementAcceptance => ({
  kind: row.kind,
  version: row.version,
  locale: row.locale,
  by: { memberId: row.memberId, name: row.name, email: row.email },
  at: row.at,
  platform: row.platform,
});

interface Asked {
  readonly kind: AgreementKind;
  readonly organizationId: string;
}

/**
 * The current version: the one whose first publication is latest. Prefers the customer's language, then English, then
 * any. A translation added later does not bring an earlier version back (R-AGR-06).
 */
const selectCurrent = statement((db, given: Given<Asked>) => {
  const language = db
    .select({ language: organizations.language })
    .from(organizations)
    .where(eq(organizations.id, given.organizationId));
  return db
    .select({
      kind: agreements.kind,
      version: agreements.version,
      locale: agreements.locale,
      url: agreements.url,
    })
    .from(agreements)
    .where(eq(agreements.kind, given.kind))
    .orderBy(
      sql`min(${agreements.publishedAt}) over (partition by ${agreements.version}) desc`,
      desc(agreements.version),
      sql`${agreements.locale} <> ${language}`,
      sql`${agreements.locale} <> 'en'`,
      agreements.locale,
    )
    .limit(1);
});

/**
 * SQL value: the customer's active partners, which are notified of its acceptance. Those that asked for this version
 * wait for it (R-AGR-05).
 */
const partnersListening = (given: Given<{ organizationId: string; kind: AgreementKind; version: string }>) =>
  sql<readonly Listener[]>`(
    select coalesce(json_agg(json_build_object('organizationId', r.partner_id, 'waits', exists (
      select from ${agreementRequests} q
      where q.partner_id = r.partner_id and q.customer_id = r.customer_id
        and q.kind = ${given.kind} and q.version = ${given.version}
    ))), '[]'::json)
    from ${relationships} r where r.customer_id = ${given.organizationId} and r.state = 'active')`;

/** Inserts an acceptance with the partners to notify, once for each version; returns nothing if it already existed. */
export const insertAcceptance = statement(
  (db, given: Given<Required<typeof agreementAcceptances.$inferInsert>>) =>
    db
      .insert(agreementAcceptances)
      .values({
        id: given.id,
        organizationId: given.organizationId,
        kind: given.kind,
        version: given.version,
        locale: given.locale,
        memberId: given.memberId,
        name: given.name,
        email: given.email,
        at: given.at,
        platform: given.platform,
        workspace: given.workspace,
        conversation: given.conversation,
      })
      .onConflictDoNothing()
      .returning({ partners: partnersListening(given) }),
);

/**
 * SQL value: whether a customer has not accepted the current version. It finds the current version once for all rows
 * and one acceptance for each row; an `exists` would read all acceptances.
 */
export const lacksAgreement = (customerId: AnyPgColumn) => sql<boolean>`(
  exists (select from ${agreements} where ${agreements.kind} = 'microsoft_customer_agreement')
  and (
    select true from ${agreementAcceptances} a
    where a.organization_id = ${customerId} and a.kind = 'microsoft_customer_agreement' and a.version = (
      select ${agreements.version} from ${agreements} where ${agreements.kind} = 'microsoft_customer_agreement'
      order by min(${agreements.publishedAt}) over (partition by ${agreements.version}) desc, ${agreements.version} desc
      limit 1)
    limit 1) is null)`;

const selectAcceptances = statement((db, given: Given<Asked>) =>
  db
    .select()
    .from(agreementAcceptances)
    .where(
      and(
        eq(agreementAcceptances.organizationId, given.organizationId),
        eq(agreementAcceptances.kind, given.kind),
      ),
    )
    .orderBy(desc(agreementAcceptances.at)),
);

/** A customer's agreement status (R-AGR-03, R-AGR-06). */
export async function agreementStatus(
  tx: Transaction,
  organizationId: string,
  kind: AgreementKind = 'microsoft_customer_agreement',
): Promise<AgreementStatus> {
  const [[current = null], rows] = await Promise.all([
    selectCurrent(tx, { kind, organizationId }),
    selectAcceptances(tx, { kind, organizationId }),
  ]);
  const acceptances = rows.map(acceptanceOf);
  return {
    current,
    acceptance: acceptances.find(({ version }) => version === current?.version) ?? null,
    latest: acceptances[0] ?? null,
  };
}

/**
 * Publishes a version of a document in one language; it is required from then on (R-AGR-06). Another language of a
 * version keeps that version's age, so it does not become current again. A published text cannot change, because
 * customers have accepted it: returns its address instead.
 */
export async function publishAgreement(
  tx: Transaction,
  now: Date,
  agreement: Agreement,
): Promise<Result<'published' | 'as_it_was', { readonly url: string }>> {
  const { kind, version, locale, url } = agreement;
  const languages = await tx
    .select()
    .from(agreements)
    .where(and(eq(agreements.kind, kind), eq(agreements.version, version)));
  const present = languages.find((row) => row.locale === locale);
  if (present) return present.url === url ? ok('as_it_was') : refuse({ url: present.url });
  const publishedAt = languages[0]?.publishedAt ?? now;
  await tx.insert(agreements).values({ kind, version, locale, url, publishedAt });
  return ok('published');
}
