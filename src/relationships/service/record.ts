import { and, eq, isNotNull } from 'drizzle-orm';
import { relationships } from '../../../db/schema/relationships.ts';
import {
  type ActContext,
  type Actor,
  ActRefusal,
  act,
  query,
  type ServiceContext,
  unwrap,
} from '../../kernel/act.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { may } from '../../kernel/rights.ts';
import { lockOrganization } from '../../organizations/store.ts';
import { resolveOrganization } from '../../overview/resolve.ts';
import type { RelationshipDetails } from '../model/relationship.ts';
import { lockActiveRelationship, partnersToChoose, relationshipOfRecord } from '../store.ts';
import { aboutRelationship } from './delegation.ts';

/** Whom the actor's own organization names its partner of record, and whether this member may name one. */
export interface OwnRecord {
  readonly organization: OrganizationSummary;
  readonly present: RelationshipDetails | null;
  readonly mayName: boolean;
}

/** What the form has to know. */
interface RecordChoice {
  readonly organization: OrganizationSummary;
  readonly present: RelationshipDetails | null;
  /** The active partners, the present one first; no more than a form takes. */
  readonly partners: readonly OrganizationSummary[];
}

/** A form offers so many partners; any other is named by its domain. */
const maxPartners = 99;

export const partnerOfRecord = (context: ServiceContext) => ({
  /** Whom the own organization names its partner of record (R-DAP-06); every member may read it (R-ROLE-02). */
  showPartnerOfRecord: (actor: Actor): Promise<Result<OwnRecord, Problem>> =>
    query(context, actor, 'read', ownRecord),

  /** Whom it could name; refused at once with `role_needed` (R-ROLE-02, R-ROLE-05). */
  preparePartnerOfRecord: (actor: Actor): Promise<Result<RecordChoice, Problem>> =>
    query(context, actor, 'name_partner_of_record', async ({ tx, organization }) => {
      const [present, partners] = await Promise.all([
        relationshipOfRecord(tx, organization.id),
        partnersToChoose(tx, organization.id, maxPartners),
      ]);
      return { organization, present: present ?? null, partners };
    }),

  /**
   * Names one of the own partners the partner of record, in place of the present one (R-DAP-06). It grants no right, and
   * naming the same again changes nothing. Refused with `role_needed` (R-ROLE-02), `own_organization`, `not_related`.
   */
  namePartnerOfRecord: (actor: Actor, typed: string): Promise<Result<OwnRecord, Problem>> =>
    act(context, actor, 'name_partner_of_record', async (acting) => {
      const partner = unwrap(await resolveOrganization(acting.tx, typed));
      if (partner.id === acting.organization.id) throw new ActRefusal({ code: 'own_organization' });
      await lockOrganization(acting.tx, acting.organization.id);
      const wanted = await lockActiveRelationship(acting.tx, partner.id, acting.organization.id);
      if (!wanted) throw new ActRefusal({ code: 'not_related', organization: partner });
      if (!wanted.relationship.ofRecordSince) {
        const present = await relationshipOfRecord(acting.tx, acting.organization.id);
        if (present) await takeBack(acting, present);
        await acting.tx
          .update(relationships)
          .set({ ofRecordSince: acting.now })
          .where(eq(relationships.id, wanted.relationship.id));
        acting.record({
          kind: 'relationship.record_named',
          ...aboutRelationship(acting, wanted.relationship),
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
  removePartnerOfRecord: (actor: Actor, typed: string): Promise<Result<OwnRecord, Problem>> =>
    act(context, actor, 'name_partner_of_record', async (acting) => {
      const partner = typed.trim() === '' ? null : unwrap(await resolveOrganization(acting.tx, typed));
      await lockOrganization(acting.tx, acting.organization.id);
      const present = await relationshipOfRecord(acting.tx, acting.organization.id);
      if (partner && present?.partner.id !== partner.id) {
        throw new ActRefusal({ code: 'not_partner_of_record', organization: partner });
      }
      if (present) await takeBack(acting, present);
      return ownRecord(acting);
    }),
});

const ownRecord = async ({ tx, organization, member }: Omit<ActContext, 'record'>): Promise<OwnRecord> => ({
  organization,
  present: (await relationshipOfRecord(tx, organization.id)) ?? null,
  mayName: may(member, organization, 'name_partner_of_record'),
});

/**
 * The partner is of record no more, unless its relationship ended in the meantime. No entry names the one partner to the
 * other: the customer has both.
 */
async function takeBack(acting: ActContext, present: RelationshipDetails): Promise<void> {
  const { id } = present.relationship;
  const taken = await acting.tx
    .update(relationships)
    .set({ ofRecordSince: null })
    .where(and(eq(relationships.id, id), isNotNull(relationships.ofRecordSince)))
    .returning({ id: relationships.id });
  if (taken.length === 0) return;
  acting.record({
    kind: 'relationship.record_removed',
    ...aboutRelationship(acting, present.relationship),
    before: { ofRecord: true },
    after: { ofRecord: false },
  });
}
