import type { Named } from '../kernel/organization.ts';
import { defineProblems } from '../kernel/problem.ts';
import type { Words } from './words.en.ts';

type Email = { readonly email: string };
type Misfit = { readonly reason: 'customer_agent' | 'partner_billing' };

/** Refusals about people: who is a member, and who may become one. */
export const problems = defineProblems({
  already_a_member: {
    title: 'already',
    values: (_: Words, { organization }: { readonly organization: Named }) => ({
      organization: organization.name,
    }),
  },
  email_taken: {
    title: 'already',
    values: (_: Words, { email }: Email) => ({ email }),
    next: (words: Words) => [{ label: words.text('next.show_members'), command: 'members' }],
    field: 'email',
  },
  member_unknown: {
    title: 'not_found',
    values: (_: Words, { email }: Email) => ({ email }),
    next: (words: Words) => [{ label: words.text('act.add_member'), command: 'member add' }],
  },
  identity_taken: {
    title: 'already',
    values: (_: Words, { name }: { readonly name: string }) => ({ name }),
    field: 'person',
  },
  roles_not_fitting: {
    title: 'not_possible',
    values: (_: Words, { reason }: Misfit) => ({ reason }),
    field: ({ reason }: Misfit) => (reason === 'customer_agent' ? 'agent_role' : 'admin_roles'),
  },
  code_not_valid: { title: 'not_found' },
  no_code: { title: 'not_understood' },
  several_codes: { title: 'which_one' },
  too_many_tries: {
    title: 'later',
    values: (_: Words, { minutes }: { readonly minutes: number }) => ({ minutes }),
  },
});
