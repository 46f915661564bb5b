/** The maximum number of rows on a page (R-CMD-05). */
export const pageSize = 25;
/** Rows are counted exactly up to this number (R-CMD-05). */
export const maxExactCount = 1000;

/** One page of a list, continued by key and not by offset. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The key after which the next page starts; null on the last page. */
  readonly next: string | null;
  /** The total number of rows with the same search; `maxExactCount + 1` means more than that. */
  readonly total: number;
}

/** The filter of a list: search words, and the key after which the page starts. */
export interface ListQuery {
  readonly text: string | null;
  readonly after: string | null;
}
