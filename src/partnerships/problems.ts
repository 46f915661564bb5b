import { defineProblems } from '../kernel/problem.ts';
import { aboutOrganization, aboutOrganizationNow } from '../organizations/index.ts';

/** Refusals about partnerships of providers and resellers. */
export const problems = defineProblems({
  not_partnered: aboutOrganization,
  not_a_provider: aboutOrganizationNow,
  no_admin_access: aboutOrganizationNow,
});
