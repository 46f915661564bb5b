import type { Problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/** The result of an act: a value, or a refusal. The docstring of each method lists its refusals. */
export type Acted<T> = Promise<Result<T, Problem>>;

/** Rolls an act's transaction back and becomes its refusal. Never leaves `act` and `query`. */
export class ActRefusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The value of a result; throws an ActRefusal for a refusal. */
export function unwrap<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new ActRefusal(result.problem);
  return result.value;
}

/** Turns the refusal that ended a transaction into a value; other errors are thrown again. */
export async function refusalAsValue<T>(work: () => Promise<T>): Acted<T> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof ActRefusal) return refuse(error.problem);
    throw error;
  }
}
