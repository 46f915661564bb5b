import { defineProblems } from '../kernel/problem.ts';
import type { Words } from './words.en.ts';

/** Refusals about support. */
export const problems = defineProblems({
  contact_not_a_member: {
    title: 'not_found',
    values: (_: Words, { typed }: { readonly typed: string }) => ({ typed }),
    field: 'contact',
    next: (words: Words) => [{ label: words.text('next.show_members'), command: 'members' }],
  },
});
