import type { ConversationServices } from '../conversations/index.ts';
import {
  type ActContext,
  type Actor,
  act,
  type QueryContext,
  query,
  type ServiceContext,
} from '../kernel/act.ts';
import type { OrganizationSummary } from '../kernel/organization.ts';
import { chatColumns } from '../kernel/origin.ts';
import { type Acted, ActRefusal } from '../kernel/refusal.ts';
import { may } from '../kernel/rights.ts';
import { events } from './events.ts';
import { type Agreement, type AgreementAcceptance, type AgreementStatus, consentTo } from './model.ts';
import { problems } from './problems.ts';
import { agreementStatus, insertAcceptance } from './store.ts';

/** The own organization's agreement status, and whether this member may accept (R-ROLE-04). */
export interface OwnAgreement {
  readonly status: AgreementStatus;
  readonly mayAccept: boolean;
  readonly organization: OrganizationSummary;
}

/** The acting organization's agreement status, for this member. */
const ownAgreement = async ({ tx, organization, member }: QueryContext): Promise<OwnAgreement> => ({
  status: await agreementStatus(tx, organization.id),
  mayAccept: may(member, organization, 'accept_agreement'),
  organization,
});

export const agreementService = (context: ServiceContext) => ({
  /** The own organization's agreement status (R-AGR-03, R-AGR-06). */
  show: (actor: Actor): Acted<OwnAgreement> => query(context, actor, 'read', ownAgreement),

  /** The same for a member who wants to accept. Refuses with `role_needed` (R-ROLE-04, R-ROLE-05). */
  review: (actor: Actor): Acted<OwnAgreement> => query(context, actor, 'accept_agreement', ownAgreement),

  /**
   * Accepts the current version (R-AGR-04). Refuses with `role_needed` (R-ROLE-04), `box_not_ticked` (R-AGR-01),
   * `agreement_changed` if another version was published after the form was shown, `agreement_already_accepted`
   * (R-AGR-03), `agreement_not_published`.
   */
  accept: (
    actor: Actor,
    consent: { readonly ticked: boolean; readonly version: string | null },
  ): Acted<OwnAgreement> =>
    act(context, actor, 'accept_agreement', async (acting) => {
      const { current, acceptance } = await agreementStatus(acting.tx, acting.organization.id);
      if (!current) throw new ActRefusal(problems.agreement_not_published());
      if (acceptance) throw new ActRefusal(alreadyAccepted(acceptance));
      const problem = consentTo(current, consent);
      if (problem) throw new ActRefusal(problem);
      const first = await recordAcceptance(context, acting, current, null);
      const status = await agreementStatus(acting.tx, acting.organization.id);
      if (!first && status.acceptance) throw new ActRefusal(alreadyAccepted(status.acceptance));
      return { status, mayAccept: true, organization: acting.organization };
    }),
});

export type AgreementServices = ConversationServices & {
  readonly agreements: ReturnType<typeof agreementService>;
};

/** The refusal for an accepted version; `customer` is given if its partner gets the refusal. */
export const alreadyAccepted = ({ version, at, by }: AgreementAcceptance, customer?: OrganizationSummary) =>
  problems.agreement_already_accepted({ version, at, by: by.name, ...(customer ? { customer } : {}) });

/**
 * Writes the acceptance: document, version, locale, who, when, from which chat, on whose behalf (R-AGR-02). All active
 * partners of the customer are notified, because none may buy without it (R-AGR-05). False if another member accepted
 * first.
 */
export async function recordAcceptance(
  context: Pick<ServiceContext, 'newId'>,
  { tx, now, organization, member, actor, record }: ActContext,
  { kind, version, locale }: Agreement,
  partnerId: string | null,
): Promise<boolean> {
  const [written] = await insertAcceptance(tx, {
    id: context.newId(),
    organizationId: organization.id,
    kind,
    version,
    locale,
    memberId: member.id,
    name: member.name,
    email: member.email,
    at: now,
    ...chatColumns(actor.origin),
  });
  if (!written) return false;
  record({
    event: events['agreement.accepted'],
    subject: { kind: 'organization', id: organization.id },
    counterpartId: partnerId,
    partnerId,
    customerId: organization.id,
    listeners: written.partners.filter(({ organizationId }) => organizationId !== partnerId),
    after: { document: kind, version, locale },
  });
  return true;
}
