import { type Actor, act, query, type ServiceContext } from '../kernel/act.ts';
import { type Acted, ActRefusal, unwrap } from '../kernel/refusal.ts';
import { requireRule } from '../kernel/rule.ts';
import { resolveOrganization } from '../organizations/index.ts';
import type { PartnershipServices } from '../partnerships/index.ts';
import { aboutRelationship, activeRelationship, lockCustomer } from '../relationships/index.ts';
import { events } from './events.ts';
import { type Assigned, assignContactRule, type ContactChoice } from './model.ts';
import { problems } from './problems.ts';
import { contactBetween, contactNamed, contactsToChoose, saveContact } from './store.ts';

export const supportService = (context: ServiceContext) => ({
  /** The data for the form of a support contact (R-SUP-01). Refuses with `role_needed`, `not_related`. */
  prepareContact: (actor: Actor, typed: string): Acted<ContactChoice> =>
    query(context, actor, 'ask_support_for_customer', async ({ tx, organization }) => {
      const customer = unwrap(await resolveOrganization(tx, typed));
      const asCustomer = (await activeRelationship(tx, organization.id, customer.id)) ?? null;
      requireRule(assignContactRule, { other: customer, relationships: { asCustomer } });
      const [people, present] = await Promise.all([
        contactsToChoose(tx, organization.id),
        contactBetween(tx, organization.id, customer.id),
      ]);
      return { customer, people, present };
    }),

  /**
   * Sets the member who supports a customer, by id or e-mail address, replacing the current one; setting the same again
   * changes nothing (R-SUP-01). Refuses with `role_needed`, `not_related`, `contact_not_a_member`.
   */
  assignContact: (actor: Actor, typed: string, named: string): Acted<Assigned> =>
    act(context, actor, 'ask_support_for_customer', async (acting) => {
      const { tx, organization, now, record } = acting;
      const customer = unwrap(await resolveOrganization(tx, typed));
      const situation = await lockCustomer(acting, customer);
      requireRule(assignContactRule, situation);
      const contact = await contactNamed(tx, organization.id, named);
      if (!contact) throw new ActRefusal(problems.contact_not_a_member({ typed: named }));
      const before = await contactBetween(tx, organization.id, customer.id);
      if (before?.id === contact.id) return { customer, contact };
      const { id, partnerId, customerId } = situation.relationships.asCustomer.relationship;
      await saveContact(tx, {
        relationshipId: id,
        partnerId,
        customerId,
        memberId: contact.id,
        assignedAt: now,
      });
      record({
        event: events['support.contact_assigned'],
        ...aboutRelationship(acting, { id, partnerId, customerId }),
        before: { contact: before?.name ?? null },
        after: { name: contact.name },
      });
      return { customer, contact };
    }),
});

export type SupportServices = PartnershipServices & { readonly support: ReturnType<typeof supportService> };
