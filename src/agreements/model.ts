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

/** That a customer accepted a version; never changed or deleted (R-AGR-02). */
export interface AgreementAcceptance {
  readonly kind: AgreementKind;
  readonly version: string;
  readonly locale: string;
  readonly by: Person;
  readonly at: Date;
  /** From which chat; null where it was no chat. */
  readonly platform: Platform | null;
}

/** Where a customer stands with the agreement. */
export interface AgreementStatus {
  /** The version in force in the best locale there is; null while the operator has published none. */
  readonly current: Agreement | null;
  /** The acceptance of the current version, if there is one. */
  readonly acceptance: AgreementAcceptance | null;
  /** The latest acceptance of whichever version. */
  readonly latest: AgreementAcceptance | null;
}

/** The version that a customer has to accept before a partner may buy or manage; null if none (R-AGR-03, R-AGR-05). */
export const pendingAgreement = (status: AgreementStatus | null): Agreement | null =>
  status?.acceptance === null ? status.current : null;

/** What a person confirmed on the form: the box, and the version that the form showed. */
export interface AgreementConsent {
  readonly ticked: boolean;
  /** Null where the form showed none. */
  readonly version: string | null;
}

/** What keeps a consent from being one to this version: `box_not_ticked` (R-AGR-01), `agreement_changed`; or null. */
export function consentTo(current: Agreement, { ticked, version }: AgreementConsent): Problem | null {
  if (!ticked) return problems.box_not_ticked();
  return version === current.version ? null : problems.agreement_changed({ version: current.version });
}
