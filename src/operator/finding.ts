/**
 * One finding of `doctor`. `off`: not configured, which may be intended; `todo`: nothing is wrong, and this is the next
 * step.
 */
export interface Finding {
  readonly of: string;
  readonly state: 'ok' | 'off' | 'todo' | 'wrong';
  /** The state, and what to do if something is wrong. */
  readonly says: string;
}

export const finding = (state: Finding['state'], of: string, says: string): Finding => ({ of, state, says });
