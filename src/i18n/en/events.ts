/** What happened, as channels and histories are told. */
export const events = {} as const satisfies Record<string, string>;
