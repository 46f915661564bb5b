/**
 * What `doctor` found at one place. `off`: not configured, which may be as meant; `todo`: nothing is wrong, and this
 * is next.
 */
export interface Finding {
  readonly of: string;
  readonly state: 'ok' | 'off' | 'todo' | 'wrong';
  /** How it is, and what to do where it is not well. */
  readonly says: string;
}

export const finding = (state: Finding['state'], of: string, says: string): Finding => ({ of, state, says });
