/** A set of a platform's error codes, from a list separated by spaces. */
export const codes = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));
