/**
 * Whether an `Accept` header takes a media type (RFC 9110 §12.5.1). Without one, or with one that
 * names no type, everything is taken.
 */
export function accepts(header: string | undefined, mediaType: string): boolean {
  const ranges = (header ?? "").split(",").flatMap(readRange);
  if (ranges.length === 0) return true;
  const [type = ""] = mediaType.split("/");
  // The most exact range decides.
  for (const range of [mediaType, `${type}/*`, "*/*"]) {
    const found = ranges.find((each) => each.range === range);
    if (found) return found.isTaken;
  }
  return false;
}

function readRange(text: string): { range: string; isTaken: boolean }[] {
  const [range = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  if (range === "") return [];
  return [{ range, isTaken: !parameters.some((each) => /^q=0(\.0{0,3})?$/.test(each)) }];
}
