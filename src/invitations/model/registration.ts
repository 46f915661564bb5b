import type { Caller } from '../../kernel/caller.ts';
import type { Cloud } from '../../kernel/organization.ts';

/** What registers a customer. */
export interface Registration {
  readonly name: string;
  readonly country: string;
  readonly cloud: Cloud;
  readonly language: string;
  /** As typed: counts only where the platform vouches for none (`verifiedTenantId`). */
  readonly tenantId: string;
  readonly memberName: string;
  readonly memberEmail: string;
}

/** Whom a link was mailed to that nobody has redeemed, and by whom. */
export interface Invited {
  readonly domain: string;
  readonly senderName: string;
}

/** In Teams the tenant is Microsoft's word, and nobody registers with another (R-ID-01); Slack vouches for none. */
export const verifiedTenantId = ({ identity }: Pick<Caller, 'identity'>): string | undefined =>
  identity.platform === 'teams' ? identity.tenant : undefined;
