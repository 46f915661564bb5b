import { defineProblems } from '../kernel/problem.ts';

/** Conversations have no refusals. */
export const problems = defineProblems({});
