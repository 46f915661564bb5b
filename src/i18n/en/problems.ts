/** One sentence for each refusal: what is wrong, and what to do. */
export const problems = {} as const satisfies Record<string, string>;
