import { and, eq } from 'drizzle-orm';
import { agreementStatus, insertAcceptance } from '../../db/agreements.ts';
import { activeRelationship } from '../../db/relationships.ts';
import { agreementRequests } from '../../db/schema/agreements.ts';
import type { Agreement, AgreementAcceptance, AgreementStatus } from '../domain/agreement.ts';
import type { OrganizationSummary } from '../domain/organization.ts';
import { may } from '../domain/permissions.ts';
import type { Problem } from '../domain/problem.ts';
import type { Result } from '../result.ts';
import { resolveOrganization } from './resolve.ts';
import { type Act, type Actor, look, orRefuse, Refused, type Surroundings, transact } from './transact.ts';

/** Where the actor's own organization stands, and whether this member may accept (R-ROLE-04). */
export interface OwnAgreement {
  readonly status: AgreementStatus;
  readonly mayAccept: boolean;
  readonly organization: OrganizationSummary;
}

/** Where the organization of the act stands, for the member who looks. */
const ownAgreement = async ({ tx, organization, member }: Omit<Act, 'record'>): Promise<OwnAgreement> => ({
  status: await agreementStatus(tx, organization.id),
  mayAccept: may(member, organization, 'accept_agreement'),
  organization,
});

export const agreements = (env: Surroundings) => ({
  /** Where the own organization stands with the agreement (R-AGR-03, R-AGR-06). */
  showAgreement: (actor: Actor): Promise<Result<OwnAgreement, Problem>> =>
    look(env, actor, 'read', ownAgreement),

  /** The same for who is about to accept it; refused at once with `role_needed` (R-ROLE-04, R-ROLE-05). */
  reviewAgreement: (actor: Actor): Promise<Result<OwnAgreement, Problem>> =>
    look(env, actor, 'accept_agreement', ownAgreement),

  /**
   * Accepts the current version alone (R-AGR-04). Refused with `role_needed` (R-ROLE-04), `box_not_ticked` (R-AGR-01),
   * `agreement_changed` when another version came into force since the form was drawn, `agreement_already_accepted`
   * (R-AGR-03), `agreement_not_published`.
   */
  acceptAgreement: (
    actor: Actor,
    consent: { readonly ticked: boolean; readonly version: string | null },
  ): Promise<Result<OwnAgreement, Problem>> =>
    transact(env, actor, 'accept_agreement', async (act) => {
      const { current, acceptance } = await agreementStatus(act.tx, act.organization.id);
      if (!current) throw new Refused({ code: 'agreement_not_published' });
      if (acceptance) throw new Refused(alreadyAccepted(acceptance));
      if (!consent.ticked) throw new Refused({ code: 'box_not_ticked' });
      if (consent.version !== current.version) {
        throw new Refused({ code: 'agreement_changed', version: current.version });
      }
      const first = await recordAcceptance(env, act, current, null);
      const status = await agreementStatus(act.tx, act.organization.id);
      if (!first && status.acceptance) throw new Refused(alreadyAccepted(status.acceptance));
      return { status, mayAccept: true, organization: act.organization };
    }),

  /**
   * A partner asks a customer to accept the version in force (R-AGR-05), once for a version. Refused with
   * `not_related`, `agreement_already_accepted`, `agreement_already_asked`, `agreement_not_published`.
   */
  askForAgreement: (
    actor: Actor,
    typed: string,
  ): Promise<Result<{ customer: OrganizationSummary; agreement: Agreement }, Problem>> =>
    transact(env, actor, 'request_relationship', async (act) => {
      const customer = orRefuse(await resolveOrganization(act.tx, typed));
      const present = await activeRelationship(act.tx, act.organization.id, customer.id);
      if (!present) throw new Refused({ code: 'not_related', organization: customer });
      const status = await agreementStatus(act.tx, customer.id);
      if (!status.current) throw new Refused({ code: 'agreement_not_published' });
      if (status.acceptance) throw new Refused(alreadyAccepted(status.acceptance));
      const { kind, version } = status.current;
      const asked = await act.tx
        .insert(agreementRequests)
        .values({
          partnerId: act.organization.id,
          customerId: customer.id,
          kind,
          version,
          askedByName: act.member.name,
          at: act.now,
        })
        .onConflictDoNothing()
        .returning();
      if (asked.length === 0) {
        const [earlier] = await act.tx
          .select({ at: agreementRequests.at })
          .from(agreementRequests)
          .where(requestKey(act.organization.id, customer.id, version));
        throw new Refused({ code: 'agreement_already_asked', at: earlier?.at ?? act.now });
      }
      act.record({
        kind: 'agreement.asked',
        subject: { kind: 'relationship', id: present.relationship.id },
        counterpartId: customer.id,
        partnerId: act.organization.id,
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
  env: Surroundings,
  act: Act,
  agreement: Agreement,
  partnerId: string | null,
): Promise<boolean> {
  const [written] = await insertAcceptance(act.tx, {
    id: env.newId(),
    organizationId: act.organization.id,
    kind: agreement.kind,
    version: agreement.version,
    locale: agreement.locale,
    memberId: act.member.id,
    name: act.member.name,
    email: act.member.email,
    at: act.now,
    platform: act.actor.platform,
    workspace: act.actor.workspace,
    conversation: act.actor.conversation,
  });
  if (!written) return false;
  act.record({
    kind: 'agreement.accepted',
    subject: { kind: 'organization', id: act.organization.id },
    counterpartId: partnerId,
    partnerId,
    customerId: act.organization.id,
    listeners: written.partners.filter(({ organizationId }) => organizationId !== partnerId),
    after: { document: agreement.kind, version: agreement.version, locale: agreement.locale },
  });
  return true;
}
