/** The few sentences that are the adapter's own; everything else that a person reads comes in cards and forms. */
export interface AdapterWords {
  /** Stands in a modal while the answer to a submitted form takes longer than Slack waits, e.g. "Working on it…". */
  readonly working: string;
  /** The button that opens a form for which Slack's three seconds had passed, e.g. "Open the form". */
  readonly openForm: string;
  /** In place of a form, where the bot has no access to the workspace: who can change that. */
  readonly notConnected: string;
  /** Closes a modal that asks for nothing, e.g. "Close". */
  readonly close: string;
  /** The last line of what was cut, e.g. "… and 7 more". */
  more(count: number): string;
}
