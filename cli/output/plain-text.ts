/**
 * Text as a terminal may show it. Names and details come from strangers' machines: what would move
 * the cursor, set colors or turn the line around is shown as `�`.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
