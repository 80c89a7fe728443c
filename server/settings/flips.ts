import type { StatusPreview } from "./schema.ts";

/** So many are worth a question in any fleet … */
const manyMin = 100;
/** … and in a small one this share, of at least so many. */
const manyShare = 0.1;
const fewMax = 3;

export interface StatusPair {
  readonly from: StatusPreview["flips"][number]["from"];
  readonly to: StatusPreview["flips"][number]["to"];
  readonly count: number;
}

/** What a change of thresholds comes to, from how many sensors have which status before and after. */
export function statusPreview(pairs: readonly StatusPair[]): StatusPreview {
  const sum = (all: readonly StatusPair[]) => all.reduce((total, { count }) => total + count, 0);
  const flips = pairs.filter(({ from, to }) => from !== to).sort((a, b) => b.count - a.count);
  const [total, changed] = [sum(pairs), sum(flips)];
  const isMany = changed >= manyMin || (changed > fewMax && changed >= total * manyShare);
  return { total, changed, flips, isMany };
}
