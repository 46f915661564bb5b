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
  /** Null: the system itself. */
  readonly actorId: string | null;
  readonly actorName: string;
  /** The names as they are now, for a sentence. */
  readonly organizationName: string;
  readonly counterpartName: string | null;
  /** From which chat; null where it was no chat. */
  readonly platform: Platform | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** What subscriptions filter an entry by. */
export interface EntryFacts {
  readonly partnerId: string | null;
  readonly customerId: string | null;
  readonly invitationKind: string | null;
}

/** An entry of an act that an organization hears of although it is neither of its two sides. */
export interface ListenedEntry {
  /** Which of the act's entries, by its place. */
  readonly place: number;
  /** Whether the organization asked for what has happened (`Listener`). */
  readonly waits: boolean;
}
