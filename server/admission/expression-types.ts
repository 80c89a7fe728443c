import type { CelFunc, CelType, parse } from "@bufbuild/cel";

/** A node of a parsed expression. */
export type Expr = ReturnType<typeof parse>["expr"];
export type ExprKind = Expr["exprKind"];
export type Call = Extract<ExprKind, { case: "callExpr" }>["value"];
export type Loop = Extract<ExprKind, { case: "comprehensionExpr" }>["value"];

/** As far as it is known before anything runs. */
export type Type =
  | { readonly kind: "dyn" | "bool" | "number" | "string" | "null" | "other" }
  | { readonly kind: "list"; readonly element: Type }
  /** With `fields`, it has these and no others. */
  | { readonly kind: "map"; readonly fields?: ReadonlySet<string> };

export const dyn: Type = { kind: "dyn" };
export const bool: Type = { kind: "bool" };
const text: Type = { kind: "string" };
const map: Type = { kind: "map" };

/** What an expression sees; `review-values.ts` gives them their values. */
export const variables: Readonly<Record<string, Type>> = {
  object: map,
  // Null where nothing was before.
  oldObject: dyn,
  // Its `namespace` has no variable of its own: CEL reserves the word.
  request: map,
  cluster: text,
  containers: { kind: "list", element: map },
  images: {
    kind: "list",
    element: {
      kind: "map",
      fields: new Set(["container", "image", "registry", "repository", "tag", "digest"]),
    },
  },
};

const numbers = new Set(["int", "uint", "double"]);

/** What a function of this name gives, when all of that name give the same. */
export function resultType(functions: readonly CelFunc[]): Type {
  const [first, ...others] = functions.map(({ result }) => typeOf(result));
  return first && others.every(({ kind }) => kind === first.kind) ? first : dyn;
}

function typeOf(type: CelType): Type {
  if (type.kind === "list") return { kind: "list", element: dyn };
  if (type.kind === "map") return map;
  if (numbers.has(type.name)) return { kind: "number" };
  if (type.name === "bool" || type.name === "string") return { kind: type.name };
  return type.name === "dyn" ? dyn : { kind: "other" };
}

/** How a type is called in a sentence. */
export function typeWords({ kind }: Type): string {
  return kind === "bool" ? "true or false" : kind === "other" ? "another value" : `a ${kind}`;
}
