import type { Button } from './card.ts';
import type { Argument } from './command.ts';
import type { Platform, Role } from './member.ts';
import type { Cloud, Named } from './organization.ts';
import { defineProblems, namedList } from './problem.ts';
import type { Words } from './words.ts';

/** A suggested verb, and the typed line with it. */
interface Suggestion {
  readonly verb: string;
  readonly line: string;
}

const showMembers = (words: Words): readonly Button[] => [
  { label: words.text('next.show_members'), command: 'members' },
];

/** A member with a role, as named in a refusal. */
type Holder = { readonly name: string; readonly email: string };

/** The label of a field in a refusal; an unknown name is its own label. */
const labelOf = (words: Words, name: string): string => {
  const key = `field.${name}`;
  return words.has(key) ? (words as Words<string>).text(key) : name;
};

/** Refusals of every act and every command line. */
export const problems = defineProblems({
  not_a_member: {
    title: 'not_for_you',
    values: (
      _: Words,
      { platform, organization }: { readonly platform: Platform | null; readonly organization: Named | null },
    ) => ({
      platform: platform ?? 'none',
      known: organization ? 'yes' : 'no',
      organization: organization?.name ?? '',
    }),
  },
  role_needed: {
    title: 'not_for_you',
    values: (
      words: Words,
      { roles, holders }: { readonly roles: readonly Role[]; readonly holders: readonly Holder[] },
    ) => ({
      roleCount: roles.length,
      roles: words.oneOf(roles.map((role) => words.text(`role.${role}`))),
      holderCount: holders.length,
      holders: namedList(
        words,
        holders.map(({ name, email }) => words.text('person.with_email', { name, email })),
      ),
    }),
    next: showMembers,
    // A member who may add nobody gets no form, so this is about the Global admin.
    field: 'admin_roles',
  },
  partners_only: {
    title: 'not_for_you',
    values: (_: Words, { organization }: { readonly organization: Named }) => ({
      organization: organization.name,
    }),
  },
  partner_features_unavailable: {
    title: 'not_possible',
    values: (words: Words, { cloud }: { readonly cloud: Cloud }) => ({ cloud: words.text(`cloud.${cloud}`) }),
    field: 'cloud',
  },
  unknown_command: {
    title: 'not_understood',
    values: (
      words: Words,
      { typed, nearest }: { readonly typed: string; readonly nearest: readonly Suggestion[] },
    ) => ({ typed, count: nearest.length, nearest: words.oneOf(nearest.map(({ verb }) => verb)) }),
    next: (words: Words, { nearest }: { readonly nearest: readonly Suggestion[] }) => [
      ...nearest.map(({ line }) => ({ label: line, command: line })),
      { label: words.text('act.help'), command: 'help' },
    ],
  },
  bad_argument: {
    title: 'not_understood',
    values: (
      words: Words,
      {
        argument,
        typed,
        expected,
      }: { readonly argument: string; readonly typed: string; readonly expected: string },
    ) => ({
      argument: labelOf(words, argument),
      typed,
      known: expected === '' ? 'no' : 'yes',
      expected,
    }),
  },
  missing_argument: {
    title: 'something_missing',
    values: (
      words: Words,
      { argument, example }: { readonly argument: Argument; readonly example: string },
    ) => ({ argument: words.text(`argument.${argument}`), example }),
    next: (words: Words, { argument }: { readonly argument: Argument }) =>
      argument === 'invitation'
        ? [{ label: words.text('next.show_invitations'), command: 'invitations' }]
        : [],
    field: ({ argument }: { readonly argument: Argument }) => argument,
  },
  text_too_long: {
    title: 'not_possible',
    values: (
      words: Words,
      { field, length, max }: { readonly field: string; readonly length: number; readonly max: number },
    ) => ({ field: labelOf(words, field), length, most: max }),
    field: ({ field }: { readonly field: string }) => field,
  },
  field_missing: {
    title: 'something_missing',
    values: (words: Words, { field }: { readonly field: string }) => ({ field: labelOf(words, field) }),
    field: ({ field }: { readonly field: string }) => field,
  },
  already_handled: { title: 'already' },
});
