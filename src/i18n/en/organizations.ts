/** Customers, partners, providers, resellers: lists and details. */
export const organizations = {} as const satisfies Record<string, string>;
