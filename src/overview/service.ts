import { resolveInvitation } from '../invitations/index.ts';
import { type Actor, type QueryContext, query, type ServiceContext } from '../kernel/act.ts';
import { isUuid } from '../kernel/ids.ts';
import type { OrganizationSummary } from '../kernel/organization.ts';
import { RecentValues, readAssuming } from '../kernel/recent-values.ts';
import { type Acted, unwrap } from '../kernel/refusal.ts';
import type { AnySubject, OrganizationSituation } from '../kernel/subject.ts';
import type { NotificationServices } from '../notifications/index.ts';
import { isKnown, resolveOrganization } from '../organizations/index.ts';
import type { History, Home, OrganizationOverview } from './model.ts';
import { latestAuditEntries, listAuditEntries } from './store.ts';

/** Loads a part from each subject; no subject knows the overview. */
export const overviewService = (
  context: ServiceContext,
  subjects: readonly AnySubject[],
  named = new RecentValues<OrganizationSummary>(),
) => ({
  /** What needs the member's answer, the organization's own requests, and recent activity. */
  home: (actor: Actor): Acted<Home> =>
    query(context, actor, 'self', (querying) => loadHome(querying, subjects)),

  /**
   * Everything that the own organization may see of another (R-REL-06). Refuses with `organization_not_found`,
   * `organization_ambiguous`.
   */
  showOrganization: (actor: Actor, typed: string): Acted<OrganizationOverview> =>
    query(context, actor, 'read', (querying) =>
      withNamed(named, querying, typed, (other) => loadOverview(querying, subjects, other)),
    ),

  /**
   * The audit of an invitation, or between the own organization and another; without text, of the own organization
   * (R-AUD-01). Each side sees only the entries that concern it. Refuses with `organization_not_found`,
   * `organization_ambiguous`.
   */
  history: (actor: Actor, typed: string, after: string | null): Acted<History> =>
    query(context, actor, 'read', async (querying) => {
      const { tx, organization } = querying;
      const name = typed.trim();
      if (isUuid(name)) {
        const invitation = await resolveInvitation(tx, name, organization.id);
        if (invitation.ok) {
          const page = await listAuditEntries(tx, { kind: 'invitation', id: invitation.value.id }, after);
          return { of: name, page };
        }
      }
      const list = async (other: OrganizationSummary): Promise<History> => {
        const counterpart = other.id === organization.id ? null : other.id;
        const page = await listAuditEntries(tx, { organization: organization.id, with: counterpart }, after);
        return { of: other.name, page };
      };
      return name === '' ? list(organization) : withNamed(named, querying, name, list);
    }),
});

export type OverviewServices = NotificationServices & {
  readonly overview: ReturnType<typeof overviewService>;
};

/** Works with the organization that was named, starting with the one that the same text named last time. */
const withNamed = <T>(
  named: RecentValues<OrganizationSummary>,
  { tx, organization }: QueryContext,
  typed: string,
  work: (other: OrganizationSummary) => Promise<T>,
): Promise<T> => {
  const resolve = async () => unwrap(await resolveOrganization(tx, typed));
  return readAssuming(named, `${organization.id} ${typed}`, resolve, work);
};

/** Loads what each subject knows about the two organizations; draws nothing if they have not dealt with each other. */
async function loadOverview(
  querying: QueryContext,
  subjects: readonly AnySubject[],
  other: OrganizationSummary,
): Promise<OrganizationOverview> {
  const { tx, member, organization } = querying;
  const own = other.id === organization.id;
  const parts = subjects.flatMap(({ name, organizationPart }) =>
    organizationPart ? [{ name, organizationPart }] : [],
  );
  const [isDealtWith, loaded] = await Promise.all([
    own || isKnown(tx, organization.id, other.id),
    Promise.all(
      parts.map(
        async ({ name, organizationPart }) => [name, await organizationPart.load(querying, other)] as const,
      ),
    ),
  ]);
  const view: OrganizationSituation = { member, organization, other, known: isDealtWith, own };
  const situation = { ...Object.fromEntries(loaded), ...view };
  return {
    situation,
    draw: (words, now) =>
      isDealtWith ? parts.flatMap((part) => part.organizationPart.draw(words, situation, now)) : [],
  };
}

async function loadHome(querying: QueryContext, subjects: readonly AnySubject[]): Promise<Home> {
  const { tx, member, organization, now } = querying;
  // Later subjects build on earlier ones, so their rows come first, e.g. an invitation before the agreement.
  const homes = subjects.flatMap(({ home }) => home ?? []).reverse();
  const [recent, loaded] = await Promise.all([
    latestAuditEntries(tx, organization.id),
    Promise.all(homes.map(async (home) => ({ home, part: await home.load(querying, now) }))),
  ]);
  return {
    member,
    organization,
    recent,
    waiting: loaded.flatMap(({ home: { waiting }, part }) =>
      waiting ? [(words, at) => waiting(words, part, at)] : [],
    ),
    asked: loaded.flatMap(({ home: { asked }, part }) =>
      asked ? [(words, at) => asked(words, part, at)] : [],
    ),
  };
}
