import type { Caller } from '../../kernel/caller.ts';
import { directoryPlatform } from '../../kernel/member.ts';
import type { Cloud } from '../../kernel/organization.ts';

/** The data of a new customer. */
export interface Registration {
  readonly name: string;
  readonly country: string;
  readonly cloud: Cloud;
  readonly language: string;
  /** As typed; used only if the platform has not verified a tenant (`verifiedTenantId`). */
  readonly tenantId: string;
  readonly memberName: string;
  readonly memberEmail: string;
}

/** The domain that an unredeemed link was mailed to, and the sender. */
export interface Invited {
  readonly domain: string;
  readonly senderName: string;
}

/** The tenant that the platform has verified; nobody can register with another one (R-ID-01). */
export const verifiedTenantId = ({ identity }: Pick<Caller, 'identity'>): string | undefined =>
  identity.platform === directoryPlatform ? identity.tenant : undefined;
