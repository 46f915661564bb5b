import {
  type ActContext,
  type Actor,
  act,
  type QueryContext,
  query,
  type ServiceContext,
} from '../../kernel/act.ts';
import { type Acted, ActRefusal, unwrap } from '../../kernel/refusal.ts';
import { may } from '../../kernel/rights.ts';
import { requireRule } from '../../kernel/rule.ts';
import {
  lockOrganization,
  problems as organizationProblems,
  resolveOrganization,
} from '../../organizations/index.ts';
import { events } from '../events.ts';
import type { OwnRecord, RecordChoice } from '../model/record.ts';
import type { RelationshipDetails } from '../model/relationship.ts';
import { removeRecordRule, setRecordRule } from '../model/rules.ts';
import { clearOfRecord, partnersToChoose, relationshipOfRecord, updateOfRecord } from '../store/record.ts';
import { lockPartner } from './locked.ts';
import { aboutRelationship } from './parties.ts';

export const partnerOfRecord = (context: ServiceContext) => ({
  /** The own organization's partner of record (R-DAP-06); every member may read it (R-ROLE-02). */
  record: (actor: Actor): Acted<OwnRecord> => query(context, actor, 'read', ownRecord),

  /** The partners to choose from. Refuses with `role_needed` (R-ROLE-02, R-ROLE-05). */
  prepareRecord: (actor: Actor): Acted<RecordChoice> =>
    query(context, actor, 'name_partner_of_record', async ({ tx, organization }) => {
      const [present, partners] = await Promise.all([
        relationshipOfRecord(tx, organization.id),
        partnersToChoose(tx, organization.id),
      ]);
      return { organization, present: present ?? null, partners };
    }),

  /**
   * Makes an own partner the partner of record, replacing the current one (R-DAP-06). It grants no rights, and setting
   * the same partner again changes nothing. Refuses with `role_needed` (R-ROLE-02), `own_organization`, `not_related`.
   */
  setRecord: (actor: Actor, typed: string): Acted<OwnRecord> =>
    act(context, actor, 'name_partner_of_record', async (acting) => {
      const { tx, organization } = acting;
      const other = unwrap(await resolveOrganization(tx, typed));
      if (other.id === organization.id) throw new ActRefusal(organizationProblems.own_organization());
      await lockOrganization(tx, organization.id);
      const partner = await lockPartner(acting, other);
      requireRule(setRecordRule, partner);
      const { relationship } = partner.relationships.asPartner;
      if (!relationship.ofRecordSince) {
        const present = await relationshipOfRecord(tx, organization.id);
        if (present) await clearRecord(acting, present);
        await updateOfRecord(tx, relationship.id, acting.now);
        acting.record({
          event: events['relationship.record_named'],
          ...aboutRelationship(acting, relationship),
          before: { ofRecord: false },
          after: { ofRecord: true },
        });
      }
      return ownRecord(acting);
    }),

  /**
   * Removes the partner of record (R-DAP-06). If a partner is given, removes only that one, so that an old card cannot
   * remove another. Refuses with `role_needed` (R-ROLE-02), `not_partner_of_record`.
   */
  removeRecord: (actor: Actor, typed: string): Acted<OwnRecord> =>
    act(context, actor, 'name_partner_of_record', async (acting) => {
      const { tx, organization } = acting;
      const other = typed.trim() === '' ? null : unwrap(await resolveOrganization(tx, typed));
      await lockOrganization(tx, organization.id);
      const present = (await relationshipOfRecord(tx, organization.id)) ?? null;
      if (other) {
        const asPartner = present?.partner.id === other.id ? present : null;
        requireRule(removeRecordRule, { other, relationships: { asPartner } });
      }
      if (present) await clearRecord(acting, present);
      return ownRecord(acting);
    }),
});

const ownRecord = async ({ tx, organization, member }: QueryContext): Promise<OwnRecord> => ({
  organization,
  present: (await relationshipOfRecord(tx, organization.id)) ?? null,
  maySet: may(member, organization, 'name_partner_of_record'),
});

/**
 * Removes the partner of record, unless its relationship ended in the meantime. The entries of the two partners do not
 * name each other; the customer sees both.
 */
async function clearRecord(acting: ActContext, { relationship }: RelationshipDetails): Promise<void> {
  const cleared = await clearOfRecord(acting.tx, relationship.id);
  if (!cleared) return;
  acting.record({
    event: events['relationship.record_removed'],
    ...aboutRelationship(acting, relationship),
    before: { ofRecord: true },
    after: { ofRecord: false },
  });
}
