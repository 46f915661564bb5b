import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/driver/client.ts';
import { agreements } from '../../db/schema/agreements.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import type { Agreement } from './model.ts';

/**
 * Publishes a version of a document in one language; it is required from then on (R-AGR-06). A further language of a
 * version is as old as the version, so that it does not come into force anew. What was published does not change, as
 * customers have accepted it: refused with the address that it has.
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
