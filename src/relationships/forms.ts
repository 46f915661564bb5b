import { type CommandArgs, type MemberContext, textIn } from '../kernel/command.ts';
import { defineForm } from '../kernel/define-form.ts';
import type { Form } from '../kernel/form.ts';
import type { OrganizationSummary } from '../kernel/organization.ts';
import { type Reply, reply } from '../kernel/request.ts';
import { organizationWithDomain } from '../organizations/index.ts';
import type { OwnRecord } from './model/record.ts';
import { maxReason, type RelationshipDetails } from './model/relationship.ts';
import type { RelationshipServices } from './service/index.ts';
import { relationshipCard } from './views/card.ts';
import { noPartnersCard, recordCard } from './views/record.ts';
import type { RelationshipsKey, Words } from './words.en.ts';

export type Context = MemberContext<RelationshipServices, RelationshipsKey>;

/** The value of the choice for no partner. */
const noPartner = 'none';

/** Chooses the partner of record from the partners, or none (R-DAP-06). */
export const recordForm = (
  words: Words,
  partners: readonly OrganizationSummary[],
  present: Pick<OrganizationSummary, 'id'> | null,
): Form => ({
  title: words.text('record.form.title'),
  command: 'record set',
  blocks: [{ kind: 'text', text: words.text('record.meaning') }],
  fields: [
    {
      kind: 'choice',
      name: 'partner',
      label: words.text('field.partner'),
      hint: words.text('record.form.hint'),
      value: present?.id ?? noPartner,
      options: [
        { value: noPartner, label: words.text('record.form.none') },
        ...partners.map((partner) => ({ value: partner.id, label: organizationWithDomain(words, partner) })),
      ],
    },
  ],
  submit: words.text('record.form.submit'),
  intent: 'go',
  cancel: words.text('form.cancel'),
});

/** A card with the own organization's partner of record. */
export const recordReply = ({ words }: Context, { organization, present, maySet }: OwnRecord): Reply =>
  reply.card(recordCard(words, organization, present, maySet));

/** Sets or removes the partner of record (R-DAP-06). */
export const recordSet = defineForm({
  prepare: ({ service, actor }: Context, _: CommandArgs) => service.relationships.prepareRecord(actor),
  draw: ({ words }, { organization, partners, present }) =>
    partners.length === 0
      ? reply.card(noPartnersCard(words, organization))
      : recordForm(words, partners, present?.partner ?? null),
  submit({ service, actor }, _, values) {
    const chosen = textIn(values, 'partner');
    return chosen === '' || chosen === noPartner
      ? service.relationships.removeRecord(actor, '')
      : service.relationships.setRecord(actor, chosen);
  },
  done: recordReply,
});

/** Asks why the partner keeps a relationship that its customer wants to end (R-REL-02). */
export const endRefusalForm = (
  words: Words,
  customer: Pick<OrganizationSummary, 'name' | 'domain'>,
): Form => ({
  title: words.text('end_refusal.title'),
  command: `end refuse ${customer.domain}`,
  blocks: [{ kind: 'text', text: words.text('end_refusal.intro', { customer: customer.name }) }],
  fields: [
    {
      kind: 'long_text',
      name: 'reason',
      label: words.text('end_refusal.reason'),
      hint: words.text('end_refusal.hint', { customer: customer.name }),
      value: '',
      maxLength: maxReason,
    },
  ],
  submit: words.text('end_refusal.submit'),
  cancel: words.text('end_refusal.cancel'),
});

/** The relationship after this person's act, without buttons: they have just acted on it. */
export const relationshipReply = (
  { words, actor }: Context,
  details: RelationshipDetails,
  { rolesRemoved } = { rolesRemoved: false },
): Reply =>
  reply.card(
    relationshipCard(words, details, { organizationId: actor.organizationId, buttons: [], rolesRemoved }),
  );

/** Tells a customer why the relationship is kept (R-REL-02). */
export const endRefusal = defineForm({
  prepare: ({ service, actor }: Context, { text }: CommandArgs) =>
    service.relationships.prepareRefuseEnd(actor, text),
  draw: ({ words }, customer) => endRefusalForm(words, customer),
  submit: ({ service, actor }, { text }, values) =>
    service.relationships.refuseEnd(actor, text, textIn(values, 'reason')),
  done: (context, details) => relationshipReply(context, details),
});
