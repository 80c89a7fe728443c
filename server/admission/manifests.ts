import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
} from "yaml";
import { isObject, type JsonObject, objectAt, parseJson, textAt } from "./json.ts";
import type { Problem } from "./schema.ts";

/** More than a person pastes; a chart's whole output fits. */
export const objectsMax = 200;
/** Each of them has the whole document searched for its anchor. */
const aliasesMax = 100;

/** An object of a manifest, and the line that it begins at. */
export interface Manifest {
  readonly line: number;
  readonly object: JsonObject;
}

/** Every object in YAML of one or several documents; those of a `List` one by one. */
export function readManifests(yaml: string): { manifests: Manifest[]; problems: Problem[] } {
  const counter = new LineCounter();
  const problems: Problem[] = [];
  const manifests: Manifest[] = [];
  const at = (offset: number) => {
    const { col, line } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  // The library's own search for a key that stands twice compares all keys of a map with each other.
  const options = { lineCounter: counter, prettyErrors: false, uniqueKeys: false };
  for (const document of [parseAllDocuments(yaml, options)].flat()) {
    for (const { message, pos } of document.errors) problems.push({ message, ...at(pos[0]) });
    if (document.errors.length > 0 || document.contents === null) continue;
    const refused = refusedIn(document);
    if (refused) {
      problems.push({ message: refused.message, ...at(refused.offset) });
      continue;
    }
    const { contents } = document;
    const place = at(
      (isMap(contents) || isAlias(contents) ? contents.range?.[0] : null) ?? document.range[0],
    );
    try {
      const json = parseJson(JSON.stringify(document.toJS({ maxAliasCount: 100 })));
      if (isObject(json)) manifests.push(...objectsOf(json, place.line));
      else if (json !== null) problems.push({ message: "This is no Kubernetes object.", ...place });
    } catch (error) {
      const message = error instanceof Error ? error.message : "It cannot be read.";
      problems.push({ message, ...place });
    }
  }
  if (manifests.length > objectsMax)
    problems.push({ message: `At most ${objectsMax} objects at once.`, line: 1, column: 1 });
  return { manifests: manifests.slice(0, objectsMax), problems };
}

/** The first key that stands twice in its map, or the alias that is one too many. */
function refusedIn(document: Document): { message: string; offset: number } | null {
  let refused: { message: string; offset: number } | null = null;
  let aliases = 0;
  visit(document, {
    Alias(_, { range }) {
      aliases += 1;
      if (aliases <= aliasesMax) return undefined;
      refused = { message: `At most ${aliasesMax} aliases.`, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) {
          refused = { message: "Map keys must be unique", offset: key.range?.[0] ?? 0 };
          return visit.BREAK;
        }
        keys.add(key.value);
      }
      return undefined;
    },
  });
  return refused;
}

function objectsOf(object: JsonObject, line: number): Manifest[] {
  const { items } = object;
  if (textAt(object.kind)?.endsWith("List") && Array.isArray(items))
    return items.filter(isObject).map((item) => ({ line, object: item }));
  return [{ line, object }];
}

/** The pod that an object is, or that it makes; null: it makes none. */
export function podOf(object: JsonObject): JsonObject | null {
  const kind = textAt(object.kind) ?? "";
  if (kind === "Pod") return object;
  const spec = objectAt(object.spec);
  const job = kind === "CronJob" ? objectAt(objectAt(spec.jobTemplate).spec) : spec;
  if (!workloads.has(kind) || !isObject(job.template)) return null;
  const { metadata, spec: podSpec } = job.template;
  const { name, namespace } = objectAt(object.metadata);
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      ...objectAt(metadata),
      ...(name !== undefined && { generateName: `${textAt(name) ?? ""}-` }),
      ...(namespace !== undefined && { namespace }),
    },
    spec: objectAt(podSpec),
  };
}

const workloads = new Set([
  ...["CronJob", "DaemonSet", "Deployment", "Job", "ReplicaSet", "ReplicationController"],
  "StatefulSet",
]);
