import { type CelInput, type CelMap, celList, celMap } from "@bufbuild/cel";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** What Kubernetes nests by far: an API server takes no object that is deeper. */
export const depthMax = 100;
/** The largest pods have some thousands; each becomes several values of CEL before a rule is asked. */
export const valuesMax = 50_000;

/** @throws {SyntaxError} when it is no JSON. @throws {RangeError} when it is too deep, or too much. */
export function parseJson(text: string): Json {
  const json = JSON.parse(text) as Json;
  refuseExcess(json);
  return json;
}

function refuseExcess(json: Json): void {
  let values = 0;
  const visit = (value: Json, depth: number): void => {
    values += 1;
    if (values > valuesMax) throw new RangeError(`more than ${valuesMax} values`);
    if (typeof value !== "object" || value === null) return;
    if (depth > depthMax) throw new RangeError(`more than ${depthMax} levels deep`);
    for (const held of Object.values(value)) visit(held, depth + 1);
  };
  visit(json, 0);
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
