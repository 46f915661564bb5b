import { problems as agreementProblems, agreementStatus } from '../../agreements/index.ts';
import { type Actor, act, type ServiceContext } from '../../kernel/act.ts';
import type { OrganizationSummary } from '../../kernel/organization.ts';
import { type Acted, ActRefusal, unwrap } from '../../kernel/refusal.ts';
import { requireRule } from '../../kernel/rule.ts';
import { resolveOrganization } from '../../organizations/index.ts';
import { events } from '../events.ts';
import { askForAgreementRule } from '../model/rules.ts';
import { problems } from '../problems.ts';
import { insertAgreementRequest } from '../store/requests.ts';
import { lockCustomer } from './locked.ts';
import { aboutRelationship } from './parties.ts';

/** The customer that was asked, and the version. */
export interface AskedForAgreement {
  readonly customer: OrganizationSummary;
  readonly version: string;
}

export const agreementRequests = (context: ServiceContext) => ({
  /**
   * A partner asks a customer to accept the current version (R-AGR-05), once for each version. Refuses with
   * `role_needed`, `not_related`, `agreement_not_published`, `agreement_already_accepted`, `agreement_already_asked`.
   */
  askForAgreement: (actor: Actor, typed: string): Acted<AskedForAgreement> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const { other, relationships } = await lockCustomer(
        acting,
        unwrap(await resolveOrganization(acting.tx, typed)),
      );
      const agreement = await agreementStatus(acting.tx, other.id);
      if (!agreement.current) throw new ActRefusal(agreementProblems.agreement_not_published());
      requireRule(askForAgreementRule, { other, relationships: { ...relationships, agreement } });
      const { kind, version } = agreement.current;
      const earlier = await insertAgreementRequest(acting.tx, {
        partnerId: acting.organization.id,
        customerId: other.id,
        kind,
        version,
        askedByName: acting.member.name,
        at: acting.now,
      });
      if (earlier) {
        const asked = { organization: other, at: earlier.askedBefore };
        throw new ActRefusal(problems.agreement_already_asked(asked));
      }
      acting.record({
        event: events['agreement.asked'],
        ...aboutRelationship(acting, relationships.asCustomer.relationship),
        after: { version },
      });
      return { customer: other, version };
    }),
});
