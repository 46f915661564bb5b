/** Asking, sending, reviewing, answering; the agreement. */
export const invitations = {} as const satisfies Record<string, string>;
