import type { Subject } from './event.ts';
import type { Platform } from './member.ts';

/** One change of state (R-AUD-01). */
export interface AuditEntry {
  readonly id: number;
  readonly at: Date;
  readonly kind: string;
  readonly organizationId: string;
  readonly counterpartId: string | null;
  readonly subject: Subject;
  /** Null for the system. */
  readonly actorId: string | null;
  readonly actorName: string;
  /** The current names, for a sentence. */
  readonly organizationName: string;
  readonly counterpartName: string | null;
  /** The chat platform; null if it was not a chat. */
  readonly platform: Platform | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** The values of an entry that subscriptions filter by. */
export interface EntryFacts {
  readonly partnerId: string | null;
  readonly customerId: string | null;
  readonly invitationKind: string | null;
}

/** An entry of an act that an organization is notified of although it is neither of its two sides. */
export interface ListenedEntry {
  /** The entry's index in the act. */
  readonly place: number;
  /** Whether the organization asked for what has happened (`Listener`). */
  readonly waits: boolean;
}
