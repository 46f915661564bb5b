/** How long something is used without being looked up again. */
const keptMs = 1000;

/** Looks something up once for the many who ask within a second; a failure and "there is none" are not kept. */
export function keptBriefly<Value>(
  look: (key: string) => Promise<Value | undefined>,
  now: () => number = () => performance.now(),
): (key: string) => Promise<Value | undefined> {
  const known = new Map<string, { readonly value: Promise<Value | undefined>; readonly until: number }>();
  return async (key) => {
    const kept = known.get(key);
    if (kept && kept.until > now()) return kept.value;
    const looked = { value: look(key), until: now() + keptMs };
    known.set(key, looked);
    const value = await looked.value.catch(() => undefined);
    if (value === undefined && known.get(key) === looked) known.delete(key);
    return looked.value;
  };
}
