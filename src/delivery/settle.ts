import { describe, type Sent } from './send.ts';
import type { WaitingDelivery } from './store/deliveries.ts';

/** How long an unreachable conversation is left alone: nobody reports when it is repaired. */
const pauseMs = 15 * 60_000;

/** The new state of a delivery and its conversation after an attempt. */
export interface Settlement {
  readonly state: 'waiting' | 'done' | 'set_aside';
  readonly attempts: number;
  readonly rejections: number;
  readonly lastError: string | null;
  /** Nothing is sent in the conversation before this time. */
  readonly notBefore: Date;
  /** Why the conversation cannot be reached, if that is the outcome (R-NOTE-08). */
  readonly unreachable: string | null;
}

/**
 * Decides by what stopped an attempt: a temporary failure is retried later; a conversation that cannot be reached is
 * left alone for a while; a message rejected both as a card and as plain text is set aside, and later ones are sent.
 */
export function settle(
  delivery: WaitingDelivery,
  { stop }: Pick<Sent, 'stop'>,
  { now, paceMs }: { readonly now: Date; readonly paceMs: number },
): Settlement {
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  const { attempts, rejections } = delivery;
  const waiting = {
    state: 'waiting',
    attempts,
    rejections,
    lastError: stop && describe(stop),
    unreachable: null,
  } as const;
  switch (stop?.outcome) {
    case undefined:
      return { ...waiting, state: 'done', notBefore: after(paceMs) };
    case 'wait':
      return { ...waiting, notBefore: after(stop.seconds * 1000) };
    case 'unreachable':
      return { ...waiting, unreachable: stop.what, notBefore: after(pauseMs) };
    case 'failed':
      return { ...waiting, attempts: attempts + 1, notBefore: after(backOffMs(attempts + 1)) };
    case 'rejected':
      return stop.isKnown
        ? { ...waiting, state: 'set_aside', notBefore: after(paceMs) }
        : { ...waiting, rejections: rejections + 1, notBefore: after(backOffMs(rejections + 1)) };
  }
}

/** 2 s, 4 s, 8 s and so on, up to ten minutes. */
const backOffMs = (tries: number): number => Math.min(1000 * 2 ** Math.min(tries, 10), 600_000);
