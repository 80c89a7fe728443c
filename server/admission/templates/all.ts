import { AppError } from "../../errors.ts";
import { hostTemplates } from "./host.ts";
import { imageTemplates } from "./images.ts";
import { resourceTemplates } from "./resources.ts";
import { securityTemplates } from "./security.ts";
import type { Template, Values } from "./template.ts";

/** Every template, in the order in which they are offered. */
export const templates: readonly Template[] = [
  ...imageTemplates,
  ...hostTemplates,
  ...securityTemplates,
  ...resourceTemplates,
];

/** @throws {AppError} `InvalidRequest` */
export function findTemplate(id: string): Template {
  const template = templates.find((each) => each.id === id);
  if (template) return template;
  const known = templates.map((each) => each.id).join(", ");
  throw new AppError(
    "InvalidRequest",
    `templateId: there is no such template; there are ${known}.`,
  );
}

/** The values in force: what is given, defaults in the place of what is not. @throws {AppError} `InvalidRequest` */
export function templateValues(template: Template, given: Values): Values {
  const names = new Set(template.parameters.map(({ name }) => name));
  const stray = Object.keys(given).find((name) => !names.has(name));
  if (stray !== undefined) {
    const known = [...names].join(", ") || "none";
    throw new AppError("InvalidRequest", `parameters.${stray}: “${template.name}” takes ${known}.`);
  }
  return Object.fromEntries(
    template.parameters.map((parameter) => {
      const { name, schema } = parameter;
      const parsed = schema.safeParse(given[name] ?? parameter.default);
      if (parsed.success) return [name, parsed.data];
      const [issue] = parsed.error.issues;
      const at = ["parameters", name, ...(issue?.path ?? [])].join(".");
      throw new AppError("InvalidRequest", `${at}: ${issue?.message}`);
    }),
  );
}
