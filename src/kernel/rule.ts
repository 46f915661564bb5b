import type { Member } from './member.ts';
import type { Organization } from './organization.ts';
import type { Problem } from './problem.ts';
import { ActRefusal } from './refusal.ts';
import { type Ability, may } from './rights.ts';

/** What must be so for an act, as things stand: what is wrong, or null. */
export type Condition<Situation> = (situation: Situation) => Problem | null;

/**
 * When an act is allowed: the ability it needs (`read`: every member may) and the conditions that must hold. One list
 * decides what is refused, which buttons are offered, and what can be explained beforehand.
 */
export interface Rule<Situation> {
  readonly needs: Ability | 'read' | ((situation: Situation) => Ability);
  readonly conditions: readonly Condition<Situation>[];
}

export const defineRule = <Situation>(rule: Rule<Situation>): Rule<Situation> => rule;

/** The ability that an act needs in this situation. */
export const abilityFor = <Situation>({ needs }: Rule<Situation>, situation: Situation): Ability | 'read' =>
  typeof needs === 'function' ? needs(situation) : needs;

/** What is wrong first; null where every condition holds. Rights are not looked at. */
export function problemIn<Situation>({ conditions }: Rule<Situation>, situation: Situation): Problem | null {
  for (const condition of conditions) {
    const problem = condition(situation);
    if (problem) return problem;
  }
  return null;
}

/** Ends the act with the first condition that does not hold. */
export function requireRule<Situation>(rule: Rule<Situation>, situation: Situation): void {
  const problem = problemIn(rule, situation);
  if (problem) throw new ActRefusal(problem);
}

/** Whether this member may do it now: what is offered is what would not be refused. */
export const isAllowed = <Situation>(
  rule: Rule<Situation>,
  situation: Situation,
  member: Pick<Member, 'agentRole' | 'adminRoles'>,
  organization: Pick<Organization, 'programme'>,
): boolean => {
  const need = abilityFor(rule, situation);
  return (need === 'read' || may(member, organization, need)) && problemIn(rule, situation) === null;
};
