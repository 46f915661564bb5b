import type { AuditEntry } from '../kernel/audit.ts';
import { approvers, concerned, defineEvents, type EntryValues } from '../kernel/event.ts';
import { relationshipTypes } from './model/types.ts';
import { delegatedRoleNames, typeName } from './views/terms.ts';
import type { Words } from './words.en.ts';

const typeValues = (words: Words, values: EntryValues) => {
  const type = relationshipTypes.find((known) => known === values.type);
  return { type: type ? typeName(words, type) : '', type_given: type ? 'yes' : 'no' };
};
const rolesValue = (words: Words) => ({ roles: delegatedRoleNames(words) });

/** The members who work with relationships on the partner's side, or on the customer's. */
const partnerSide = (side: 'own' | 'other') => concerned(side, 'request_relationship');
const customerSide = (side: 'own' | 'other') => concerned(side, 'work_with_partners');

/** The events between a partner and a customer. */
export const events = defineEvents({
  'relationship.started': { tone: 'good', notifies: 'relationships', values: typeValues },
  'relationship.changed': { tone: 'neutral', notifies: 'relationships', values: typeValues },
  // The customer acts; the partner has to answer.
  'relationship.end_asked': { tone: 'waiting', notifies: 'relationships', tell: [partnerSide('other')] },
  'relationship.end_refused': {
    tone: 'neutral',
    notifies: 'relationships',
    tell: [partnerSide('own'), customerSide('other')],
    besideCard: true,
  },
  'relationship.ended': {
    tone: 'neutral',
    notifies: 'relationships',
    tell: [partnerSide('own'), customerSide('other')],
    besideCard: true,
  },
  'relationship.record_named': {
    tone: 'good',
    notifies: 'relationships',
    tell: [partnerSide('other')],
    besideCard: true,
  },
  'relationship.record_removed': {
    tone: 'neutral',
    notifies: 'relationships',
    tell: [partnerSide('other')],
    besideCard: true,
  },
  'roles.granted': { tone: 'good', notifies: 'roles', values: rolesValue },
  'roles.removed': {
    tone: 'neutral',
    notifies: 'roles',
    tell: [customerSide('own'), partnerSide('other')],
    values: rolesValue,
    // The card shows that the roles are gone, but not who removed them.
    besideCard: true,
  },
  'agreement.asked': {
    tone: 'waiting',
    notifies: 'agreements',
    tell: [approvers('other', 'accept_agreement')],
    besideCard: true,
    next: (words: Words, { counterpartId }: AuditEntry, viewerId: string) =>
      viewerId === counterpartId ? [{ label: words.text('act.review_agreement'), command: 'agreement' }] : [],
  },
});
