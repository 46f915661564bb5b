import { type Actor, act, type ServiceContext } from '../../kernel/act.ts';
import { type Acted, ActRefusal, unwrap } from '../../kernel/refusal.ts';
import { requireRule } from '../../kernel/rule.ts';
import { problems as organizationProblems, resolveRecipient } from '../../organizations/index.ts';
import { activeRelationship, typeWithDap } from '../../relationships/index.ts';
import { rolesAskRule } from '../model/request-rules.ts';
import { type Draft, writeDraft } from './draft.ts';

/**
 * Drafts a request for the admin roles that a customer removed or never granted (R-DAP-07). Refuses with `not_related`,
 * `dap_not_entitled`, `roles_already_in_place`, and like `resolveRecipient` and `mayAsk`.
 */
export const draftRolesRequest =
  (context: ServiceContext) =>
  (actor: Actor, customer: string): Acted<Draft> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const { tx, organization } = acting;
      const recipient = unwrap(await resolveRecipient(tx, customer));
      const other = recipient.organization;
      if (!other) throw new ActRefusal(organizationProblems.organization_not_found({ typed: customer }));
      const asCustomer = (await activeRelationship(tx, organization.id, other.id)) ?? null;
      requireRule(rolesAskRule, { organization, other, relationships: { asCustomer } });
      return writeDraft(context, acting, {
        kind: 'delegated_administration',
        recipient,
        type: typeWithDap(asCustomer?.relationship.type ?? 'reseller', true),
        includesDap: true,
        note: null,
      });
    });
