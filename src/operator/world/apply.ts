import { publishAgreement } from '../../agreements/index.ts';
import { type Change, publish, type ServiceContext } from '../../kernel/act.ts';
import type { DelegationPolicy, Organization } from '../../kernel/organization.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Secrets } from '../../kernel/secrets.ts';
import { events as organizationEvents } from '../../organizations/index.ts';
import { delegatedPartners } from '../../relationships/index.ts';
import { asOperator, operatorFor } from '../as-operator.ts';
import {
  insertOrganization,
  lockWorldFile,
  organizationsNamed,
  setExclusive,
  updateOrganization,
} from '../store/world.ts';
import {
  type ApplyContext,
  type ApplyOutcome,
  type Difference,
  differenceOf,
  isDifferent,
  mergeDifferences,
} from './apply-context.ts';
import { type Fault, faultAt, type Path } from './faults.ts';
import type { World, WorldOrganization } from './file.ts';
import { applyMembers } from './members.ts';
import { applyApprovals, applyWorkspaces, otherOwner, workspaceNamesOf } from './workspaces.ts';

/** Rolls the transaction back. */
class Rollback extends Error {}

/**
 * Applies a world file in one transaction and reports the outcome of each part: what the file does not name stays, and
 * applying it again changes nothing. Audits every change (R-AUD-01). Refuses with all faults if the file conflicts with
 * the database: a domain, a tenant or a workspace of another organization (R-ID-03), an identity of another member, a
 * workspace that the organization does not have, a published agreement with another address (R-AGR-02), no Global admin
 * left (R-ROLE-06), or `single` delegation while several partners have grants (R-DAP-05).
 */
export async function applyWorld(
  env: Pick<ServiceContext, 'db' | 'now' | 'newId'> & { readonly secrets: Secrets },
  world: World,
): Promise<Result<readonly ApplyOutcome[], readonly Fault[]>> {
  const faults: Fault[] = [];
  const outcomes: ApplyOutcome[] = [];
  try {
    await asOperator(env.db, async (tx) => {
      await lockWorldFile(tx);
      const on: ApplyContext = {
        ...env,
        tx,
        now: env.now(),
        refuse: (path, message) => void faults.push(faultAt(path, message)),
        report: (what, name, isNew, difference) =>
          void outcomes.push(outcomeOf(what, name, isNew, difference)),
      };
      for (const [at, organization] of world.organizations.entries()) {
        await applyOrganization(on, organization, ['organizations', at]);
      }
      for (const [at, agreement] of world.agreements.entries()) {
        await applyAgreement(on, agreement, ['agreements', at]);
      }
      if (faults.length > 0) throw new Rollback();
    });
    return ok(outcomes);
  } catch (error) {
    if (error instanceof Rollback) return refuse(faults);
    throw error;
  }
}

function outcomeOf(
  what: ApplyOutcome['what'],
  name: string,
  isNew: boolean,
  difference: Difference,
): ApplyOutcome {
  if (isNew) return { outcome: 'created', what, name, fields: [] };
  const fields = Object.keys(difference.after);
  return { outcome: fields.length > 0 ? 'updated' : 'left', what, name, fields };
}

async function applyOrganization(on: ApplyContext, wanted: WorldOrganization, path: Path): Promise<void> {
  const found = await findOrganization(on, wanted, path);
  if (found === 'taken') return;
  const fields = fieldsOf(wanted);
  const organization = found ?? (await register(on, wanted));
  const ofFields = differenceOf({ ...organization }, fields);
  if (isDifferent(ofFields)) {
    await updateOrganization(on.tx, organization.id, ofFields.after);
  }
  const policy = ofFields.after.delegatedAdministrators;
  if (policy) await applyPolicy(on, organization, policy, [...path, 'delegatedAdministrators']);
  const ofWorkspaces = await applyWorkspaces(on, organization, wanted.workspaces, [...path, 'workspaces']);
  const workspaceNames = await workspaceNamesOf(on, organization, wanted.workspaces);
  const ofApprovals =
    wanted.approvals &&
    (await applyApprovals(on, organization, wanted.approvals, workspaceNames, [...path, 'approvals']));
  const { before, after } = mergeDifferences(ofFields, ofWorkspaces, ...(ofApprovals ? [ofApprovals] : []));
  on.report('organization', wanted.domain, !found, { before, after });
  const about = { subject: { kind: 'organization', id: organization.id }, counterpartId: null } as const;
  const { domain, tenantId } = wanted;
  const change: Change = found
    ? { ...about, event: organizationEvents['organization.changed'], before, after }
    : {
        ...about,
        event: organizationEvents['organization.registered'],
        after: { domain, tenantId, ...fields, ...after },
      };
  const isNews = !found || isDifferent({ before, after });
  const ofMembers = await applyMembers(on, { organization, workspaceNames }, wanted.members, [
    ...path,
    'members',
  ]);
  await publish(on.tx, on.now, operatorFor(organization.id), [...(isNews ? [change] : []), ...ofMembers]);
}

/** The organization's columns in the file, without the identifying ones; omitted ones stay as they are. */
const fieldsOf = ({
  name,
  country,
  cloud,
  language,
  programme,
  mpnId,
  mayAskForDap,
  delegatedAdministrators,
}: WorldOrganization) => ({
  name,
  country,
  cloud,
  language,
  programme: programme ?? null,
  ...(mpnId === undefined ? {} : { mpnId }),
  ...(mayAskForDap === undefined ? {} : { mayAskForDap }),
  ...(delegatedAdministrators === undefined ? {} : { delegatedAdministrators }),
});

/**
 * Makes existing grants follow the policy (R-DAP-05). Only the customer can decide which partner stays, so this refuses
 * while several have grants. The update has already locked the organization's row.
 */
async function applyPolicy(
  on: ApplyContext,
  { id, domain }: Organization,
  policy: DelegationPolicy,
  path: Path,
): Promise<void> {
  const holders = await delegatedPartners(on.tx, id);
  if (policy === 'single' && holders.length > 1) {
    const held = listed.format(holders.map((holder) => holder.domain).sort());
    const next = 'its admins keep one of them and type “roles remove <partner>” for each of the others';
    on.refuse(path, `cannot be single while ${held} hold delegated administration at ${domain}; ${next}`);
    return;
  }
  await setExclusive(on.tx, id, policy === 'single');
}

const listed = new Intl.ListFormat('en', { type: 'conjunction' });

/**
 * Finds the organization by both its domain and its tenant, which never change, so that a typing error cannot turn one
 * organization into another (R-ORG-01). Undefined if neither is known.
 */
async function findOrganization(
  on: ApplyContext,
  { domain, tenantId }: WorldOrganization,
  path: Path,
): Promise<Organization | 'taken' | undefined> {
  const rows = await organizationsNamed(on.tx, { domain, tenantId });
  const found = rows.find((row) => row.domain === domain && row.tenantId === tenantId);
  if (found) return found;
  for (const row of rows) {
    if (row.domain === domain) on.refuse([...path, 'domain'], `belongs to the tenant ${row.tenantId}`);
    else on.refuse([...path, 'tenantId'], `is the tenant of ${row.domain}`);
  }
  if (rows.length > 0) return 'taken';
  const other = await otherOwner(on, 'teams', tenantId, null);
  if (other === undefined) return undefined;
  on.refuse([...path, 'tenantId'], `belongs to ${other}, and a tenant belongs to one organization`);
  return 'taken';
}

const register = (on: ApplyContext, wanted: WorldOrganization): Promise<Organization> =>
  insertOrganization(on.tx, {
    id: on.newId(),
    domain: wanted.domain,
    tenantId: wanted.tenantId,
    createdAt: on.now,
    ...fieldsOf(wanted),
  });

async function applyAgreement(
  on: ApplyContext,
  wanted: World['agreements'][number],
  path: Path,
): Promise<void> {
  const { kind, version, locale } = wanted;
  const published = await publishAgreement(on.tx, on.now, wanted);
  if (!published.ok) {
    on.refuse([...path, 'url'], `differs from ${published.problem.url}, at which the version was published`);
    return;
  }
  const isNew = published.value === 'published';
  on.report('agreement', `${kind} ${version} ${locale}`, isNew, { before: {}, after: {} });
}
