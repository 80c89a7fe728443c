import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";

/** A value of the chart: where it is, what it is by default, and the comment above it. */
export interface ChartValue {
  readonly path: readonly string[];
  readonly default: unknown;
  readonly description: string;
}

/**
 * Every value of a `values.yaml`, in its order. A map whose values have comments is a section of them;
 * any other is one value. @throws when a value has no comment
 */
export function readChartValues(yaml: string): ChartValue[] {
  const document = parseDocument(yaml);
  if (document.errors[0]) throw document.errors[0];
  if (!isMap(document.contents)) throw new Error("values.yaml is not a map.");
  return section(document.contents, []);
}

function section(map: YAMLMap, above: readonly string[]): ChartValue[] {
  return map.items.flatMap((pair, index) => {
    const path = [...above, String(pair.key)];
    // The parser gives the comment above a map's first key to the map.
    const comment = commentOf(pair) ?? (index === 0 ? map.commentBefore : undefined);
    if (isMap(pair.value) && isSection(pair.value)) return section(pair.value, path);
    if (!comment) throw new Error(`${path.join(".")} has no comment that says what it is.`);
    const value = isScalar(pair.value) || !pair.value ? pair.value : map.get(pair.key, true);
    return [{ path, default: plain(value), description: sentence(comment) }];
  });
}

/** Whether some value in it, at any depth, has a comment. */
function isSection(map: YAMLMap): boolean {
  const inside = map.items.some(({ value }) => isMap(value) && isSection(value));
  return inside || Boolean(map.commentBefore) || map.items.some((pair) => commentOf(pair));
}

function commentOf({ key }: Pair): string | undefined {
  return (isScalar(key) && key.commentBefore) || undefined;
}

const plain = (node: unknown): unknown =>
  node && typeof node === "object" && "toJSON" in node && typeof node.toJSON === "function"
    ? node.toJSON()
    : node;

/** The lines of a comment as one; what stands above an empty line belongs to the file. */
function sentence(comment: string): string {
  const paragraph = comment.split(/\n\s*\n/).at(-1) ?? "";
  return paragraph
    .split("\n")
    .map((line) => line.trim())
    .join(" ");
}
