import { readFile } from 'node:fs/promises';
import type { TeamSpec } from '../support/slack/workspace.ts';
import { Refusal } from './refusal.ts';

/** What the sandbox itself reads of the operator's world file; the operator checks the rest. */
export interface World {
  readonly organizations: readonly Organization[];
  readonly agreements: readonly Agreement[];
}

export interface Organization {
  readonly name: string;
  readonly domain: string;
  readonly programme?: string;
  readonly workspaces: readonly {
    readonly platform: string;
    readonly id: string;
    readonly botToken?: string;
  }[];
  readonly approvals?: { readonly workspace: string; readonly conversation: string };
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly slack?: { readonly workspace: string; readonly user: string };
  readonly teams?: { readonly tenant: string; readonly user: string };
}

interface Agreement {
  readonly version: string;
  readonly url: string;
}

export const WORLD_FILE = new URL('world.json', import.meta.url);

/** The world file, as far as the sandbox itself needs it. Refuses what is no such file. */
export async function readWorld(): Promise<World> {
  try {
    const world = JSON.parse(await readFile(WORLD_FILE, 'utf8')) as Partial<World>;
    if (!Array.isArray(world.organizations)) throw new Error('it names no organizations');
    const organizations = world.organizations.map((one) => ({ workspaces: [], members: [], ...one }));
    return { ...world, organizations, agreements: world.agreements ?? [] };
  } catch (error) {
    throw new Refusal(`The world file ${WORLD_FILE.pathname} cannot be read: ${(error as Error).message}`);
  }
}

/** The world with its agreements where the sandbox shows them. */
export const withDocuments = (world: World, base: string): World => ({
  ...world,
  agreements: world.agreements.map((agreement) => ({ ...agreement, url: `${base}/${agreement.version}` })),
});

/** Slack's workspaces as the world names them. Everything has an id of our choice, so that kept data stays true. */
export function slackTeams({ organizations }: World): readonly TeamSpec[] {
  // Everybody reads times by the clock of this machine.
  const { timeZone: tz } = Intl.DateTimeFormat().resolvedOptions();
  return organizations.flatMap(({ name, workspaces, members, approvals }) =>
    workspaces
      .filter(({ platform, botToken }) => platform === 'slack' && botToken !== undefined)
      .map(({ id, botToken = '' }): TeamSpec => {
        const rest = id.slice(1);
        const asked = approvals?.workspace === id ? [{ name: 'approvals', id: approvals.conversation }] : [];
        return {
          name,
          id,
          bot: { id: `B${rest}`, userId: `U${rest}BOT`, token: botToken },
          people: members.flatMap(({ name: realName, email, slack }) =>
            slack?.workspace === id ? [{ name: handleOf(email), realName, email, id: slack.user, tz }] : [],
          ),
          channels: [
            { name: 'team', id: `C${rest}TEAM` },
            { name: 'partners', id: `C${rest}PARTNERS` },
            ...asked,
          ],
        };
      }),
  );
}

/** Somebody at a Teams client. */
export interface TeamsUser {
  readonly member: Member;
  readonly organization: Organization;
  readonly tenant: string;
  readonly objectId: string;
}

export const teamsUsers = ({ organizations }: World): readonly TeamsUser[] =>
  organizations.flatMap((organization) =>
    organization.members.flatMap((member) =>
      member.teams
        ? [{ member, organization, tenant: member.teams.tenant, objectId: member.teams.user }]
        : [],
    ),
  );

export const handleOf = (email: string): string => email.split('@')[0] ?? email;

/** Roles as a person reads them; what somebody is who has none. */
export const rolesInWords = ({ roles }: Member): string =>
  roles.length === 0
    ? 'No role'
    : roles
        .map((role) => role.replaceAll('_', ' '))
        .join(', ')
        .replace(/^./, (first) => first.toUpperCase());
