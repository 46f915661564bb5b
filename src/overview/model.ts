import type { AuditEntry } from '../kernel/audit.ts';
import type { Block } from '../kernel/card.ts';
import type { Command } from '../kernel/command.ts';
import type { Member } from '../kernel/member.ts';
import type { Organization } from '../kernel/organization.ts';
import type { Page } from '../kernel/page.ts';
import { may } from '../kernel/rights.ts';
import type { HomeSection, OrganizationSituation } from '../kernel/subject.ts';
import type { Words } from './words.en.ts';

/** A member and their organization. */
export interface MemberNow {
  readonly member: Member;
  readonly organization: Organization;
}

/** Another organization, as the own one may see it. */
export interface OrganizationOverview {
  /** The two organizations, and the part of each subject by its name. */
  readonly situation: OrganizationSituation;
  /** Draws the parts of all subjects. */
  readonly draw: (words: Words, now: Date) => readonly Block[];
}

/** The maximum number of rows of each kind on a member's home. */
export const homeRows = 5;

/** One subject's rows in a section of the home. */
export type DrawSection = (words: Words, now: Date) => HomeSection;

/** A member's home: what needs an answer, the organization's own requests, and recent activity. */
export interface Home extends MemberNow {
  readonly waiting: readonly DrawSection[];
  readonly asked: readonly DrawSection[];
  /** Newest first. */
  readonly recent: readonly AuditEntry[];
}

/** A history with the name for its title. */
export interface History {
  readonly of: string;
  readonly page: Page<AuditEntry>;
}

/** Whether help shows the command to this person; null is a stranger. */
export function isShownTo(
  { shownTo, programmes }: Pick<Command, 'shownTo' | 'programmes'>,
  person: MemberNow | null,
): boolean {
  if (shownTo === 'anyone') return true;
  if (!person) return false;
  const { member, organization } = person;
  if (programmes && !programmes.some((one) => one === organization.programme)) return false;
  return shownTo === 'member' || shownTo.some((ability) => may(member, organization, ability));
}
