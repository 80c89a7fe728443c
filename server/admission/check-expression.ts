import type { CelFunc } from "@bufbuild/cel";
import {
  bool,
  type Call,
  dyn,
  type Expr,
  type Loop,
  resultType,
  type Type,
  typeWords,
  variables,
} from "./expression-types.ts";

/** What is wrong, and with which node. */
export interface NodeProblem {
  readonly id: bigint;
  readonly message: string;
}

type Scope = ReadonlyMap<string, Type>;
type Find = (name: string) => readonly CelFunc[];

/**
 * Names that nobody declared, functions that there are not, and values where only true or false can
 * stand. The library checks types of single names only; the rest shows when the rule runs.
 */
export function checkExpression(expression: Expr, find: Find): NodeProblem[] {
  const problems: NodeProblem[] = [];
  const check = { find, report: (id: bigint, message: string) => problems.push({ id, message }) };
  const result = typeOf(check, expression, new Map(Object.entries(variables)));
  if (!isBool(result)) {
    const message = `The expression has to be true or false, and is ${typeWords(result)}.`;
    problems.push({ id: expression.id, message });
  }
  return problems;
}

const isBool = ({ kind }: Type) => kind === "bool" || kind === "dyn";

const logic = new Set(["_&&_", "_||_", "!_"]);
const equality = new Set(["_==_", "_!=_"]);

interface Checking {
  readonly find: Find;
  readonly report: (id: bigint, message: string) => void;
}

function typeOf(check: Checking, expr: Expr, scope: Scope): Type {
  const { case: kind, value } = expr.exprKind;
  switch (kind) {
    case "constExpr":
      return constantType(value.constantKind.case);
    case "identExpr":
      return nameType(check, expr.id, value.name, scope);
    case "selectExpr": {
      const of = value.operand ? typeOf(check, value.operand, scope) : dyn;
      checkField(check, expr.id, of, value.field);
      return value.testOnly ? bool : dyn;
    }
    case "callExpr":
      return callType(check, expr.id, value, scope);
    case "listExpr": {
      const types = value.elements.map((element) => typeOf(check, element, scope));
      return { kind: "list", element: common(types) };
    }
    case "structExpr":
      for (const entry of value.entries) {
        if (entry.keyKind.case === "mapKey") typeOf(check, entry.keyKind.value, scope);
        if (entry.value) typeOf(check, entry.value, scope);
      }
      return { kind: "map" };
    case "comprehensionExpr":
      return loopType(check, expr.id, value, scope);
    default:
      return dyn;
  }
}

function nameType(check: Checking, id: bigint, name: string, scope: Scope): Type {
  const type = scope.get(name.replace(/^\./, ""));
  if (type) return type;
  const known = Object.keys(variables).join(", ");
  if (!typeNames.has(name)) check.report(id, `There is no “${name}”; there are ${known}.`);
  return dyn;
}

function checkField(check: Checking, id: bigint, of: Type, field: string): void {
  if (of.kind === "dyn" || (of.kind === "map" && (!of.fields || of.fields.has(field)))) return;
  const known = of.kind === "map" && of.fields ? `; there are ${[...of.fields].join(", ")}` : "";
  check.report(id, `“${field}” is no field of ${typeWords(of)}${known}.`);
}

function callType(check: Checking, id: bigint, call: Call, scope: Scope): Type {
  const { function: name, target, args } = call;
  if (target) typeOf(check, target, scope);
  const types = args.map((argument) => typeOf(check, argument, scope));
  const argument = (index: number): Type => types[index] ?? dyn;
  if (name === "_[_]") return indexed(argument(0));
  if (name === "@not_strictly_false") return bool;
  if (name === "_?_:_") {
    requireBool(check, args[0], argument(0));
    return common([argument(1), argument(2)]);
  }
  if (logic.has(name)) {
    for (const [index, each] of args.entries()) requireBool(check, each, argument(index));
    return bool;
  }
  if (equality.has(name)) checkComparable(check, id, argument(0), argument(1));
  return resultType(
    fitting(check, id, { name, isMethod: target !== undefined, count: args.length }),
  );
}

function fitting(
  check: Checking,
  id: bigint,
  call: { name: string; isMethod: boolean; count: number },
) {
  const named = check.find(call.name);
  const fits = named.filter(
    (each) => (each.target !== undefined) === call.isMethod && each.arguments.length === call.count,
  );
  if (fits.length === 0) check.report(id, unknownCall(call, named.length > 0));
  return fits;
}

function requireBool(check: Checking, expr: Expr | undefined, type: Type): void {
  if (expr && !isBool(type))
    check.report(expr.id, `Here stands only what is true or false, not ${typeWords(type)}.`);
}

function checkComparable(check: Checking, id: bigint, left: Type, right: Type): void {
  const isOpen = [left, right].some(({ kind }) => ["dyn", "null", "other"].includes(kind));
  if (isOpen || left.kind === right.kind) return;
  check.report(id, `${typeWords(left)} never equals ${typeWords(right)}.`);
}

function loopType(check: Checking, id: bigint, loop: Loop, scope: Scope): Type {
  const range = loop.iterRange ? typeOf(check, loop.iterRange, scope) : dyn;
  if (!["dyn", "list", "map"].includes(range.kind))
    check.report(id, `Only lists and maps have elements, not ${typeWords(range)}.`);
  const element = range.kind === "list" ? range.element : dyn;
  const result = loop.accuInit ? typeOf(check, loop.accuInit, scope) : dyn;
  const inner = new Map(scope).set(loop.iterVar, element).set(loop.accuVar, dyn);
  if (loop.loopCondition) typeOf(check, loop.loopCondition, inner);
  const step = loop.loopStep ? typeOf(check, loop.loopStep, inner) : dyn;
  if (result.kind === "list") return { kind: "list", element: dyn };
  const last = new Map(scope).set(loop.accuVar, step);
  return loop.result ? typeOf(check, loop.result, last) : dyn;
}

const typeNames = new Set([
  "bool",
  "bytes",
  "double",
  "int",
  "list",
  "map",
  "null_type",
  "string",
  "type",
  "uint",
]);

function constantType(kind: string | undefined): Type {
  if (kind === "boolValue") return bool;
  if (kind === "stringValue") return { kind: "string" };
  if (kind === "nullValue") return { kind: "null" };
  return { kind: kind === "bytesValue" ? "other" : "number" };
}

/** An element by its place; of a map it may be anything. */
const indexed = (of: Type): Type => (of.kind === "list" ? of.element : dyn);

function common(types: readonly Type[]): Type {
  const [first, ...others] = types;
  return first && others.every(({ kind }) => kind === first.kind) ? first : dyn;
}

function unknownCall(
  { name, isMethod, count }: { name: string; isMethod: boolean; count: number },
  isKnown: boolean,
): string {
  const shown = /^\w+$/.test(name)
    ? `${name}()`
    : `The operator ${name.replaceAll("_", " ").trim()}`;
  if (!isKnown) return `There is no function ${shown}.`;
  return `${shown} is not called like this: ${isMethod ? "as x.f(…)" : "as f(…)"} with ${count} ${count === 1 ? "argument" : "arguments"}.`;
}
