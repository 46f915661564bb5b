/** A time limit in milliseconds, or a promise that ends the wait when it resolves (for tests). */
export type AnswerTimeout = number | (() => Promise<void>);

/** The value, or undefined if it does not come in time. */
export function inTime<Value>(
  coming: Promise<Value>,
  answerTimeout: AnswerTimeout,
): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(undefined);
    const timer =
      typeof answerTimeout === 'number'
        ? setTimeout(giveUp, answerTimeout)
        : void answerTimeout().then(giveUp);
    coming.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
