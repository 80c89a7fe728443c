/** What a name pattern may hold: the characters of a name, `*` (any run) and `?` (any one). */
export const namePatternGrammar = /^[A-Za-z0-9*?][A-Za-z0-9._*?-]{0,127}$/;

/**
 * Whether the whole name matches the pattern. Steps back to the last `*` only, so that no pattern
 * takes longer than name × pattern; a regular expression of many `.*` could take forever.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let position = 0;
  while (position < name.length) {
    if (pattern[at] === "*") {
      star = at++;
      resume = position;
    } else if (pattern[at] === "?" || pattern[at] === name[position]) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}
