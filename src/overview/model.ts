import type { AuditEntry } from '../kernel/audit.ts';
import type { Block } from '../kernel/card.ts';
import type { Command } from '../kernel/command.ts';
import type { Member } from '../kernel/member.ts';
import type { Organization } from '../kernel/organization.ts';
import type { Page } from '../kernel/page.ts';
import { may } from '../kernel/rights.ts';
import type { HomeSection, Toward } from '../kernel/subject.ts';
import type { Words } from './words.en.ts';

/** A member, and the organization that it belongs to. */
export interface MemberNow {
  readonly member: Member;
  readonly organization: Organization;
}

/** Another organization, as one organization may see it. */
export interface OrganizationOverview {
  /** Who looks at whom, and what each subject knows between the two, by the subject's name. */
  readonly situation: Toward;
  /** Draws what each subject knows between the two. */
  readonly draw: (words: Words, now: Date) => readonly Block[];
}

/** At most this many rows of each kind stand on a member's home. */
export const homeRows = 5;

/** What one subject adds to a part of the home. */
export type DrawSection = (words: Words, now: Date) => HomeSection;

/** What a member comes home to: what waits for it, what its organization asked for, and what happened lately. */
export interface Home extends MemberNow {
  readonly waiting: readonly DrawSection[];
  readonly asked: readonly DrawSection[];
  /** Newest first. */
  readonly recent: readonly AuditEntry[];
}

/** What a history is of, with a name for its title. */
export interface History {
  readonly of: string;
  readonly page: Page<AuditEntry>;
}

/** Whether help shows the command to this person; null: somebody whom no organization knows. */
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
