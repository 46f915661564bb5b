import { type Database, readTransaction, type Transaction, transaction } from '../../db/driver/client.ts';
import type { ListenedEntry } from './audit.ts';
import type { Event, Listener, Subject } from './event.ts';
import type { Member } from './member.ts';
import type { Organization } from './organization.ts';
import { type ChatOrigin, chatColumns, type Origin } from './origin.ts';
import { problems } from './problems.ts';
import { type Acted, ActRefusal, refusalAsValue } from './refusal.ts';
import { type Ability, abilityExists, may, rolesWith } from './rights.ts';
import { insertAct } from './store/audit.ts';
import { loadMember, membersWith } from './store/people.ts';
import { claimRequest } from './store/requests.ts';

/** What every act works with. Clock, ids and randomness are arguments. */
export interface ServiceContext {
  readonly db: Database;
  readonly now: () => Date;
  readonly newId: () => string;
  /** A new secret for a link or a code, of at least 128 bits. */
  readonly newToken: () => string;
  /** Encrypts what must be kept readable for the system alone; the context binds it to its place. */
  readonly seal: (text: string, context: string) => string;
  /** Where the landing pages are, without a slash at the end. */
  readonly publicUrl: string;
  /** Whether the system can send mail itself (R-INV-05). */
  readonly sendsMail: boolean;
  /** The kinds of notification that a channel can subscribe to, of all subjects (R-NOTE-02). */
  readonly notificationKinds: readonly string[];
  /** Called when an act has committed: somebody may have to be told of it (R-AUD-03). */
  readonly announce: () => void;
  readonly hooks: Hooks;
}

/** What later subjects do within the acts of earlier ones, which do not know them. */
export interface Hooks {
  /**
   * A relationship between the act's organization and another is about to end. Locks what ends with it, which has to
   * happen before the relationship is locked: whoever locks both takes them in this order. What it returns then ends all
   * of that in the same act (R-REL-03).
   */
  readonly relationshipEnding: (
    acting: ActContext,
    between: { readonly one: string; readonly other: string },
  ) => Promise<() => Promise<void>>;
}

/** A recognised member; its rights are read anew by each act (R-ROLE-07). */
export interface Actor {
  readonly memberId: string;
  readonly organizationId: string;
  readonly origin: Origin;
  /** The same for a repeated delivery of the same request (R-SEC-03). */
  readonly deliveryId: string;
}

/** A recognised member in a conversation. */
export interface ChatActor extends Actor {
  readonly origin: ChatOrigin;
}

/** What an act needs: an ability; `read` for what every member of an organization may see; `self` for one's own. */
export type Need = Ability | 'read' | 'self';

/** One change of state, as the act that made it knows it. */
export interface Change {
  readonly event: Event;
  readonly subject: Subject;
  readonly counterpartId: string | null;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** What subscriptions filter by. */
  readonly partnerId?: string | null;
  readonly customerId?: string | null;
  readonly invitationKind?: string | null;
  /** Partners that hear of what a customer did, though it is with none of them or with another. */
  readonly listeners?: readonly Listener[];
}

/** An act in its transaction: the member and the organization as they are at this moment. */
export interface ActContext {
  readonly tx: Transaction;
  readonly now: Date;
  readonly member: Member;
  readonly organization: Organization;
  readonly actor: Actor;
  /** Ends the act with `role_needed` and the like unless the member holds the ability now. */
  require(ability: Ability): Promise<void>;
  /** Adds to what is audited and told when the act succeeds (R-AUD-01). */
  record(change: Change): void;
}

/** Looking something up: an act that changes nothing. */
export type QueryContext = Omit<ActContext, 'record'>;

/** The member and its right to what is needed, read in the transaction (R-ROLE-05, R-ROLE-07, R-ORG-02). */
async function enter(tx: Transaction, actor: Actor, need: Need) {
  const found = await loadMember(tx, actor.memberId);
  if (!found)
    throw new ActRefusal(problems.not_a_member({ ...chatColumns(actor.origin), organization: null }));
  const { member, organization } = found;
  const require = async (ability: Ability): Promise<void> => {
    if (!abilityExists(ability, organization)) throw new ActRefusal(problems.partners_only({ organization }));
    if (may(member, organization, ability)) return;
    const holders = await membersWith(tx, organization.id, ability);
    throw new ActRefusal(problems.role_needed({ roles: rolesWith(ability), holders }));
  };
  if (organization.cloud === 'china' && !outsideOfPartnering.has(need)) {
    throw new ActRefusal(problems.partner_features_unavailable({ cloud: organization.cloud }));
  }
  if (need !== 'read' && need !== 'self') await require(need);
  return { member, organization, require };
}

/** What is no partner feature, and so is there in every cloud (R-ORG-02). */
const outsideOfPartnering: ReadonlySet<Need> = new Set<Need>([
  'self',
  'manage_members',
  'manage_notifications',
]);

/** Looks something up for a member: reads only, in one transaction under the organization's own eyes (R-SEC-06). */
export function query<T>(
  { db, now }: ServiceContext,
  actor: Actor,
  need: Need,
  work: (querying: QueryContext) => Promise<T>,
): Acted<T> {
  return refusalAsValue(() =>
    readTransaction(db, { organization: actor.organizationId }, async (tx) =>
      work({ tx, now: now(), actor, ...(await enter(tx, actor, need)) }),
    ),
  );
}

/**
 * Runs an act: one transaction in which the rights are checked, the work decides and writes, every change is audited
 * and everybody concerned is going to be told; all of it happens or none does (R-INV-12). A repeated delivery of a
 * request whose act has committed is refused with `already_handled` (R-SEC-03).
 */
export function act<T>(
  context: ServiceContext,
  actor: Actor,
  need: Need,
  work: (acting: ActContext) => Promise<T>,
): Acted<T> {
  return refusalAsValue(async () => {
    const value = await transaction(context.db, { organization: actor.organizationId }, async (tx) => {
      const at = context.now();
      const claiming = claim(tx, actor.deliveryId, at);
      const [entered] = await Promise.all([enter(tx, actor, need), claiming]);
      const changes: Change[] = [];
      const value = await work({
        tx,
        now: at,
        actor,
        ...entered,
        record: (change) => {
          changes.push(change);
        },
      });
      await publish(tx, at, { ...actor, name: entered.member.name }, changes);
      return value;
    });
    context.announce();
    return value;
  });
}

async function claim(tx: Transaction, deliveryId: string, at: Date): Promise<void> {
  if (!(await claimRequest(tx, deliveryId, at))) throw new ActRefusal(problems.already_handled());
}

/** Who acts where no person does. */
const systemName = 'Accord';

/** Who made a change of an organization's, and from where; no member where the operator or the system did. */
export interface Author {
  readonly organizationId: string;
  readonly memberId: string | null;
  readonly name: string;
  readonly origin: Origin;
}

/** The system as the author of a change of this organization. */
export const systemFor = (organizationId: string): Author => ({
  organizationId,
  memberId: null,
  name: systemName,
  origin: { kind: 'system' },
});

/**
 * Audits the changes as one act, and puts it into the outbox in the same transaction: both sides and whoever listens are
 * told of it once it has committed (R-AUD-01, R-AUD-03).
 */
export async function publish(
  tx: Transaction,
  at: Date,
  author: Author,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  await insertAct(tx, {
    hearers: hearersOf(author.organizationId, changes),
    entries: changes.map((change) => ({
      at,
      kind: change.event.kind,
      organizationId: author.organizationId,
      counterpartId: change.counterpartId,
      subjectKind: change.subject.kind,
      subjectId: change.subject.id,
      actorId: author.memberId,
      actorName: author.name,
      origin: author.origin.kind,
      ...chatColumns(author.origin),
      before: change.before ?? null,
      after: change.after ?? null,
    })),
    facts: changes.map((change) => ({
      partnerId: change.partnerId ?? null,
      customerId: change.customerId ?? null,
      invitationKind: change.invitationKind ?? null,
    })),
  });
}

/** The organizations that take part in an act, each once, with the entries that they only listen to. */
function hearersOf(own: string, changes: readonly Change[]) {
  const hearers = new Map<string, ListenedEntry[]>([[own, []]]);
  const of = (organization: string): ListenedEntry[] => {
    const listens = hearers.get(organization) ?? [];
    hearers.set(organization, listens);
    return listens;
  };
  for (const [place, { counterpartId, listeners = [] }] of changes.entries()) {
    if (counterpartId !== null) of(counterpartId);
    for (const { organizationId, waits } of listeners) of(organizationId).push({ place, waits });
  }
  return [...hearers].map(([organization, listens]) => ({ organization, listens }));
}
