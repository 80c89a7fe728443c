interface Counted {
  readonly value: string;
  readonly count: number;
}

/** More would be a list to read instead of a hint. */
const shownMax = 8;

/** The most frequent tags that begin with what is typed, or else hold it; without those chosen. */
export function suggestedTags(
  tags: readonly Counted[],
  { text, chosen }: { text: string; chosen: readonly string[] },
): string[] {
  const typed = text.trim().toLowerCase();
  const rank = ({ value }: Counted) => (value.toLowerCase().startsWith(typed) ? 0 : 1);
  return tags
    .filter(({ value }) => !chosen.includes(value) && value.toLowerCase().includes(typed))
    .sort((a, b) => rank(a) - rank(b) || b.count - a.count)
    .slice(0, shownMax)
    .map(({ value }) => value);
}
