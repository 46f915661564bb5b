/** At most this many rows of a list at a time (R-CMD-05). */
export const pageSize = 25;
/** Rows are counted exactly up to this number (R-CMD-05). */
export const countedExactly = 1000;

/** One page of a list, by key and not by offset. */
export interface Page<T> {
  readonly items: readonly T[];
  /** What a further page begins after; null on the last. */
  readonly next: string | null;
  /** How many there are in all, with the same search; `countedExactly + 1` stands for more than that. */
  readonly total: number;
}

/** What narrows a list: words to search for, and the key that the page begins after. */
export interface ListQuery {
  readonly text: string | null;
  readonly after: string | null;
}
