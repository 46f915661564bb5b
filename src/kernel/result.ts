/** The outcome of an act: a value, or a refusal. Faults (a lost database, a bug) are thrown instead. */
export type Result<T, P> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const refuse = <const P>(problem: P): { readonly ok: false; readonly problem: P } => ({
  ok: false,
  problem,
});
