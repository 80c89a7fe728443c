import type { z } from "zod";
import { authorize } from "../auth/authorize.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { contentOf, problemsOf } from "./content.ts";
import type { CheckExpression, ExpressionCheck, TemplatePage } from "./schema.ts";
import { templates } from "./templates/all.ts";

/** The ready-made rules, with what each of them asks for. */
export async function listTemplates(ctx: Ctx): Promise<z.infer<typeof TemplatePage>> {
  authorize(ctx.actor, "read");
  const items = templates.map(({ parameters, ...template }) => ({
    ...template,
    parameters: parameters.map(({ schema: _, ...parameter }) => parameter),
    expression: parameters.some(({ isRequired, default: values }) => isRequired && !values.length)
      ? null
      : template.expression(
          Object.fromEntries(parameters.map((each) => [each.name, each.default])),
        ),
  }));
  return { items, nextCursor: null, total: items.length };
}

/** Looks at an expression, or at what a template makes, as saving would; nothing is changed. */
export async function checkRule(ctx: Ctx, input: CheckExpression): Promise<ExpressionCheck> {
  // A long expression takes a while to compile, so it is for who could save it.
  authorize(ctx.actor, "administer");
  try {
    const { expression } = contentOf({ ...input, message: "-" });
    return { expression, problems: [...problemsOf(expression)] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { expression: null, problems: [{ message: error.message, line: 1, column: 1 }] };
  }
}
