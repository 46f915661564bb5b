import { and, eq } from 'drizzle-orm';
import { agreementRequests } from '../../db/schema/agreements.ts';
import {
  type ActContext,
  type Actor,
  ActRefusal,
  act,
  query,
  type ServiceContext,
  unwrap,
} from '../kernel/act.ts';
import type { OrganizationSummary } from '../kernel/organization.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Result } from '../kernel/result.ts';
import { may } from '../kernel/rights.ts';
import { resolveOrganization } from '../overview/resolve.ts';
import { activeRelationship } from '../relationships/store.ts';
import type { Agreement, AgreementAcceptance, AgreementStatus } from './model.ts';
import { agreementStatus, insertAcceptance } from './store.ts';

/** Where the actor's own organization stands, and whether this member may accept (R-ROLE-04). */
export interface OwnAgreement {
  readonly status: AgreementStatus;
  readonly mayAccept: boolean;
  readonly organization: OrganizationSummary;
}

/** Where the organization of the act stands, for the member who looks. */
const ownAgreement = async ({
  tx,
  organization,
  member,
}: Omit<ActContext, 'record'>): Promise<OwnAgreement> => ({
  status: await agreementStatus(tx, organization.id),
  mayAccept: may(member, organization, 'accept_agreement'),
  organization,
});

export const agreements = (context: ServiceContext) => ({
  /** Where the own organization stands with the agreement (R-AGR-03, R-AGR-06). */
  showAgreement: (actor: Actor): Promise<Result<OwnAgreement, Problem>> =>
    query(context, actor, 'read', ownAgreement),

  /** The same for who is about to accept it; refused at once with `role_needed` (R-ROLE-04, R-ROLE-05). */
  reviewAgreement: (actor: Actor): Promise<Result<OwnAgreement, Problem>> =>
    query(context, actor, 'accept_agreement', ownAgreement),

  /**
   * Accepts the current version alone (R-AGR-04). Refused with `role_needed` (R-ROLE-04), `box_not_ticked` (R-AGR-01),
   * `agreement_changed` when another version came into force since the form was drawn, `agreement_already_accepted`
   * (R-AGR-03), `agreement_not_published`.
   */
  acceptAgreement: (
    actor: Actor,
    consent: { readonly ticked: boolean; readonly version: string | null },
  ): Promise<Result<OwnAgreement, Problem>> =>
    act(context, actor, 'accept_agreement', async (acting) => {
      const { current, acceptance } = await agreementStatus(acting.tx, acting.organization.id);
      if (!current) throw new ActRefusal({ code: 'agreement_not_published' });
      if (acceptance) throw new ActRefusal(alreadyAccepted(acceptance));
      if (!consent.ticked) throw new ActRefusal({ code: 'box_not_ticked' });
      if (consent.version !== current.version) {
        throw new ActRefusal({ code: 'agreement_changed', version: current.version });
      }
      const first = await recordAcceptance(context, acting, current, null);
      const status = await agreementStatus(acting.tx, acting.organization.id);
      if (!first && status.acceptance) throw new ActRefusal(alreadyAccepted(status.acceptance));
      return { status, mayAccept: true, organization: acting.organization };
    }),

  /**
   * A partner asks a customer to accept the version in force (R-AGR-05), once for a version. Refused with
   * `not_related`, `agreement_already_accepted`, `agreement_already_asked`, `agreement_not_published`.
   */
  askForAgreement: (
    actor: Actor,
    typed: string,
  ): Promise<Result<{ customer: OrganizationSummary; agreement: Agreement }, Problem>> =>
    act(context, actor, 'request_relationship', async (acting) => {
      const customer = unwrap(await resolveOrganization(acting.tx, typed));
      const present = await activeRelationship(acting.tx, acting.organization.id, customer.id);
      if (!present) throw new ActRefusal({ code: 'not_related', organization: customer });
      const status = await agreementStatus(acting.tx, customer.id);
      if (!status.current) throw new ActRefusal({ code: 'agreement_not_published' });
      if (status.acceptance) throw new ActRefusal(alreadyAccepted(status.acceptance));
      const { kind, version } = status.current;
      const asked = await acting.tx
        .insert(agreementRequests)
        .values({
          partnerId: acting.organization.id,
          customerId: customer.id,
          kind,
          version,
          askedByName: acting.member.name,
          at: acting.now,
        })
        .onConflictDoNothing()
        .returning();
      if (asked.length === 0) {
        const [earlier] = await acting.tx
          .select({ at: agreementRequests.at })
          .from(agreementRequests)
          .where(requestKey(acting.organization.id, customer.id, version));
        throw new ActRefusal({ code: 'agreement_already_asked', at: earlier?.at ?? acting.now });
      }
      acting.record({
        kind: 'agreement.asked',
        subject: { kind: 'relationship', id: present.relationship.id },
        counterpartId: customer.id,
        partnerId: acting.organization.id,
        customerId: customer.id,
        after: { version },
      });
      return { customer, agreement: status.current };
    }),
});

const alreadyAccepted = (acceptance: AgreementAcceptance) =>
  ({
    code: 'agreement_already_accepted',
    version: acceptance.version,
    at: acceptance.at,
    by: acceptance.by.name,
  }) as const;

const requestKey = (partnerId: string, customerId: string, version: string) =>
  and(
    eq(agreementRequests.partnerId, partnerId),
    eq(agreementRequests.customerId, customerId),
    eq(agreementRequests.version, version),
  );

/**
 * Writes the acceptance: document, version, locale, who, when, from which chat, on whose behalf (R-AGR-02). All active
 * partners of the customer hear of it, whoever's invitation it came with: none may buy without it (R-AGR-05). False when
 * somebody else of the organization was first.
 */
export async function recordAcceptance(
  context: ServiceContext,
  acting: ActContext,
  agreement: Agreement,
  partnerId: string | null,
): Promise<boolean> {
  const [written] = await insertAcceptance(acting.tx, {
    id: context.newId(),
    organizationId: acting.organization.id,
    kind: agreement.kind,
    version: agreement.version,
    locale: agreement.locale,
    memberId: acting.member.id,
    name: acting.member.name,
    email: acting.member.email,
    at: acting.now,
    platform: acting.actor.platform,
    workspace: acting.actor.workspace,
    conversation: acting.actor.conversation,
  });
  if (!written) return false;
  acting.record({
    kind: 'agreement.accepted',
    subject: { kind: 'organization', id: acting.organization.id },
    counterpartId: partnerId,
    partnerId,
    customerId: acting.organization.id,
    listeners: written.partners.filter(({ organizationId }) => organizationId !== partnerId),
    after: { document: agreement.kind, version: agreement.version, locale: agreement.locale },
  });
  return true;
}
