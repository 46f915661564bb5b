/** The few sentences that adapters say themselves; everything else that a person reads comes in cards and forms. */
export interface AdapterWords {
  /** While a submitted form takes longer than the platform waits, e.g. "Working on it…". */
  readonly working: string;
  /** The same where the answer will come elsewhere, e.g. "Working on it… The answer comes in our personal chat." */
  readonly workingInChat: string;
  /** The button that opens a form which could not be opened in time, e.g. "Open the form". */
  readonly openForm: string;
  /** In place of a form, where the bot has no access to the workspace: who can change that. */
  readonly notConnected: string;
  /** Closes a dialog that asks for nothing, e.g. "Close". */
  readonly close: string;
  /** In a channel, after a command that was answered in the personal chat, e.g. "I answered you in our chat." */
  readonly answeredPrivately: string;
  /** In a channel, where no personal chat can be opened: what to do (install or open the app, and ask there). */
  readonly openChat: string;
  /** In a channel or group chat that the bot was added to, one line. */
  readonly greeting: string;
  /** To somebody whose identity the platform does not state (an anonymous guest of a meeting, say). */
  readonly unidentified: string;
  /** Marks a field that may stay empty, e.g. "Optional". */
  readonly optional: string;
  /** The last line of what was cut, e.g. "… and 7 more". */
  more(count: number): string;
  /** What to type instead of pressing a button, where only text can be shown, e.g. "Show: type show 0192…". */
  type(label: string, command: string): string;
  /** Something failed that should not; the log has the reference (R-CARD-07). */
  fault(reference: string): string;
}

/** The words in a language (BCP 47); in English for a language that is not known (R-LANG-01). */
export type WordsFor = (locale: string | undefined) => AdapterWords;
