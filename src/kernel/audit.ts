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
  /** From which chat. */
  readonly platform: Platform | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}
