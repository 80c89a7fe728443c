import { type CelInput, celEnv, celType, isCelError, parse, plan } from "@bufbuild/cel";
import { makeBudget } from "./budget.ts";
import { checkExpression } from "./check-expression.ts";
import { boundedFunctions } from "./functions.ts";
import type { Problem } from "./schema.ts";
import { misplaced } from "./syntax.ts";
import { countSteps, usesNames } from "./walk-expression.ts";

/** An expression's answer: whether the object violates the rule, or why that cannot be said. */
export type Answer = boolean | { readonly error: string };
export type Variables = Readonly<Record<string, CelInput>>;

export interface Expression {
  /** Never throws, and ends within its budget; `deadlineMs` is of the monotonic clock. */
  ask(values: Variables, deadlineMs?: number): Answer;
  /** Whether it looks at containers one by one. */
  readonly asksContainers: boolean;
}

export type Compiled =
  | { readonly expression: Expression; readonly problems: readonly [] }
  | { readonly expression: null; readonly problems: readonly Problem[] };

/** Turns texts into expressions that can be asked again and again. */
export interface Compiler {
  compile(text: string): Compiled;
}

export function makeCompiler(monotonicMs: () => number): Compiler {
  const budget = makeBudget(monotonicMs);
  const env = celEnv({ funcs: boundedFunctions(budget) });
  const find = (name: string) => [...(env.funcs.find(name) ?? [])];

  function compile(text: string): Compiled {
    const { expr, sourceInfo } = parse(text);
    const found = checkExpression(expr, find);
    if (found.length > 0) {
      const offsets = new Map(Object.entries(sourceInfo?.positions ?? {}));
      const problems = found.map(({ id, message }) => ({
        message,
        ...placeOf(text, Number(offsets.get(String(id)) ?? 0)),
      }));
      return { expression: null, problems };
    }
    const asksContainers = usesNames(expr, ["containers", "images"]);
    const run = plan(env, countSteps(expr));
    const ask = (values: Variables, deadlineMs?: number): Answer => {
      budget.begin(deadlineMs);
      return answerOf(run({ ...values }));
    };
    return { expression: { ask, asksContainers }, problems: [] };
  }

  return {
    compile(text) {
      try {
        return compile(text);
      } catch (error) {
        return { expression: null, problems: [syntaxProblem(text, error)] };
      }
    },
  };
}

function answerOf(value: ReturnType<ReturnType<typeof plan>>): Answer {
  if (isCelError(value)) return { error: sentence(value.message) };
  if (typeof value === "boolean") return value;
  return { error: `It gave ${celType(value).name}, not true or false.` };
}

/** The library's messages begin in lower case: "field not found: hostPID". */
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1, 300)}`;

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function syntaxProblem(text: string, error: unknown): Problem {
  const thrown = error instanceof Error ? error : new Error("It cannot be read.");
  const at = "location" in thrown ? (thrown.location as SyntaxLocation).start.offset : 0;
  const message = thrown instanceof RangeError ? "It is nested too deeply." : thrown.message;
  if (thrown.message.endsWith("reserved identifier")) {
    const word = /^\w+/.exec(text.slice(at))?.[0] ?? "";
    const hint = word === "namespace" ? ": write request.namespace" : "";
    return { message: `CEL reserves the word “${word}”${hint}.`, ...placeOf(text, at) };
  }
  const found = thrown instanceof RangeError ? null : misplaced(text);
  if (found) return { message: found.message, ...placeOf(text, found.offset) };
  // The parser puts name and place before its words: `<input>:1:3: found + but …`.
  return { message: sentence(message.replace(/^<input>:\d+:\d+: /, "")), ...placeOf(text, at) };
}

/** What the parser's errors carry. */
interface SyntaxLocation {
  readonly start: { readonly offset: number };
}
