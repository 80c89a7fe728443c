import {
  type CelFunc,
  type CelInput,
  type CelList,
  CelScalar,
  celEnv,
  celFunc,
  celList,
  celMethod,
  isCelError,
  listType,
} from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";
import type { Budget } from "./budget.ts";

/** The longest text, and the longest list, that an expression may make. */
export const textMax = 100_000;
export const listMax = 10_000;
/** A regular expression is matched in linear time, but slowly. */
export const matchedTextMax = 20_000;

const { BOOL, BYTES, DYN, STRING } = CelScalar;
const list = listType(DYN);

/** Of the library's text functions those whose time and result are bounded by what they are given. */
const bounded = new Set([
  ...["charAt", "indexOf", "lastIndexOf", "lowerAscii", "upperAscii", "split", "substring", "trim"],
]);

/** Wraps each loop's condition, so that every step is counted and an evaluation can be ended. */
export const stepFunction = "@step";

/**
 * What an expression may call beside CEL's standard functions, and those of the standard ones
 * that could be made to use up time or memory.
 */
export function boundedFunctions(budget: Budget): CelFunc[] {
  return [
    ...strings.filter(({ name }) => bounded.has(name)),
    celFunc(stepFunction, [BOOL], BOOL, (goesOn) => {
      budget.spend(1);
      return goesOn;
    }),
    celFunc("_+_", [STRING, STRING], STRING, (left, right) => {
      if (left.length + right.length > textMax) throw new Error(tooLong("text", textMax));
      return left + right;
    }),
    celFunc("_+_", [BYTES, BYTES], BYTES, (left, right) => {
      if (left.length + right.length > textMax) throw new Error(tooLong("text", textMax));
      return Buffer.concat([left, right]);
    }),
    celFunc("_+_", [list, list], list, (left, right) => joinLists(budget, left, right)),
    celMethod("join", list, [], STRING, function () {
      return joinTexts(this, "");
    }),
    celMethod("join", list, [STRING], STRING, function (separator) {
      return joinTexts(this, separator);
    }),
    celMethod("replace", STRING, [STRING, STRING], STRING, function (from, to) {
      return replaceAll(this, from, to);
    }),
    celMethod("matches", STRING, [STRING], BOOL, function (pattern) {
      return matches(this, pattern);
    }),
  ];
}

const tooLong = (what: string, max: number) => `It makes a ${what} of more than ${max} elements.`;

function joinLists(budget: Budget, left: CelList, right: CelList): CelInput<typeof list> {
  const size = left.size + right.size;
  if (size > listMax) throw new Error(tooLong("list", listMax));
  // A list that grows by one is copied each time.
  budget.spend(size / 100);
  return celList([...left, ...right]);
}

function joinTexts(texts: CelList, separator: string): string {
  const parts = [...texts].map((text) => {
    if (typeof text !== "string") throw new Error("join() takes a list of texts.");
    return text;
  });
  const length = parts.reduce((sum, part) => sum + part.length + separator.length, 0);
  if (length > textMax) throw new Error(tooLong("text", textMax));
  return parts.join(separator);
}

function replaceAll(text: string, from: string, to: string): string {
  if (text.length > textMax)
    throw new Error(`replace() takes texts of up to ${textMax} characters.`);
  const times = from === "" ? text.length + 1 : text.split(from).length - 1;
  if (text.length + times * to.length > textMax) throw new Error(tooLong("text", textMax));
  return text.replaceAll(from, () => to);
}

const [standardMatches] = [...(celEnv().funcs.find("matches") ?? [])];

function matches(text: string, pattern: string): boolean {
  if (text.length > matchedTextMax || pattern.length > 1_000) {
    throw new Error(`matches() takes texts of up to ${matchedTextMax} characters.`);
  }
  const result = standardMatches?.call(0, text, [pattern]);
  if (isCelError(result)) throw result;
  return result === true;
}
