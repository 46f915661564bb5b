import { randomUUID } from 'node:crypto';
import { type Database, type Transaction, transaction } from '../../db/driver/client.ts';
import { type Conversation, loadConversations } from '../conversations/index.ts';
import type { AuditEntry } from '../kernel/audit.ts';
import type { Platform } from '../kernel/member.ts';
import type { Poster } from '../kernel/poster.ts';
import { loadAuditEntries } from '../kernel/store/audit.ts';
import { type Announcement, announcementOf, composeMessage, type Part } from './compose.ts';
import { type Drawing, loadDrawing, type Viewpoint } from './draw.ts';
import { leaseMs, type Queue } from './pump.ts';
import { type RecordParts, recordSent } from './record.ts';
import { heldOf, type Sent, send, type Work } from './send.ts';
import { nextDeliveries, type WaitingDelivery } from './store/deliveries.ts';
import {
  dropLeases,
  dueConversations,
  dueLanes,
  type Lane,
  renewLeases,
  takeLeases,
} from './store/leases.ts';
import { firstId } from './store/outbox.ts';
import { type Post, postsAbout } from './store/posts.ts';

/** The parts needed to send a platform's messages. */
export interface ChatParts extends RecordParts {
  readonly db: Database;
  /** Called if recording has created new notifications. */
  readonly announce?: () => void;
}

/** How many lanes one turn reads. */
const lanesAtOnce = 200;
const first: Lane = { organizationId: firstId, workspace: '' };

/** A platform's due messages, in the order of each conversation (R-AUD-03, R-NOTE-07). */
export function chatQueue(parts: ChatParts, platform: Platform): Queue<Work, Sent> & Hold {
  const { db, poster, now, announce } = parts;
  const asSystem = <T>(work: (tx: Transaction) => Promise<T>) =>
    transaction(db, { system: 'deliveries' }, work);
  let after = first;
  const hold = (ids: readonly string[]) => takeWork(parts, async () => ids);
  return {
    hold,
    async dueLanes() {
      const lanes = await asSystem((tx) => dueLanes(tx, platform, { after, max: lanesAtOnce, now: now() }));
      const isOverTheEnd = lanes.length < lanesAtOnce;
      if (isOverTheEnd && lanes.length === 0 && after !== first) {
        after = first;
        return this.dueLanes();
      }
      after = isOverTheEnd ? first : (lanes.at(-1) ?? first);
      return lanes.map(keyOf);
    },
    async take(quotas) {
      const wanted = [...quotas].map(([lane, max]) => ({ ...laneOf(lane), max }));
      return takeWork(parts, (tx) => dueConversations(tx, platform, wanted, now()));
    },
    laneOf: ({ conversation }) => keyOf(conversation),
    send: (work) => send(poster, work),
    unrecorded: (error) => ({
      changed: [],
      gone: [],
      posted: null,
      isPlain: false,
      stop: { outcome: 'failed', error },
    }),
    async record(ended) {
      const { due, hasNews } = await asSystem((tx) => recordSent(parts, tx, ended));
      if (hasNews) announce?.();
      return due;
    },
    renew: (held) => asSystem((tx) => renewLeases(tx, held.map(heldOf), new Date(now().getTime() + leaseMs))),
    giveBack: (held) => asSystem((tx) => dropLeases(tx, held.map(heldOf))),
  };
}

interface Hold {
  /** Takes the leases of due conversations, and reads what to send there. */
  hold(ids: readonly string[]): Promise<readonly Work[]>;
}

const keyOf = ({ organizationId, workspace }: Lane): string => `${organizationId} ${workspace}`;
const laneOf = (key: string): Lane => ({
  organizationId: key.slice(0, key.indexOf(' ')),
  workspace: key.slice(key.indexOf(' ') + 1),
});

async function takeWork(
  { db, now, poster }: ChatParts,
  find: (tx: Transaction) => Promise<readonly string[]>,
): Promise<readonly Work[]> {
  const at = now();
  const lease = { id: randomUUID(), until: new Date(at.getTime() + leaseMs) };
  const asSystem = <T>(work: (tx: Transaction) => Promise<T>) =>
    transaction(db, { system: 'deliveries' }, work);
  const taken = await asSystem(async (tx) => takeLeases(tx, await find(tx), lease, at));
  if (taken.length === 0) return [];
  const load = (some: readonly string[]) => asSystem((tx) => loadWork(tx, poster, some, lease.id, at));
  try {
    return await load(taken);
  } catch (error) {
    if (taken.length === 1) return asSystem((tx) => failedWork(tx, taken, lease.id, error));
    // A drawing that fails for one conversation does not block others.
    const works: Work[] = [];
    for (const id of taken) {
      const one = await load([id]).catch((fault: unknown) =>
        asSystem((tx) => failedWork(tx, [id], lease.id, fault)),
      );
      works.push(...one);
    }
    return works;
  }
}

/** Reads the next delivery of each conversation, and everything needed to draw it. */
async function loadWork(
  tx: Transaction,
  poster: Poster,
  ids: readonly string[],
  leaseId: string,
  at: Date,
): Promise<readonly Work[]> {
  const [places, waiting] = await Promise.all([loadConversations(tx, ids), nextDeliveries(tx, ids)]);
  const entries = await loadAuditEntries(tx, [...new Set(waiting.flatMap(({ entryIds }) => entryIds))]);
  const entriesOf = ({ entryIds }: WaitingDelivery) => entries.filter(({ id }) => entryIds.includes(id));
  const posts = await postsAbout(
    tx,
    waiting.flatMap((delivery) =>
      entriesOf(delivery).map(({ subject }) => ({ conversationId: delivery.conversationId, subject })),
    ),
  );
  const nextOf = new Map(waiting.map((delivery) => [delivery.conversationId, delivery]));
  const postsOf = new Map<string, Post[]>();
  for (const post of posts) kept(postsOf, post.conversationId, (): Post[] => []).push(post);
  const tell = announceOnce(tx, poster, entries, at);
  const works: Work[] = [];
  for (const conversation of places) {
    const { id } = conversation;
    const delivery = nextOf.get(id) ?? null;
    const telling = delivery && (await tell(conversation, delivery));
    const message = telling && composeMessage(delivery, telling, postsOf.get(id) ?? []);
    works.push({ conversation, leaseId, delivery, message });
  }
  return works;
}

/** Reads and draws a message once for all conversations in which it looks the same; null if they may not see it. */
function announceOnce(tx: Transaction, poster: Poster, entries: readonly AuditEntry[], at: Date) {
  const drawings = new Map<string, Promise<Drawing | undefined>>();
  const tellings = new Map<string, Promise<Announcement | null>>();
  const drawn = (viewpoint: Viewpoint, seenBy: string, entry: AuditEntry) =>
    kept(drawings, `${entry.id} ${seenBy}`, () => loadDrawing(tx, viewpoint, entry, at, poster));

  async function tell(viewpoint: Viewpoint, seenBy: string, delivery: WaitingDelivery) {
    const parts: Part[] = [];
    for (const entry of entries.filter(({ id }) => delivery.entryIds.includes(id))) {
      const drawing = await drawn(viewpoint, seenBy, entry);
      if (drawing) parts.push({ entry, drawing });
    }
    return parts.length > 0 ? announcementOf(delivery, parts) : null;
  }

  return (conversation: Conversation, delivery: WaitingDelivery): Promise<Announcement | null> => {
    const { kind, organizationId, platform, language, programme, member } = conversation;
    const viewpoint: Viewpoint = { kind, organizationId, platform, language, programme, member };
    const seenBy = JSON.stringify(viewpoint);
    const { entryIds, toldIds, reason } = delivery;
    const key = JSON.stringify([seenBy, entryIds, toldIds, reason]);
    return kept(tellings, key, () => tell(viewpoint, seenBy, delivery));
  };
}

function kept<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** A failure while reading counts as a failed try. */
async function failedWork(
  tx: Transaction,
  ids: readonly string[],
  leaseId: string,
  fault: unknown,
): Promise<readonly Work[]> {
  const [places, waiting] = await Promise.all([loadConversations(tx, ids), nextDeliveries(tx, ids)]);
  return places.map((conversation) => {
    const delivery = waiting.find(({ conversationId }) => conversationId === conversation.id) ?? null;
    return { conversation, leaseId, delivery, message: null, fault };
  });
}
