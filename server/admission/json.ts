import { type CelInput, type CelMap, celList, celMap } from "@bufbuild/cel";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** What Kubernetes nests by far: an API server takes no object that is deeper. */
export const depthMax = 100;

/** @throws {SyntaxError} when it is no JSON. @throws {RangeError} when it is too deep. */
export function parseJson(text: string): Json {
  const json = JSON.parse(text) as Json;
  refuseDepth(json, 0);
  return json;
}

function refuseDepth(json: Json, depth: number): void {
  if (typeof json !== "object" || json === null) return;
  if (depth > depthMax) throw new RangeError(`more than ${depthMax} levels deep`);
  for (const held of Object.values(json)) refuseDepth(held, depth + 1);
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object, or an empty one in the place of anything else. */
export const objectAt = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

export const textAt = (value: Json | undefined): string | null =>
  typeof value === "string" ? value : null;

/** As CEL has it: whole numbers are ints, as in Kubernetes' own expressions. */
export function celValue(json: Json): CelInput {
  if (typeof json === "number") return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return celList(json.map(celValue));
  return isObject(json) ? celObject(json) : (json as null | boolean | string);
}

export function celObject(json: JsonObject): CelMap {
  return celMap(new Map(Object.entries(json).map(([name, held]) => [name, celValue(held)])));
}
