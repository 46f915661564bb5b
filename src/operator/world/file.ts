import { z } from 'zod';
import { agreementKinds } from '../../agreements/index.ts';
import { parseDomain, parseEmail } from '../../kernel/address.ts';
import { isUuid } from '../../kernel/ids.ts';
import { platforms, type Role, roles } from '../../kernel/member.ts';
import { clouds, delegationPolicies, programmes } from '../../kernel/organization.ts';
import type { Result } from '../../kernel/result.ts';
import { countryFrom } from '../../organizations/index.ts';
import { type Fault, faultAt, type Path, parseBy } from './faults.ts';

const text = z.string().trim().min(1, 'must not be empty').max(200, 'must have 200 characters at most');

/** A text in its canonical form; a text for which `normalize` returns undefined is invalid. */
const normalized = (what: string, normalize: (typed: string) => string | undefined) =>
  z
    .string()
    .overwrite((typed) => normalize(typed.trim()) ?? typed)
    .refine((typed) => normalize(typed) !== undefined, `must be ${what}`);

const matching = (what: string, pattern: RegExp) =>
  normalized(what, (typed) => (pattern.test(typed) ? typed : undefined));

const domain = normalized('a domain, e.g. fabrikam.com', parseDomain);
const email = normalized('an e-mail address, e.g. ana@fabrikam.com', parseEmail);
const guid = normalized('a GUID, e.g. 0192f0c1-7d3a-7b1e-9c4d-2f6a8e5b3c10', (typed) =>
  isUuid(typed) ? typed.toLowerCase() : undefined,
);
const country = normalized('a country by ISO 3166-1 alpha-2 or by name, e.g. US', countryFrom);
const language = normalized('a language by BCP 47, e.g. en or zh-TW', (typed) => {
  try {
    return new Intl.Locale(typed).toString();
  } catch {
    return undefined;
  }
});
const url = normalized('an address that begins with https:// or http://', (typed) =>
  /^https?:\/\//.test(typed) && URL.canParse(typed) ? typed : undefined,
);
const team = matching('the id of a Slack workspace, e.g. T000000001', /^[TE][A-Z0-9]+$/);

/** A channel's conversation id, without the thread that a copied link contains. */
const thread = normalized('the id of a Teams channel or chat, e.g. 19:…@thread.tacv2', (typed) =>
  /^\S+$/.test(typed) ? typed.replace(/;messageid=.*$/, '') : undefined,
);

/** For an unknown platform. */
const onPlatform = {
  error: ({ code }: { readonly code: string }) =>
    code === 'invalid_union' ? `must be ${platforms.join(' or ')}` : undefined,
};

const workspace = z.discriminatedUnion(
  'platform',
  [
    z.strictObject({
      platform: z.literal('slack'),
      id: team,
      botToken: matching('a bot token, which begins with xoxb-', /^xoxb-\S+$/).optional(),
    }),
    z.strictObject({ platform: z.literal('teams'), id: guid }),
  ],
  onPlatform,
);

const conversation = z.discriminatedUnion(
  'platform',
  [
    z.strictObject({
      platform: z.literal('slack'),
      workspace: team,
      conversation: matching('the id of a Slack channel, e.g. C0000001', /^[CG][A-Z0-9]+$/),
    }),
    z.strictObject({ platform: z.literal('teams'), workspace: guid, conversation: thread }),
  ],
  onPlatform,
);

const member = z.strictObject({
  name: text,
  email,
  roles: z.array(z.enum(roles)),
  slack: z
    .strictObject({
      workspace: team,
      user: matching('the id of a Slack user, e.g. U0000001', /^[UW][A-Z0-9]+$/),
    })
    .optional(),
  teams: z.strictObject({ tenant: guid, user: guid }).optional(),
});

const organization = z.strictObject({
  name: text,
  domain,
  tenantId: guid,
  country,
  cloud: z.enum(clouds),
  language,
  /** Absent for a customer. */
  programme: z.enum(programmes).optional(),
  mpnId: text.optional(),
  mayAskForDap: z.boolean().optional(),
  delegatedAdministrators: z.enum(delegationPolicies).optional(),
  workspaces: z.array(workspace).default([]),
  approvals: conversation.optional(),
  members: z.array(member).default([]),
});

/** The review form puts it into its command line in quotes, where whitespace is normalized (R-AGR-01). */
const version = matching(
  'letters, digits and . _ - / : + with single spaces between, 100 at most, e.g. 2026-01',
  /^(?=.{1,100}$)[\p{L}\p{N}][\p{L}\p{N}._/:+-]*(?: [\p{L}\p{N}._/:+-]+)*$/u,
);

export const agreement = z.strictObject({
  kind: z.enum(agreementKinds),
  version,
  locale: language,
  url,
});

const world = z
  .strictObject({
    organizations: z.array(organization).default([]),
    agreements: z.array(agreement).default([]),
  })
  .check(({ value, issues }) => {
    for (const { path, message } of [...repetitionsIn(value), ...unfitRolesIn(value)]) {
      issues.push({ code: 'custom', path: [...path], message, input: value });
    }
  });

/**
 * Organizations with their workspaces and members, and agreements, as named by an operator. What is omitted stays as it
 * is; without a programme an organization is a customer.
 */
export type World = z.output<typeof world>;
export type WorldOrganization = World['organizations'][number];
export type WorldMember = WorldOrganization['members'][number];

/** Parses and normalizes a world file. Refuses with every fault in the file itself. */
export const parseWorld = (json: unknown): Result<World, readonly Fault[]> => parseBy(world, json);

interface Found {
  readonly path: Path;
  readonly message: string;
}

/** Values that are in the file twice but must be unique. */
function repetitionsIn(file: World): readonly Found[] {
  const first = new Map<string, Path>();
  const found: Found[] = [];
  for (const { key, path } of uniquesOf(file)) {
    const earlier = first.get(key);
    if (earlier) found.push({ path, message: `is the same as ${faultAt(earlier, '').path}` });
    else first.set(key, path);
  }
  return found;
}

function* uniquesOf({ organizations, agreements }: World): Generator<{ key: string; path: Path }> {
  for (const [at, { domain, tenantId, workspaces, members }] of organizations.entries()) {
    const own: Path = ['organizations', at];
    yield { key: `domain ${domain}`, path: [...own, 'domain'] };
    // A tenant is also a workspace in Teams. One organization may name it as both (R-ID-03).
    yield { key: `teams ${tenantId}`, path: [...own, 'tenantId'] };
    for (const [place, { platform, id }] of workspaces.entries()) {
      const key = `${platform} ${id}`;
      const isHome = key === `teams ${tenantId}`;
      yield { key: isHome ? `home ${key}` : key, path: [...own, 'workspaces', place, 'id'] };
    }
    for (const [place, { email, slack, teams }] of members.entries()) {
      const person: Path = [...own, 'members', place];
      yield { key: `address ${at} ${email.toLowerCase()}`, path: [...person, 'email'] };
      if (slack) yield { key: `slack ${slack.workspace} ${slack.user}`, path: [...person, 'slack', 'user'] };
      if (teams) yield { key: `teams ${teams.tenant} ${teams.user}`, path: [...person, 'teams', 'user'] };
    }
  }
  for (const [at, { kind, version, locale }] of agreements.entries()) {
    yield { key: `agreement ${kind} ${version} ${locale}`, path: ['agreements', at, 'version'] };
  }
}

const rolesBySide: Readonly<Record<'partner' | 'customer', readonly Role[]>> = {
  partner: ['global_admin', 'user_management_admin', 'admin_agent', 'helpdesk_agent'],
  customer: ['global_admin', 'billing_admin'],
};

/** Only partners have agents, with at most one agent role; only customers have billing admins (ROLE). */
function unfitRolesIn({ organizations }: World): readonly Found[] {
  return organizations.flatMap(({ programme, members }, at) => {
    const side = programme ? 'partner' : 'customer';
    return members.flatMap(({ roles: held }, place) => {
      const path = ['organizations', at, 'members', place, 'roles'];
      const unfit = held.filter((role) => !rolesBySide[side].includes(role));
      const isBothAgents = held.includes('admin_agent') && held.includes('helpdesk_agent');
      return [
        ...unfit.map((role) => ({
          path,
          message: `holds ${role}, but a ${side}’s members can hold ${rolesBySide[side].join(', ')}`,
        })),
        ...(isBothAgents && side === 'partner'
          ? [{ path, message: 'holds two agent roles, and a member holds at most one' }]
          : []),
      ];
    });
  });
}
