import { sql } from 'drizzle-orm';
import type { Consent } from '../../src/invitations/model/consent.ts';
import type { Draft } from '../../src/invitations/service/draft.ts';
import type { Caller } from '../../src/kernel/caller.ts';
import type { Platform } from '../../src/kernel/member.ts';
import type { Problem } from '../../src/kernel/problem.ts';
import type { Result } from '../../src/kernel/result.ts';
import type { RelationshipType } from '../../src/relationships/model/types.ts';
import type { NewOrganization, Stage } from './service.ts';

/** The value of an act that must succeed; otherwise the test fails. */
export function must<T>(result: Result<T, Problem>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${JSON.stringify(result.problem)}`);
}

/** The code of a refusal; `null` if the act succeeded. */
export const codeOf = (result: Result<unknown, Problem>): Problem['code'] | null =>
  result.ok ? null : result.problem.code;

export const everything = { text: null, after: null } as const;

/** The version that `createScene` publishes, and a consent to all of it. */
export const version = '2026-01';
export const consent: Consent = { ticked: true, agreementVersion: version, replaces: null };

/** A request; by default for a reseller without privileges. */
interface Ask {
  readonly from?: string;
  readonly type?: RelationshipType;
  readonly dap?: boolean;
  readonly way?: 'own_mail' | 'system';
}

/** A customer for a test, with a Global admin Gil, a Billing admin Bea, and Rob, who may only read. */
export interface Customer {
  readonly id: string;
  readonly domain: string;
  readonly gil: string;
  readonly bea: string;
  readonly rob: string;
}

/** The acts that most tests start with; each must succeed. */
export interface Scene {
  customer(change?: Partial<NewOrganization>): Promise<Customer>;
  draft(to: string, ask?: Ask): Promise<Draft>;
  /** Asks and sends; returns the invitation's id. */
  invite(to: string, ask?: Ask): Promise<string>;
  /** Asks, sends and accepts: the two are related afterwards. */
  relate(customer: Customer, ask?: Ask): Promise<string>;
  send(draft: Draft, ask?: Ask): Promise<string>;
  accept(by: string, id: string, change?: Partial<Consent>): Promise<void>;
  /** Sends a provider's request to a reseller. */
  inviteReseller(provider: string, reseller: string): Promise<string>;
  /** An unknown person in a chat, by default in a workspace without an owner. */
  stranger(user: string, workspace?: string, platform?: Platform): Caller;
  /** A member as a caller with a code. */
  visitor(email: string, platform?: Platform): Caller;
  token(draft: Draft): string;
}

/** The setup of a stage's tests; the sender is Ana of Fabrikam by default. */
export function createScene(stage: Stage, ana = 'ana@fabrikam.com'): Scene {
  const { service } = stage;
  let customers = 0;
  const scene: Scene = {
    async customer(change = {}) {
      customers += 1;
      const domain = change.domain ?? `customer${customers}.com`;
      const people = { Gil: ['global_admin'], Bea: ['billing_admin'], Rob: [] } as const;
      const id = await stage.add({ name: `Customer ${customers}`, people, ...change, domain });
      return { id, domain, gil: `gil@${domain}`, bea: `bea@${domain}`, rob: `rob@${domain}` };
    },
    draft: async (to, { from = ana, type = 'reseller', dap } = {}) =>
      must(
        await service.invitations.draftRequest(stage.as(from), {
          customer: to,
          type,
          includesDap: dap,
          note: null,
        }),
      ),
    async send(draft, { from = ana, way = 'own_mail' } = {}) {
      const { id } = draft.details.invitation;
      const mail = { subject: 'Hello', text: `Please look: ${draft.link}`, way };
      must(await service.invitations.send(stage.as(from), id, mail));
      return id;
    },
    invite: async (to, ask = {}) => scene.send(await scene.draft(to, ask), ask),
    async relate(customer, ask = {}) {
      const id = await scene.invite(customer.domain, ask);
      await scene.accept(customer.gil, id);
      return id;
    },
    async accept(by, id, change = {}) {
      must(await service.invitations.accept(stage.as(by), id, { ...consent, ...change }));
    },
    async inviteReseller(provider, reseller) {
      const drafted = await service.invitations.draftProviderInvitation(stage.as(provider), {
        reseller,
        note: null,
      });
      return scene.send(must(drafted), { from: provider });
    },
    stranger: (user, workspace = `nobodys-${user}`, platform = 'slack') => ({
      identity: { platform, tenant: workspace, user },
      address: null,
      workspace,
      conversation: 'D1',
      actor: null,
    }),
    visitor(email, platform = 'slack') {
      const actor = stage.as(email, platform);
      const user = email.slice(0, email.indexOf('@'));
      return { ...scene.stranger(user, actor.origin.workspace, platform), actor };
    },
    token: ({ link }) => link.slice(link.lastIndexOf('/') + 1),
  };
  return scene;
}

/** The number of rows for a condition, in the whole database. */
export async function countOf(stage: Stage, table: string, where = 'true'): Promise<number> {
  const [row] = await stage.rows(
    sql`select count(*)::int as n from ${sql.identifier(table)} where ${sql.raw(where)}`,
  );
  return Number(row?.n);
}
