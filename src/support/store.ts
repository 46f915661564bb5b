import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/driver/client.ts';
import { members } from '../../db/schema/members.ts';
import { relationships } from '../../db/schema/relationships.ts';
import { supportContacts } from '../../db/schema/support-contacts.ts';
import { maxOptions } from '../kernel/form.ts';
import type { SupportContact } from './model.ts';

const contactColumns = { id: members.id, name: members.name, email: members.email };

/** Who at a partner supports a customer, while their relationship is active. */
export async function contactBetween(
  tx: Transaction,
  partnerId: string,
  customerId: string,
): Promise<SupportContact | null> {
  const [contact] = await tx
    .select(contactColumns)
    .from(relationships)
    .innerJoin(supportContacts, eq(supportContacts.relationshipId, relationships.id))
    .innerJoin(members, eq(members.id, supportContacts.memberId))
    .where(
      and(
        eq(relationships.partnerId, partnerId),
        eq(relationships.customerId, customerId),
        eq(relationships.state, 'active'),
      ),
    );
  return contact ?? null;
}

const people = (tx: Transaction, organizationId: string, wanted?: SQL) =>
  tx
    .select(contactColumns)
    .from(members)
    .where(and(eq(members.organizationId, organizationId), wanted))
    .orderBy(sql`lower(${members.name})`, members.id)
    .limit(maxOptions);

/** The members of an organization to choose from, by name. */
export const contactsToChoose = (
  tx: Transaction,
  organizationId: string,
): Promise<readonly SupportContact[]> => people(tx, organizationId);

/** An organization's member by id (from a form) or by e-mail address (typed). */
export async function contactNamed(
  tx: Transaction,
  organizationId: string,
  named: string,
): Promise<SupportContact | undefined> {
  const byId = sql`${members.id}::text = ${named}`;
  const byAddress = sql`lower(${members.email}) = lower(${named})`;
  const [contact] = await people(tx, organizationId, or(byId, byAddress));
  return contact;
}

/** Makes the member the customer's support contact, replacing the current one. */
export async function saveContact(
  tx: Transaction,
  contact: typeof supportContacts.$inferInsert,
): Promise<void> {
  await tx
    .insert(supportContacts)
    .values(contact)
    .onConflictDoUpdate({ target: supportContacts.relationshipId, set: contact });
}
