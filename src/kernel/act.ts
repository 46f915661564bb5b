import { type Database, enterAs, type Transaction, transaction } from '../../db/driver/client.ts';
import type { ListenedEntry } from './audit.ts';
import type { Event, Listener, Subject } from './event.ts';
import type { Member } from './member.ts';
import type { Organization } from './organization.ts';
import { type ChatOrigin, chatColumns, type Origin } from './origin.ts';
import { problems } from './problems.ts';
import { confirm, type Recognition } from './recognition.ts';
import { type Acted, ActRefusal, refusalAsValue } from './refusal.ts';
import { type Ability, abilityExists, may, rolesWith } from './rights.ts';
import { insertAct } from './store/audit.ts';
import { enterAsIdentity, loadMember, membersWith } from './store/people.ts';
import { claimRequest } from './store/requests.ts';

/** The dependencies of every act. Clock, ids and randomness are arguments. */
export interface ServiceContext {
  readonly db: Database;
  readonly now: () => Date;
  readonly newId: () => string;
  /** A new secret for a link or a code, with at least 128 bits. */
  readonly newToken: () => string;
  /** Encrypts a text that only the system may read; the context binds it to its place. */
  readonly seal: (text: string, context: string) => string;
  /** The base address of the landing pages, without a trailing slash. */
  readonly publicUrl: string;
  /** Whether the system can send mail itself (R-INV-05). */
  readonly sendsMail: boolean;
  /** The kinds of notification that a channel can subscribe to, of all subjects (R-NOTE-02). */
  readonly notificationKinds: readonly string[];
  /** Called after an act has committed, because somebody may have to be notified (R-AUD-03). */
  readonly announce: () => void;
  readonly hooks: Hooks;
}

/** What later subjects do within the acts of earlier ones, which do not know them. */
export interface Hooks {
  /**
   * A relationship between the acting organization and another is about to end. Locks everything that ends with it,
   * before the relationship itself is locked: everybody locks in this order. The returned function then ends all of it
   * in the same act (R-REL-03).
   */
  readonly relationshipEnding: (
    acting: ActContext,
    between: { readonly one: string; readonly other: string },
  ) => Promise<() => Promise<void>>;
}

/** A recognized member; each act reads the member's rights again (R-ROLE-07). */
export interface Actor {
  readonly memberId: string;
  readonly organizationId: string;
  readonly origin: Origin;
  /** The same when the same request is delivered again (R-SEC-03). */
  readonly deliveryId: string;
  /** The person as a chat vouches for it, whom every transaction recognizes anew; without it, it is the member named. */
  readonly recognition?: Recognition | undefined;
}

/** A recognized member in a conversation. */
export interface ChatActor extends Actor {
  readonly origin: ChatOrigin;
}

/**
 * What an act needs: an ability; `read` for what every member of an organization may see; `self` for the member's own
 * data.
 */
export type Need = Ability | 'read' | 'self';

/** One change of state, as the act knows it. */
export interface Change {
  readonly event: Event;
  readonly subject: Subject;
  readonly counterpartId: string | null;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** The values that subscriptions filter by. */
  readonly partnerId?: string | null;
  readonly customerId?: string | null;
  readonly invitationKind?: string | null;
  /** Partners to notify of a customer's act, although it concerns none of them or only one. */
  readonly listeners?: readonly Listener[];
}

/** An act in its transaction: the member and the organization as they are now. */
export interface ActContext {
  readonly tx: Transaction;
  readonly now: Date;
  readonly member: Member;
  readonly organization: Organization;
  readonly actor: Actor;
  /** Refuses with `role_needed` or similar unless the member has the ability now. */
  require(ability: Ability): Promise<void>;
  /** Adds a change to audit and announce if the act succeeds (R-AUD-01). */
  record(change: Change): void;
}

/** A query: an act that changes nothing. */
export type QueryContext = Omit<ActContext, 'record'>;

/** A member, and the organization that it belongs to. */
interface Entered {
  readonly member: Member;
  readonly organization: Organization;
}

/** States for whom the transaction works; the same text is the same member with the same rights. */
const enter = (tx: Transaction, { recognition, organizationId }: Actor): Promise<string | null> =>
  recognition ? enterAsIdentity(tx, recognition.key) : enterAs(tx, organizationId);

/** The member as it is in this transaction (R-ROLE-07). */
async function memberIn(tx: Transaction, actor: Actor, entered: Promise<string | null>): Promise<Entered> {
  if (actor.recognition) return confirm(actor.recognition, await entered);
  const found = await loadMember(tx, actor.memberId);
  if (!found)
    throw new ActRefusal(problems.not_a_member({ ...chatColumns(actor.origin), organization: null }));
  return found;
}

/** The member with its right to what is needed (R-ROLE-05, R-ORG-02). */
async function permitted(tx: Transaction, { member, organization }: Entered, need: Need) {
  const require = async (ability: Ability): Promise<void> => {
    if (!abilityExists(ability, organization)) throw new ActRefusal(problems.partners_only({ organization }));
    if (may(member, organization, ability)) return;
    const holders = await membersWith(tx, organization.id, ability);
    throw new ActRefusal(problems.role_needed({ roles: rolesWith(ability), holders }));
  };
  if (organization.cloud === 'china' && !nonPartnerNeeds.has(need)) {
    throw new ActRefusal(problems.partner_features_unavailable({ cloud: organization.cloud }));
  }
  if (need !== 'read' && need !== 'self') await require(need);
  return { member, organization, require };
}

/** These are not partner features, so they exist in every cloud (R-ORG-02). */
const nonPartnerNeeds: ReadonlySet<Need> = new Set<Need>(['self', 'manage_members', 'manage_notifications']);

/**
 * Reads something for a member, with the organization's own rights (R-SEC-06). The work starts with the assumed member,
 * so that its statements are sent together with the one that recognizes the person. If that finds another member, the
 * result is dropped and the work is done again, so it may only read.
 */
export function query<T>(
  { db, now }: ServiceContext,
  actor: Actor,
  need: Need,
  work: (querying: QueryContext) => Promise<T>,
): Acted<T> {
  return refusalAsValue(() =>
    db.read({
      holder: actor.organizationId,
      enter: (tx) => enter(tx, actor),
      async work(tx, entered) {
        const run = async (as: Entered) =>
          work({ tx, now: now(), actor, ...(await permitted(tx, as, need)) });
        const assumed = actor.recognition?.assumed;
        const begun = assumed && run(assumed);
        begun?.catch(() => {});
        const found = await memberIn(tx, actor, entered);
        return begun && found === assumed ? begun : run(found);
      },
    }),
  );
}

/**
 * Runs an act in one transaction: checks the rights, lets the work decide and write, audits every change, and queues
 * the notifications; all of it happens or nothing (R-INV-12). If the same request has already committed, refuses with
 * `already_handled` (R-SEC-03).
 */
export function act<T>(
  context: ServiceContext,
  actor: Actor,
  need: Need,
  work: (acting: ActContext) => Promise<T>,
): Acted<T> {
  return refusalAsValue(async () => {
    const scope = { recognizes: actor.organizationId };
    const value = await transaction(context.db, scope, async (tx) => {
      const at = context.now();
      const entering = enter(tx, actor);
      const claiming = claim(tx, actor.deliveryId, at);
      const [found] = await Promise.all([memberIn(tx, actor, entering), claiming]);
      const entered = await permitted(tx, found, need);
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

/** The actor's name in acts of the system. */
const systemName = 'Accord';

/** Who made an organization's change, and from where; the member is null for the operator and the system. */
export interface Author {
  readonly organizationId: string;
  readonly memberId: string | null;
  readonly name: string;
  readonly origin: Origin;
}

/** The system as the author of a change to this organization. */
export const systemFor = (organizationId: string): Author => ({
  organizationId,
  memberId: null,
  name: systemName,
  origin: { kind: 'system' },
});

/**
 * Audits the changes as one act and puts it into the outbox in the same transaction. Both sides and all listeners are
 * notified after the commit (R-AUD-01, R-AUD-03).
 */
export async function publish(
  tx: Transaction,
  at: Date,
  author: Author,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  await insertAct(tx, {
    concerned: concernedBy(author.organizationId, changes),
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

/** The organizations that an act concerns, each once, with the entries that they only listen to. */
function concernedBy(own: string, changes: readonly Change[]) {
  const concerned = new Map<string, ListenedEntry[]>([[own, []]]);
  const of = (organization: string): ListenedEntry[] => {
    const listens = concerned.get(organization) ?? [];
    concerned.set(organization, listens);
    return listens;
  };
  for (const [place, { counterpartId, listeners = [] }] of changes.entries()) {
    if (counterpartId !== null) of(counterpartId);
    for (const { organizationId, waits } of listeners) of(organizationId).push({ place, waits });
  }
  return [...concerned].map(([organization, listens]) => ({ organization, listens }));
}
