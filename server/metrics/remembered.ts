/**
 * Reads at most once in `ms`, and once for all who ask at the same time: several scrapers cost no
 * more than one. A read that failed is not remembered.
 */
export function remembered<Value>(
  ms: number,
  monotonicMs: () => number,
  read: () => Promise<Value>,
): () => Promise<Value> {
  let last: { value: Promise<Value>; atMs: number } | undefined;
  return () => {
    if (last && monotonicMs() - last.atMs < ms) return last.value;
    const value = read();
    const mine = { value, atMs: monotonicMs() };
    last = mine;
    value.catch(() => {
      if (last === mine) last = undefined;
    });
    return value;
  };
}
