import { defineProblems } from '../kernel/problem.ts';

/** Nothing about conversations is refused to a person. */
export const problems = defineProblems({});
