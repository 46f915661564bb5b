import { setTimeout as wait } from 'node:timers/promises';

/** Waits for that many seconds. */
export type Pause = (seconds: number) => Promise<unknown>;

export const pauseFor: Pause = (seconds) => wait(seconds * 1000);

/** Tries again after the seconds that `waitAfter` gives for an error; at most `tries` attempts in total. */
export async function retrying<Value>(
  act: () => Promise<Value>,
  waitAfter: (error: unknown) => number | undefined,
  pause: Pause,
  tries: number,
): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    const seconds = waitAfter(error);
    if (seconds === undefined || tries <= 1) throw error;
    await pause(seconds);
    return retrying(act, waitAfter, pause, tries - 1);
  }
}
