import type { Problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/** What an act gives: a value, or a refusal as a value. Each method says in its docstring what it refuses with. */
export type Acted<T> = Promise<Result<T, Problem>>;

/** Ends an act's transaction without effect and becomes its refusal. Never leaves `act` and `query`. */
export class ActRefusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The value, or the end of the act with the refusal. */
export function unwrap<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new ActRefusal(result.problem);
  return result.value;
}

/** Turns the refusal that ended a transaction into a value; faults go on. */
export async function refusalAsValue<T>(work: () => Promise<T>): Acted<T> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof ActRefusal) return refuse(error.problem);
    throw error;
  }
}
