/** The few sentences that are the adapter's own; everything else that a person reads comes in cards and forms. */
export interface AdapterWords {
  /** Answers a click whose result takes longer than Teams should wait, e.g. "Working on it… The answer comes in our chat." */
  readonly working: string;
  /** In a channel, after a command that was answered in the personal chat, e.g. "I answered you in our chat." */
  readonly answeredPrivately: string;
  /** In a channel, where no personal chat can be opened: what to do (install or open the app, and ask there). */
  readonly openChat: string;
  /** In a channel or group chat that the bot was added to, one line. */
  readonly greeting: string;
  /** To somebody whose Entra identity Teams does not state (an anonymous guest of a meeting, say). */
  readonly unidentified: string;
  /** Marks a field that may stay empty, e.g. "Optional". */
  readonly optional: string;
  /** The last line of what was cut, e.g. "… and 7 more". */
  more(count: number): string;
  /** The typed twin of a button, where only text can be shown, e.g. "Show: type show 0192…". */
  type(label: string, command: string): string;
  /** Something failed that should not; the log has the reference (R-CARD-07). */
  fault(reference: string): string;
}

/** In the language that the platform names (BCP 47), English for an unknown one (R-LANG-01). */
export type WordsFor = (locale: string | undefined) => AdapterWords;
