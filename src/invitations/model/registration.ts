import type { Caller } from '../../kernel/caller.ts';
import { directoryPlatform } from '../../kernel/member.ts';
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

/** The directory tenant that the platform vouches for: nobody registers with another (R-ID-01). */
export const verifiedTenantId = ({ identity }: Pick<Caller, 'identity'>): string | undefined =>
  identity.platform === directoryPlatform ? identity.tenant : undefined;
