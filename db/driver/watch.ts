/** Limits how long a connection may be silent while it owes an answer. */
export interface Watch {
  /** Called when a statement was sent. */
  watch(statement: Promise<unknown>): void;
  stop(): void;
}

/**
 * The server itself ends what takes too long; this is for a server or a network that no longer answers.
 * @param limitMs 0: no limit.
 */
export function createWatch(limitMs: number, onSilence: () => void): Watch {
  let owed = 0;
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const answered = () => {
    owed -= 1;
    if (owed === 0) stop();
    else timer?.refresh();
  };
  return {
    watch(statement) {
      owed += 1;
      if (limitMs > 0 && timer === undefined) timer = setTimeout(onSilence, limitMs);
      statement.then(answered, answered);
    },
    stop,
  };
}
