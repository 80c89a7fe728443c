import type { Expr, Loop } from "./expression-types.ts";
import { stepFunction } from "./functions.ts";

/** Every node of an expression, itself first. */
function* nodes(expr: Expr): Generator<Expr> {
  yield expr;
  for (const part of partsOf(expr)) yield* nodes(part);
}

function partsOf({ exprKind: { case: kind, value } }: Expr): Expr[] {
  switch (kind) {
    case "selectExpr":
      return present([value.operand]);
    case "callExpr":
      return present([value.target, ...value.args]);
    case "listExpr":
      return value.elements;
    case "structExpr":
      return value.entries.flatMap(({ keyKind, value: held }) =>
        present([keyKind.case === "mapKey" ? keyKind.value : undefined, held]),
      );
    case "comprehensionExpr":
      return present(loopParts(value));
    default:
      return [];
  }
}

const loopParts = (loop: Loop) => [
  ...[loop.iterRange, loop.accuInit, loop.loopCondition, loop.loopStep, loop.result],
];

const present = (parts: readonly (Expr | undefined)[]): Expr[] =>
  parts.filter((part) => part !== undefined);

/** Whether an expression speaks of one of these variables, or of a loop's variable of that name. */
export function usesNames(expr: Expr, names: readonly string[]): boolean {
  return [...nodes(expr)].some(
    ({ exprKind: { case: kind, value } }) => kind === "identExpr" && names.includes(value.name),
  );
}

/**
 * Has every loop of a freshly parsed expression count its steps: the condition under which it goes on
 * goes through a function of ours, and its error ends the loop, and those around it.
 */
export function countSteps(expr: Expr): Expr {
  for (const { exprKind } of [...nodes(expr)]) {
    if (exprKind.case !== "comprehensionExpr") continue;
    const loop = exprKind.value;
    if (loop.loopCondition) loop.loopCondition = counted(loop.loopCondition);
  }
  return expr;
}

function counted(condition: Expr): Expr {
  return {
    $typeName: "cel.expr.Expr",
    id: condition.id,
    exprKind: {
      case: "callExpr",
      value: { $typeName: "cel.expr.Expr.Call", function: stepFunction, args: [condition] },
    },
  };
}
