import type { Person, Platform } from '../kernel/member.ts';
import type { Problem } from '../kernel/problem.ts';
import { problems } from './problems.ts';

export const agreementKinds = ['microsoft_customer_agreement'] as const;
export type AgreementKind = (typeof agreementKinds)[number];

/** A published version of a document in one language; the latest published version is required (R-AGR-06). */
export interface Agreement {
  readonly kind: AgreementKind;
  readonly version: string;
  readonly locale: string;
  readonly url: string;
}

/** A customer's acceptance of a version; never changed or deleted (R-AGR-02). */
export interface AgreementAcceptance {
  readonly kind: AgreementKind;
  readonly version: string;
  readonly locale: string;
  readonly by: Person;
  readonly at: Date;
  /** The chat platform; null if it was not accepted in a chat. */
  readonly platform: Platform | null;
}

/** A customer's agreement status. */
export interface AgreementStatus {
  /** The current version, in the best available language; null if the operator has published none. */
  readonly current: Agreement | null;
  /** The acceptance of the current version, if there is one. */
  readonly acceptance: AgreementAcceptance | null;
  /** The latest acceptance of any version. */
  readonly latest: AgreementAcceptance | null;
}

/** The version that a customer must accept before a partner may buy or manage; null if none (R-AGR-03, R-AGR-05). */
export const pendingAgreement = (status: AgreementStatus | null): Agreement | null =>
  status?.acceptance === null ? status.current : null;

/** What a person confirmed on the form: the box, and the version that the form showed. */
export interface AgreementConsent {
  readonly ticked: boolean;
  /** Null if the form showed none. */
  readonly version: string | null;
}

/**
 * Why a consent does not count for this version: `box_not_ticked` (R-AGR-01), `agreement_changed`; null if it counts.
 */
export function consentTo(current: Agreement, { ticked, version }: AgreementConsent): Problem | null {
  if (!ticked) return problems.box_not_ticked();
  return version === current.version ? null : problems.agreement_changed({ version: current.version });
}
