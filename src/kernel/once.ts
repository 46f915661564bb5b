/** Makes something when it is first asked for, and gives that from then on. */
export function once<Value>(make: () => Value): () => Value {
  const ofNothing = onceForEach(make);
  return () => ofNothing(undefined);
}

/** The same for each key, by value. */
export function onceForEach<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined || made.has(key)) return known as Value;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
