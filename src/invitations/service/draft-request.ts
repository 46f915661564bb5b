import { type Actor, act, query, type ServiceContext } from '../../kernel/act.ts';
import type { Cloud } from '../../kernel/organization.ts';
import { type Acted, ActRefusal, unwrap } from '../../kernel/refusal.ts';
import { requireRule } from '../../kernel/rule.ts';
import { resolveInvitee } from '../../organizations/index.ts';
import { activeRelationship, type RelationshipType, typeWithDap } from '../../relationships/index.ts';
import { type DapChoice, dapChoiceOf, settleType } from '../model/asking.ts';
import { requestRule } from '../model/request-rules.ts';
import { problems } from '../problems.ts';
import { checkedNote, type Draft, writeDraft } from './draft.ts';

/** What a partner asks a customer for. */
export interface RequestInput {
  /** Domain, name, id or mail address, as typed. */
  readonly customer: string;
  readonly type: RelationshipType;
  /** Undefined: the rules decide. */
  readonly includesDap: boolean | undefined;
  readonly note: string | null;
}

/** The choice about delegated administration that a request offers. */
export interface RequestChoice {
  readonly dapChoice: DapChoice;
  readonly cloud: Cloud;
}

/** The data for the request form; refuses if the member or organization may not ask (R-ROLE-01, R-ORG-02). */
export const prepareRequest =
  (context: ServiceContext) =>
  (actor: Actor): Acted<RequestChoice> =>
    query(context, actor, 'request_relationship', async ({ organization }) => ({
      dapChoice: dapChoiceOf(organization),
      cloud: organization.cloud,
    }));

/**
 * Drafts a request for a relationship (R-INV-02, `relationship`): decides type and privileges, finds the customer, and
 * checks region and cloud. Asking again rewrites the draft, or refuses with `invitation_already_open`, which shows the
 * open invitation (R-INV-11). Also refuses with `already_related` and like `settleType`, `requestRule` and
 * `resolveInvitee`. Keeps R-ORG-04, R-ORG-05, R-INV-03, R-INV-06, R-INV-07, R-DAP-09.
 */
export const draftRequest =
  (context: ServiceContext) =>
  (actor: Actor, input: RequestInput): Acted<Draft> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const { tx, organization } = acting;
      const settled = unwrap(settleType(organization, input.type, input.includesDap));
      const recipient = unwrap(await resolveInvitee(tx, 'customer', input.customer));
      if (recipient.organization) {
        const customer = recipient.organization;
        requireRule(requestRule, { organization, other: customer });
        const present = await activeRelationship(tx, organization.id, customer.id);
        // Roles that are in place stay, whatever else is requested.
        const { type, hasDap } = present?.relationship ?? { type: null, hasDap: false };
        if (type !== null && type === typeWithDap(settled.type, settled.includesDap || hasDap)) {
          throw new ActRefusal(problems.already_related({ organization: customer, type }));
        }
      }
      return writeDraft(context, acting, {
        kind: 'relationship',
        recipient,
        ...settled,
        note: checkedNote(input.note),
      });
    });
