import { problems as agreementProblems } from '../../agreements/index.ts';
import type { ActContext, ServiceContext } from '../../kernel/act.ts';
import { ActRefusal } from '../../kernel/refusal.ts';
import { problems as organizationProblems } from '../../organizations/index.ts';
import { type PartnershipDetails, startPartnership } from '../../partnerships/index.ts';
import type { Consent } from '../model/consent.ts';

/** The reseller authorizes the provider: partnership and administrator access (R-IND-01 to R-IND-03). */
export async function authorizeProvider(
  context: ServiceContext,
  acting: ActContext,
  providerId: string,
  consent: Consent,
  present: PartnershipDetails | undefined,
): Promise<void> {
  const { organization } = acting;
  if (!consent.ticked) throw new ActRefusal(agreementProblems.box_not_ticked());
  if (organization.programme !== 'indirect_reseller') {
    throw new ActRefusal(organizationProblems.resellers_only({ organization }));
  }
  await startPartnership(context, acting, providerId, present);
}
