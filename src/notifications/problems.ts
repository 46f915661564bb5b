import { defineProblems } from '../kernel/problem.ts';
import type { Words } from './words.en.ts';

/** Refusals about subscriptions. */
export const problems = defineProblems({
  channel_needed: { title: 'not_possible' },
  channel_of_other_organization: { title: 'not_possible' },
  not_subscribed: {
    title: 'not_found',
    next: (words: Words) => [{ label: words.text('next.show_notifications'), command: 'notify list' }],
  },
  unknown_kind: {
    title: 'not_understood',
    values: (
      words: Words,
      { typed, known }: { readonly typed: string; readonly known: readonly string[] },
    ) => ({
      typed,
      known: words.list(known),
    }),
  },
  filter_not_understood: {
    title: 'not_understood',
    values: (_: Words, { at, expected }: { readonly at: string; readonly expected: string }) => ({
      at,
      expected,
    }),
  },
});
