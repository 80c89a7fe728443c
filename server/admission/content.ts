import { AppError } from "../errors.ts";
import { makeCompiler } from "./expression.ts";
import { expressionMax, type Problem } from "./schema.ts";
import { findTemplate, templateValues } from "./templates/all.ts";
import type { Values } from "./templates/template.ts";

/** What a rule says of an object, written by hand or by a template. */
export interface Content {
  readonly expression: string;
  readonly message: string;
  readonly templateId: string | null;
  readonly parameters: Values | null;
}

interface Given {
  readonly expression?: string | undefined;
  readonly templateId?: string | undefined;
  readonly parameters?: Values | undefined;
  readonly message?: string | undefined;
}

/** Of an expression or a template with its parameters, one. @throws {AppError} `InvalidRequest` */
export function contentOf({ expression, message, parameters, templateId }: Given): Content {
  if (templateId !== undefined) {
    if (expression !== undefined) throw invalid("expression: the template makes it; leave it out.");
    const template = findTemplate(templateId);
    const values = templateValues(template, parameters ?? {});
    const made = template.expression(values);
    if (made.length > expressionMax) throw invalid("parameters: too many for one rule.");
    return {
      expression: made,
      message: message ?? template.message,
      templateId,
      parameters: values,
    };
  }
  if (parameters !== undefined) throw invalid("parameters: only a template takes them.");
  if (expression === undefined) throw invalid("expression: give one, or a templateId.");
  if (message === undefined) throw invalid("message: say what is told to who violates the rule.");
  return { expression, message, templateId: null, parameters: null };
}

/** What is wrong with an expression, with the places; empty: it can be saved. */
export function problemsOf(expression: string): readonly Problem[] {
  return makeCompiler(() => performance.now()).compile(expression).problems;
}

/** @throws {AppError} `InvalidRequest` with the first problem's place. */
export function refuseBadExpression(expression: string): void {
  const [problem] = problemsOf(expression);
  if (!problem) return;
  const { column, line, message } = problem;
  throw invalid(`expression: line ${line}, column ${column}: ${message}`);
}

const invalid = (detail: string) => new AppError("InvalidRequest", detail);
