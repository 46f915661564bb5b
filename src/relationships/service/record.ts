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
import { namingRecord, removingRecord } from '../model/rules.ts';
import { clearOfRecord, partnersToChoose, relationshipOfRecord, updateOfRecord } from '../store/record.ts';
import { lockPartner } from './locked.ts';
import { aboutRelationship } from './parties.ts';

export const partnerOfRecord = (context: ServiceContext) => ({
  /** Whom the own organization names its partner of record (R-DAP-06); every member may read it (R-ROLE-02). */
  record: (actor: Actor): Acted<OwnRecord> => query(context, actor, 'read', ownRecord),

  /** Whom it could name; refused at once with `role_needed` (R-ROLE-02, R-ROLE-05). */
  prepareRecord: (actor: Actor): Acted<RecordChoice> =>
    query(context, actor, 'name_partner_of_record', async ({ tx, organization }) => {
      const [present, partners] = await Promise.all([
        relationshipOfRecord(tx, organization.id),
        partnersToChoose(tx, organization.id),
      ]);
      return { organization, present: present ?? null, partners };
    }),

  /**
   * Names one of the own partners the partner of record, in place of the present one (R-DAP-06). It grants no right, and
   * naming the same again changes nothing. Refused with `role_needed` (R-ROLE-02), `own_organization`, `not_related`.
   */
  nameRecord: (actor: Actor, typed: string): Acted<OwnRecord> =>
    act(context, actor, 'name_partner_of_record', async (acting) => {
      const { tx, organization } = acting;
      const other = unwrap(await resolveOrganization(tx, typed));
      if (other.id === organization.id) throw new ActRefusal(organizationProblems.own_organization());
      await lockOrganization(tx, organization.id);
      const partner = await lockPartner(acting, other);
      requireRule(namingRecord, partner);
      const { relationship } = partner.relationships.asPartner;
      if (!relationship.ofRecordSince) {
        const present = await relationshipOfRecord(tx, organization.id);
        if (present) await takeBack(acting, present);
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
   * From now on the own organization has no partner of record (R-DAP-06). With a partner named it is taken back from that
   * one alone, so that an earlier card takes it from nobody else. Refused with `role_needed` (R-ROLE-02),
   * `not_partner_of_record`.
   */
  removeRecord: (actor: Actor, typed: string): Acted<OwnRecord> =>
    act(context, actor, 'name_partner_of_record', async (acting) => {
      const { tx, organization } = acting;
      const other = typed.trim() === '' ? null : unwrap(await resolveOrganization(tx, typed));
      await lockOrganization(tx, organization.id);
      const present = (await relationshipOfRecord(tx, organization.id)) ?? null;
      if (other) {
        const asPartner = present?.partner.id === other.id ? present : null;
        requireRule(removingRecord, { other, relationships: { asPartner } });
      }
      if (present) await takeBack(acting, present);
      return ownRecord(acting);
    }),
});

const ownRecord = async ({ tx, organization, member }: QueryContext): Promise<OwnRecord> => ({
  organization,
  present: (await relationshipOfRecord(tx, organization.id)) ?? null,
  mayName: may(member, organization, 'name_partner_of_record'),
});

/**
 * The partner is of record no more, unless its relationship ended in the meantime. No entry names the one partner to the
 * other: the customer has both.
 */
async function takeBack(acting: ActContext, { relationship }: RelationshipDetails): Promise<void> {
  const cleared = await clearOfRecord(acting.tx, relationship.id);
  if (!cleared) return;
  acting.record({
    event: events['relationship.record_removed'],
    ...aboutRelationship(acting, relationship),
    before: { ofRecord: true },
    after: { ofRecord: false },
  });
}
