import type { InvitationKind } from '../../invitations/index.ts';

/** Kinds of events, each once, in the product's order; `everything` includes kinds that are added later. */
export type Kinds = 'everything' | readonly string[];

/** A filter as typed, with organizations by name, before they are looked up. */
export type ParsedFilter =
  | { readonly op: 'and' | 'or'; readonly of: readonly ParsedFilter[] }
  | { readonly op: 'not'; readonly of: ParsedFilter }
  | { readonly op: 'partner' | 'customer'; readonly typed: string }
  | { readonly op: 'kind'; readonly kind: InvitationKind };

/**
 * Which events of a kind a channel wants (R-NOTE-01). Organizations are stored by id, so a renamed one still matches.
 */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly op: 'not'; readonly of: Filter }
  | { readonly op: 'partner' | 'customer'; readonly organizationId: string; readonly typed: string }
  | { readonly op: 'kind'; readonly kind: InvitationKind };

/** The properties of an event that a filter tests. */
export interface FilterSubject {
  readonly partnerId: string | null;
  readonly customerId: string | null;
  readonly invitationKind: string | null;
}

/** Whether an event passes; without a filter every event does. */
export function passes(filter: Filter | null, subject: FilterSubject): boolean {
  if (filter === null) return true;
  switch (filter.op) {
    case 'and':
      return filter.of.every((part) => passes(part, subject));
    case 'or':
      return filter.of.some((part) => passes(part, subject));
    case 'not':
      return !passes(filter.of, subject);
    case 'partner':
      return subject.partnerId === filter.organizationId;
    case 'customer':
      return subject.customerId === filter.organizationId;
    case 'kind':
      return subject.invitationKind === filter.kind;
  }
}
