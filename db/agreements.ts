import { and, desc, eq, sql } from 'drizzle-orm';
import type {
  Agreement,
  AgreementAcceptance,
  AgreementKind,
  AgreementStatus,
} from '../src/domain/agreement.ts';
import type { Transaction } from './client.ts';
import { agreementAcceptances, agreements } from './schema/agreements.ts';
import { organizations } from './schema/organizations.ts';

const acceptanceOf = (row: typeof agreementAcceptances.$inferSelect): AgreementAcceptance => ({
  kind: row.kind,
  version: row.version,
  locale: row.locale,
  by: { memberId: row.memberId, name: row.name, email: row.email },
  at: row.at,
  platform: row.platform,
});

/**
 * The version in force: the one that was first published last, in the customer's language, else in English, else in
 * whichever there is. A translation that is added later brings no earlier version back (R-AGR-06).
 */
async function currentAgreement(
  tx: Transaction,
  kind: AgreementKind,
  organizationId: string,
): Promise<Agreement | null> {
  const language = tx
    .select({ language: organizations.language })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  const [row] = await tx
    .select({
      kind: agreements.kind,
      version: agreements.version,
      locale: agreements.locale,
      url: agreements.url,
    })
    .from(agreements)
    .where(eq(agreements.kind, kind))
    .orderBy(
      sql`min(${agreements.publishedAt}) over (partition by ${agreements.version}) desc`,
      desc(agreements.version),
      sql`${agreements.locale} <> ${language}`,
      sql`${agreements.locale} <> 'en'`,
      agreements.locale,
    )
    .limit(1);
  return row ?? null;
}

/** Where a customer stands with the agreement (R-AGR-03, R-AGR-06). */
export async function agreementStatus(
  tx: Transaction,
  organizationId: string,
  kind: AgreementKind = 'microsoft_customer_agreement',
): Promise<AgreementStatus> {
  const [current, rows] = await Promise.all([
    currentAgreement(tx, kind, organizationId),
    tx
      .select()
      .from(agreementAcceptances)
      .where(
        and(eq(agreementAcceptances.organizationId, organizationId), eq(agreementAcceptances.kind, kind)),
      )
      .orderBy(desc(agreementAcceptances.at)),
  ]);
  const acceptances = rows.map(acceptanceOf);
  return {
    current,
    acceptance: acceptances.find(({ version }) => version === current?.version) ?? null,
    latest: acceptances[0] ?? null,
  };
}
