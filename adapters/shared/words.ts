/** The few sentences that adapters write themselves; all other text comes in cards and forms. */
export interface AdapterWords {
  /** Shown while a submitted form takes longer than the platform waits, e.g. "Working on it…". */
  readonly working: string;
  /** The same, if the answer will come elsewhere, e.g. "Working on it… The answer comes in our personal chat." */
  readonly workingInChat: string;
  /** Label of the button that opens a form which could not be opened in time, e.g. "Open the form". */
  readonly openForm: string;
  /** Shown instead of a form if the bot has no access to the workspace: who can change that. */
  readonly notConnected: string;
  /** Closes a dialog without inputs, e.g. "Close". */
  readonly close: string;
  /** Shown in a channel after a command that was answered in the personal chat, e.g. "I answered you in our chat." */
  readonly answeredPrivately: string;
  /** Shown in a channel if no personal chat can be opened: what to do (install or open the app, and ask there). */
  readonly openChat: string;
  /** One line for a channel or group chat that the bot was added to. */
  readonly greeting: string;
  /** For a person whose identity the platform does not state, such as an anonymous guest in a meeting. */
  readonly unidentified: string;
  /** Marks a field that may stay empty, e.g. "Optional". */
  readonly optional: string;
  /** The last line of a list that was cut, e.g. "… and 7 more". */
  more(count: number): string;
  /** What to type instead of pressing a button, e.g. "Show: type show 0192…". */
  type(label: string, command: string): string;
  /** An unexpected failure; the log has the same reference (R-CARD-07). */
  fault(reference: string): string;
}

/** The words in a language (BCP 47); in English if the language is not supported (R-LANG-01). */
export type WordsFor = (locale: string | undefined) => AdapterWords;
