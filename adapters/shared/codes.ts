/** A set of a platform's error codes, written as a text with spaces in between. */
export const codes = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));
