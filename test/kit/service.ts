import { randomUUID } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import { transaction } from '../../db/driver/client.ts';
import { agreements } from '../../db/schema/agreements.ts';
import { chatIdentities } from '../../db/schema/chat-identities.ts';
import { members } from '../../db/schema/members.ts';
import { organizations } from '../../db/schema/organizations.ts';
import { workspaces } from '../../db/schema/workspaces.ts';
import type { ChatActor } from '../../src/kernel/act.ts';
import type { AdminRole, AgentRole, Platform } from '../../src/kernel/member.ts';
import { newToken } from '../../src/kernel/tokens.ts';
import { createServices, type ServiceEnvironment, type Services } from '../../src/subjects.ts';
import { createDatabase } from './database.ts';
import { openClone } from './roles.ts';

/** An organization for a test, with its people by first name. */
export interface NewOrganization {
  readonly name: string;
  readonly domain?: string;
  readonly country?: string;
  readonly cloud?: 'public' | 'us_government' | 'germany' | 'china';
  readonly programme?: 'direct_reseller' | 'indirect_reseller' | 'indirect_provider' | 'advisor';
  readonly mayAskForDap?: boolean;
  readonly delegatedAdministrators?: 'single' | 'several';
  readonly invitationDays?: number;
  readonly people: Readonly<Record<string, readonly (AdminRole | Exclude<AgentRole, 'not_an_agent'>)[]>>;
}

/** The service with its own database, a clock that moves only on request, and people. */
export interface Stage {
  readonly service: Services;
  readonly env: ServiceEnvironment;
  readonly url: string;
  /** Adds an organization; its workspace on each platform is `<platform>-<domain>`. */
  add(organization: NewOrganization): Promise<string>;
  /** A member as an actor: `ana@fabrikam.com`; every call is a new request. */
  as(email: string, platform?: Platform): ChatActor;
  publishAgreement(version: string, locale?: string): Promise<void>;
  /** Rows of the database, read without row security. */
  rows(query: SQL): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Moves the clock forward. */
  wait(span: { readonly days?: number; readonly hours?: number }): void;
  close(): Promise<void>;
}

/** Creates a database unless one is given. */
export async function createStage(given?: Awaited<ReturnType<typeof createDatabase>>): Promise<Stage> {
  const database = given ?? (await createDatabase());
  const { db, close } = openClone(database.url, 20);
  let now = new Date('2026-11-02T09:00:00.000Z');
  const actors = new Map<string, { memberId: string; organizationId: string; domain: string }>();
  const env: ServiceEnvironment = {
    db,
    now: () => now,
    newId: randomUUID,
    newToken,
    seal: (text) => `sealed ${text.length}`,
    publicUrl: 'https://accord.example',
    sendsMail: true,
    announce: () => {},
  };
  return {
    service: createServices(env),
    env,
    url: database.url,
    async add(organization) {
      const domain = organization.domain ?? `${organization.name.toLowerCase().replace(/\W+/g, '')}.com`;
      const id = randomUUID();
      await transaction(db, { system: 'test' }, async (tx) => {
        await tx.insert(organizations).values({
          id,
          name: organization.name,
          domain,
          tenantId: randomUUID(),
          country: organization.country ?? 'US',
          cloud: organization.cloud ?? 'public',
          language: 'en',
          programme: organization.programme ?? null,
          mayAskForDap: organization.mayAskForDap ?? organization.programme !== undefined,
          delegatedAdministrators: organization.delegatedAdministrators ?? 'single',
          invitationDays: organization.invitationDays ?? 90,
        });
        for (const platform of ['slack', 'teams'] as const) {
          await tx.insert(workspaces).values({ platform, id: `${platform}-${domain}`, organizationId: id });
        }
        for (const [name, roles] of Object.entries(organization.people)) {
          const memberId = randomUUID();
          const email = `${name.toLowerCase()}@${domain}`;
          actors.set(email, { memberId, organizationId: id, domain });
          await tx.insert(members).values({
            id: memberId,
            organizationId: id,
            name,
            email,
            agentRole:
              roles.find((role) => role === 'admin_agent' || role === 'helpdesk_agent') ?? 'not_an_agent',
            adminRoles: roles.filter((role) => role !== 'admin_agent' && role !== 'helpdesk_agent'),
          });
          for (const platform of ['slack', 'teams'] as const) {
            await tx.insert(chatIdentities).values({
              platform,
              tenant: `${platform}-${domain}`,
              user: name.toLowerCase(),
              memberId,
              organizationId: id,
            });
          }
        }
      });
      return id;
    },
    as(email, platform = 'slack') {
      const actor = actors.get(email);
      if (!actor) throw new Error(`nobody is ${email}`);
      return {
        memberId: actor.memberId,
        organizationId: actor.organizationId,
        origin: { kind: 'chat', platform, workspace: `${platform}-${actor.domain}`, conversation: 'C1' },
        deliveryId: randomUUID(),
      };
    },
    async publishAgreement(version, locale = 'en') {
      await transaction(db, { system: 'test' }, (tx) =>
        tx.insert(agreements).values({
          kind: 'microsoft_customer_agreement',
          version,
          locale,
          url: `https://agreements.example/${version}`,
          publishedAt: now,
        }),
      );
    },
    rows: (query) => transaction(db, { system: 'test' }, (tx) => tx.execute(query)),
    wait({ days = 0, hours = 0 }) {
      now = new Date(now.getTime() + days * 86_400_000 + hours * 3_600_000);
    },
    async close() {
      await close();
      await database.drop();
    },
  };
}
