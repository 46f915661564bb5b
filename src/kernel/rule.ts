import type { Member } from './member.ts';
import type { Organization } from './organization.ts';
import type { Problem } from './problem.ts';
import { ActRefusal } from './refusal.ts';
import { type Ability, may } from './rights.ts';

/** A condition of an act: the problem, or null if it holds. */
export type Condition<Situation> = (situation: Situation) => Problem | null;

/**
 * When an act is allowed: the needed ability (`read`: every member) and the conditions. The same list decides refusals,
 * buttons, and explanations in advance.
 */
export interface Rule<Situation> {
  readonly needs: Ability | 'read' | ((situation: Situation) => Ability);
  readonly conditions: readonly Condition<Situation>[];
}

export const defineRule = <Situation>(rule: Rule<Situation>): Rule<Situation> => rule;

/** The ability that the act needs in this situation. */
export const abilityFor = <Situation>({ needs }: Rule<Situation>, situation: Situation): Ability | 'read' =>
  typeof needs === 'function' ? needs(situation) : needs;

/** The first problem; null if every condition holds. Does not check rights. */
export function problemIn<Situation>({ conditions }: Rule<Situation>, situation: Situation): Problem | null {
  for (const condition of conditions) {
    const problem = condition(situation);
    if (problem) return problem;
  }
  return null;
}

/** Refuses with the first condition that does not hold. */
export function requireRule<Situation>(rule: Rule<Situation>, situation: Situation): void {
  const problem = problemIn(rule, situation);
  if (problem) throw new ActRefusal(problem);
}

/** Whether this member may do it now: a button is offered only if the act would not be refused. */
export const isAllowed = <Situation>(
  rule: Rule<Situation>,
  situation: Situation,
  member: Pick<Member, 'agentRole' | 'adminRoles'>,
  organization: Pick<Organization, 'programme'>,
): boolean => {
  const need = abilityFor(rule, situation);
  return (need === 'read' || may(member, organization, need)) && problemIn(rule, situation) === null;
};
