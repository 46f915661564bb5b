import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { TeamSpec } from '../kit/slack/workspace.ts';
import { Refusal } from './refusal.ts';

const member = z.looseObject({
  name: z.string(),
  email: z.string(),
  roles: z.array(z.string()).default([]),
  slack: z.object({ workspace: z.string(), user: z.string() }).optional(),
  teams: z.object({ tenant: z.string(), user: z.string() }).optional(),
});

const organization = z.looseObject({
  name: z.string(),
  domain: z.string(),
  programme: z.string().optional(),
  workspaces: z
    .array(z.looseObject({ platform: z.string(), id: z.string(), botToken: z.string().optional() }))
    .default([]),
  approvals: z.looseObject({ workspace: z.string(), conversation: z.string() }).optional(),
  members: z.array(member).default([]),
});

const world = z.looseObject({
  organizations: z.array(organization),
  agreements: z.array(z.looseObject({ version: z.string() })).default([]),
});

/** What the sandbox itself reads of the operator's world file; the operator checks the whole. */
export type World = z.output<typeof world>;
export type Organization = z.output<typeof organization>;
export type Member = z.output<typeof member>;

const WORLD_FILE = fileURLToPath(new URL('world.json', import.meta.url));

/** Reads a world file; refuses what is none, with the places where it is not. */
export async function readWorld(file = WORLD_FILE): Promise<World> {
  const refuse = (why: string) => new Refusal(`The world file ${file} cannot be read. ${why}`);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const { data, error } = world.safeParse(json);
  if (!data) throw refuse(z.prettifyError(error));
  return data;
}

/** The world with its agreements where the sandbox shows them. */
export const withDocuments = (given: World, base: string): World => ({
  ...given,
  agreements: given.agreements.map((agreement) => ({ ...agreement, url: `${base}/${agreement.version}` })),
});

/** Slack's workspaces as the world names them. Everything has an id of our choice, so that kept data stays true. */
export function slackTeams({ organizations }: World): readonly TeamSpec[] {
  return organizations.flatMap((one) =>
    one.workspaces
      .filter(({ platform, botToken }) => platform === 'slack' && botToken !== undefined)
      .map(({ id, botToken = '' }) => teamOf(one, id, botToken)),
  );
}

function teamOf({ name, members, approvals }: Organization, id: string, token: string): TeamSpec {
  // Everybody reads times by the clock of this machine.
  const { timeZone: tz } = Intl.DateTimeFormat().resolvedOptions();
  const rest = id.slice(1);
  const asked = approvals?.workspace === id ? [{ name: 'approvals', id: approvals.conversation }] : [];
  return {
    name,
    id,
    bot: { id: `B${rest}`, userId: `U${rest}BOT`, token },
    people: members.flatMap(({ name: realName, email, slack }) =>
      slack?.workspace === id
        ? [{ name: email.split('@')[0] ?? email, realName, email, id: slack.user, tz }]
        : [],
    ),
    channels: [{ name: 'team', id: `C${rest}TEAM` }, { name: 'partners', id: `C${rest}PARTNERS` }, ...asked],
  };
}

/** Somebody at a Teams client. */
export interface TeamsUser {
  readonly member: Member;
  readonly organization: Organization;
  readonly tenant: string;
  readonly objectId: string;
}

export const teamsUsers = ({ organizations }: World): readonly TeamsUser[] =>
  organizations.flatMap((one) =>
    one.members.flatMap((person) =>
      person.teams
        ? [{ member: person, organization: one, tenant: person.teams.tenant, objectId: person.teams.user }]
        : [],
    ),
  );

/** Roles as a person reads them; what somebody is who has none. */
export const rolesInWords = ({ roles }: Member): string =>
  roles.length === 0
    ? 'No role'
    : roles
        .map((role) => role.replaceAll('_', ' '))
        .join(', ')
        .replace(/^./, (first) => first.toUpperCase());
