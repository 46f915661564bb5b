import type { OrganizationSummary } from '../../kernel/organization.ts';
import type { Problem } from '../../kernel/problem.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { problems } from '../problems.ts';
import { mayTradeBetween, regionOfCountry } from './region.ts';

/**
 * Whether a partner may ask this customer: not itself (`own_organization`), in its own cloud (`other_cloud`, R-ORG-05),
 * and in its own country or CSP region (`other_region`, R-ORG-04).
 */
export function mayAsk(sender: OrganizationSummary, customer: OrganizationSummary): Result<void, Problem> {
  if (sender.id === customer.id) return refuse(problems.own_organization());
  if (sender.cloud !== customer.cloud) {
    return refuse(problems.other_cloud({ mine: sender.cloud, theirs: customer.cloud }));
  }
  if (sender.country !== customer.country && !mayTradeBetween(sender.country, customer.country)) {
    return refuse(
      problems.other_region({
        mine: regionOfCountry(sender.country) ?? null,
        theirs: regionOfCountry(customer.country) ?? null,
        myCountry: sender.country,
        theirCountry: customer.country,
      }),
    );
  }
  return ok(undefined);
}
