import { and, eq, isNotNull } from 'drizzle-orm';
import { lockOrganization } from '../../db/organizations.ts';
import { lockActiveRelationship, partnersToChoose, relationshipOfRecord } from '../../db/relationships.ts';
import { relationships } from '../../db/schema/relationships.ts';
import type { OrganizationSummary } from '../domain/organization.ts';
import { may } from '../domain/permissions.ts';
import type { Problem } from '../domain/problem.ts';
import type { RelationshipDetails } from '../domain/relationship.ts';
import type { Result } from '../result.ts';
import { aboutRelationship } from './delegation.ts';
import { resolveOrganization } from './resolve.ts';
import { type Act, type Actor, look, orRefuse, Refused, type Surroundings, transact } from './transact.ts';

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
const mostPartners = 99;

export const partnerOfRecord = (env: Surroundings) => ({
  /** Whom the own organization names its partner of record (R-DAP-06); every member may read it (R-ROLE-02). */
  showPartnerOfRecord: (actor: Actor): Promise<Result<OwnRecord, Problem>> =>
    look(env, actor, 'read', ownRecord),

  /** Whom it could name; refused at once with `role_needed` (R-ROLE-02, R-ROLE-05). */
  preparePartnerOfRecord: (actor: Actor): Promise<Result<RecordChoice, Problem>> =>
    look(env, actor, 'name_partner_of_record', async ({ tx, organization }) => {
      const [present, partners] = await Promise.all([
        relationshipOfRecord(tx, organization.id),
        partnersToChoose(tx, organization.id, mostPartners),
      ]);
      return { organization, present: present ?? null, partners };
    }),

  /**
   * Names one of the own partners the partner of record, in place of the present one (R-DAP-06). It grants no right, and
   * naming the same again changes nothing. Refused with `role_needed` (R-ROLE-02), `own_organization`, `not_related`.
   */
  namePartnerOfRecord: (actor: Actor, typed: string): Promise<Result<OwnRecord, Problem>> =>
    transact(env, actor, 'name_partner_of_record', async (act) => {
      const partner = orRefuse(await resolveOrganization(act.tx, typed));
      if (partner.id === act.organization.id) throw new Refused({ code: 'own_organization' });
      await lockOrganization(act.tx, act.organization.id);
      const wanted = await lockActiveRelationship(act.tx, partner.id, act.organization.id);
      if (!wanted) throw new Refused({ code: 'not_related', organization: partner });
      if (!wanted.relationship.ofRecordSince) {
        const present = await relationshipOfRecord(act.tx, act.organization.id);
        if (present) await takeBack(act, present);
        await act.tx
          .update(relationships)
          .set({ ofRecordSince: act.now })
          .where(eq(relationships.id, wanted.relationship.id));
        act.record({
          kind: 'relationship.record_named',
          ...aboutRelationship(act, wanted.relationship),
          before: { ofRecord: false },
          after: { ofRecord: true },
        });
      }
      return ownRecord(act);
    }),

  /**
   * From now on the own organization has no partner of record (R-DAP-06). With a partner named it is taken back from that
   * one alone, so that an earlier card takes it from nobody else. Refused with `role_needed` (R-ROLE-02),
   * `not_partner_of_record`.
   */
  removePartnerOfRecord: (actor: Actor, typed: string): Promise<Result<OwnRecord, Problem>> =>
    transact(env, actor, 'name_partner_of_record', async (act) => {
      const partner = typed.trim() === '' ? null : orRefuse(await resolveOrganization(act.tx, typed));
      await lockOrganization(act.tx, act.organization.id);
      const present = await relationshipOfRecord(act.tx, act.organization.id);
      if (partner && present?.partner.id !== partner.id) {
        throw new Refused({ code: 'not_partner_of_record', organization: partner });
      }
      if (present) await takeBack(act, present);
      return ownRecord(act);
    }),
});

const ownRecord = async ({ tx, organization, member }: Omit<Act, 'record'>): Promise<OwnRecord> => ({
  organization,
  present: (await relationshipOfRecord(tx, organization.id)) ?? null,
  mayName: may(member, organization, 'name_partner_of_record'),
});

/**
 * The partner is of record no more, unless its relationship ended in the meantime. No entry names the one partner to the
 * other: the customer has both.
 */
async function takeBack(act: Act, present: RelationshipDetails): Promise<void> {
  const { id } = present.relationship;
  const taken = await act.tx
    .update(relationships)
    .set({ ofRecordSince: null })
    .where(and(eq(relationships.id, id), isNotNull(relationships.ofRecordSince)))
    .returning({ id: relationships.id });
  if (taken.length === 0) return;
  act.record({
    kind: 'relationship.record_removed',
    ...aboutRelationship(act, present.relationship),
    before: { ofRecord: true },
    after: { ofRecord: false },
  });
}
