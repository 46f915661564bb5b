import { type ActContext, type Actor, act, query, type ServiceContext } from '../../kernel/act.ts';
import { requireLength } from '../../kernel/check.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { problems as kernelProblems } from '../../kernel/problems.ts';
import { type Acted, ActRefusal, unwrap } from '../../kernel/refusal.ts';
import { requireRule } from '../../kernel/rule.ts';
import { resolveOrganization } from '../../organizations/index.ts';
import { events } from '../events.ts';
import { maxReason, type RelationshipDetails } from '../model/relationship.ts';
import { askToEndRule, refuseEndRule } from '../model/rules.ts';
import { problems } from '../problems.ts';
import {
  activeRelationship,
  arePartnered,
  lockActiveRelationship,
  updateEndAsked,
  updateEnded,
} from '../store/relationships.ts';
import { lockCustomer } from './locked.ts';
import { aboutRelationship } from './parties.ts';
import { revokeGrants } from './roles.ts';

export const endings = (context: ServiceContext) => ({
  /**
   * A partner ends a relationship: removes its roles and its status as partner of record, closes open invitations
   * between the two, keeps the history, and tells both sides (R-REL-03). A customer can only ask the partner to end it
   * (R-REL-02). Returns the relationship afterwards. Refuses with `not_related`, `partnership_cannot_end`,
   * `end_already_asked`, `role_needed`.
   */
  end: (actor: Actor, typed: string): Acted<RelationshipDetails> =>
    act(context, actor, 'read', async (acting) => {
      const { tx, organization } = acting;
      const other = unwrap(await resolveOrganization(tx, typed));
      // An answer locks the invitation before the relationship. Another order here could deadlock.
      const finish = await context.hooks.relationshipEnding(acting, {
        one: organization.id,
        other: other.id,
      });
      const asCustomer = await lockActiveRelationship(tx, organization.id, other.id);
      if (asCustomer) {
        await acting.require('request_relationship');
        return endRelationship(acting, asCustomer, finish);
      }
      const asPartner = await lockActiveRelationship(tx, other.id, organization.id);
      if (!asPartner) {
        const partnered = await arePartnered(tx, organization.id, other.id);
        throw new ActRefusal(
          partnered
            ? problems.partnership_cannot_end({ organization: other })
            : problems.not_related({ organization: other }),
        );
      }
      await acting.require('work_with_partners');
      requireRule(askToEndRule, { other, relationships: { asCustomer: null, asPartner } });
      return askToEnd(acting, asPartner);
    }),

  /** The customer whose request to end is refused. Refuses like `refuseEnd`. */
  prepareRefuseEnd: (actor: Actor, typed: string): Acted<OrganizationSummary> =>
    query(context, actor, 'request_relationship', async ({ tx, organization }) => {
      const other = unwrap(await resolveOrganization(tx, typed));
      const asCustomer = (await activeRelationship(tx, organization.id, other.id)) ?? null;
      requireRule(refuseEndRule, { other, relationships: { asCustomer } });
      return other;
    }),

  /**
   * The partner answers a customer's request to end with a reason why not (R-REL-02). Refuses with `role_needed`,
   * `not_related`, `end_not_asked`, `field_missing`, `text_too_long`.
   */
  refuseEnd: (actor: Actor, typed: string, reason: string): Acted<RelationshipDetails> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const customer = await lockCustomer(acting, unwrap(await resolveOrganization(acting.tx, typed)));
      requireRule(refuseEndRule, customer);
      const text = reason.trim();
      if (text === '') throw new ActRefusal(kernelProblems.field_missing({ field: 'reason' }));
      requireLength('reason', text, maxReason);
      const present = customer.relationships.asCustomer;
      await updateEndAsked(acting.tx, present.relationship.id, null);
      acting.record({
        event: events['relationship.end_refused'],
        ...aboutRelationship(acting, present.relationship),
        after: { reason: text },
      });
      return { ...present, relationship: { ...present.relationship, endAskedAt: null } };
    }),
});

async function endRelationship(
  acting: ActContext,
  present: RelationshipDetails,
  finish: () => Promise<void>,
): Promise<RelationshipDetails> {
  const { id, type, ofRecordSince } = present.relationship;
  acting.record({
    event: events['relationship.ended'],
    ...aboutRelationship(acting, present.relationship),
    before: { state: 'active', type, ...(ofRecordSince ? { ofRecord: true } : {}) },
    after: { state: 'ended', ...(ofRecordSince ? { ofRecord: false } : {}) },
  });
  await revokeGrants(acting, present);
  await updateEnded(acting.tx, id, acting.now);
  await finish();
  return {
    ...present,
    roles: [],
    relationship: {
      ...present.relationship,
      state: 'ended',
      endedAt: acting.now,
      endAskedAt: null,
      ofRecordSince: null,
      hasDap: false,
    },
  };
}

async function askToEnd(acting: ActContext, present: RelationshipDetails): Promise<RelationshipDetails> {
  await updateEndAsked(acting.tx, present.relationship.id, acting.now);
  acting.record({
    event: events['relationship.end_asked'],
    ...aboutRelationship(acting, present.relationship),
    after: { at: acting.now.toISOString() },
  });
  return { ...present, relationship: { ...present.relationship, endAskedAt: acting.now } };
}
