import { z } from "zod";
import type { TemplateParameter } from "../schema.ts";

/** What a template was given, by parameter. */
export type Values = Readonly<Record<string, readonly string[]>>;

/** A parameter: what a form shows, and what it accepts. */
export interface Parameter extends TemplateParameter {
  readonly schema: z.ZodType<string[]>;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly message: string;
  readonly parameters: readonly Parameter[];
  /** The expression for values that the parameters accepted. */
  readonly expression: (values: Values) => string;
}

interface Words {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly example: string;
}

/** A list of texts of one grammar, at least one of them unless there is a default. */
export function texts(
  words: Words,
  options: { pattern: RegExp; accepts: string; default?: string[]; isRequired?: boolean },
): Parameter {
  const { accepts, isRequired = true, pattern } = options;
  const item = z.string().trim().regex(pattern, accepts);
  const list = z.array(item).max(100, "At most 100.");
  const schema = isRequired ? list.min(1, `At least one: ${accepts}`) : list;
  return { ...words, choices: null, default: options.default ?? [], isRequired, schema };
}

/** Some of a few. */
export function choices<const Choice extends string>(
  words: Words,
  options: { of: readonly [Choice, ...Choice[]]; default: Choice[] },
): Parameter {
  const schema = z.array(z.enum(options.of)).min(1, `At least one of ${options.of.join(", ")}.`);
  return { ...words, choices: [...options.of], default: options.default, isRequired: true, schema };
}

/** A list as CEL writes it; the grammars above let no quote and no backslash through. */
export const celTexts = (values: readonly string[]): string =>
  `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
