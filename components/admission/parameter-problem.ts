import type { Problem } from "../../server/admission/schema.ts";

/**
 * What is wrong with a template's parameters, by parameter, without the path that programs read:
 * "parameters.registries.0: a registry such as …".
 */
export function parameterProblems(problems: readonly Problem[]): ReadonlyMap<string, string> {
  return new Map(
    problems.flatMap(({ message }) => {
      const { name, words } =
        /^parameters\.(?<name>\w+)(\.\d+)?: (?<words>.+)$/s.exec(message)?.groups ?? {};
      return name && words ? [[name, `${words.charAt(0).toUpperCase()}${words.slice(1)}`]] : [];
    }),
  );
}
