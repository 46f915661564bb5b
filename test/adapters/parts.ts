import type { AdapterWords } from '../../adapters/shared/words.ts';
import type { Log } from '../../src/kernel/log.ts';

/** What adapters say themselves, marked with the language if there is one. */
export function wordsIn(locale?: string): AdapterWords {
  const mark = locale === undefined ? '' : ` (${locale})`;
  return {
    working: `Working on it…${mark}`,
    workingInChat: `Working on it${mark}`,
    openForm: `Open the form${mark}`,
    notConnected: `Ask whoever runs Accord to connect this workspace${mark}`,
    close: `Close${mark}`,
    answeredPrivately: `I answered you in our chat${mark}`,
    openChat: `Install the app, then ask me there${mark}`,
    greeting: `Hello everybody${mark}`,
    unidentified: `Teams does not say who you are${mark}`,
    optional: 'Optional',
    more: (count) => `… and ${count} more`,
    type: (label, command) => `${label}: type ${command}`,
    fault: (reference) => `Something went wrong on our side: ${reference}`,
  };
}

/** One line of the log. */
export interface Logged extends Readonly<Record<string, unknown>> {
  readonly what: string;
}

/** A log that keeps warnings and errors, and drops the rest. */
export function createTestLog(): { readonly log: Log; readonly lines: Logged[] } {
  const lines: Logged[] = [];
  const keep = (facts: Readonly<Record<string, unknown>>, what: string) =>
    void lines.push({ ...facts, what });
  return { log: { debug() {}, info() {}, warn: keep, error: keep }, lines };
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
