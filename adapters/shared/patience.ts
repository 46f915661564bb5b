/** How long somebody waits: in milliseconds, or until the promise resolves (tests). */
export type Patience = number | (() => Promise<void>);

/** The value, or undefined when it does not come in time. */
export function inTime<Value>(coming: Promise<Value>, patience: Patience): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(undefined);
    const timer = typeof patience === 'number' ? setTimeout(giveUp, patience) : void patience().then(giveUp);
    coming.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
