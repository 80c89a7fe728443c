import type { z } from "zod";
import { shortDuration } from "../../server/duration.ts";

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/**
 * What is wrong with a field, for the person filling it in; for `zodResolver(schema, { error })`.
 * A schema's own message goes before this one.
 */
export function plainProblem(issue: Issue): string | undefined {
  switch (issue.code) {
    case "too_small":
      return `At least ${amount(issue, issue.minimum)}.`;
    case "too_big":
      return `At most ${amount(issue, issue.maximum)}.`;
    case "invalid_type":
      return issue.expected === "int" ? "A whole number." : "Fill this in.";
    default:
      return undefined;
  }
}

/** Fields that end in "Seconds" are shown and so limited as durations. */
function amount(issue: Issue, limit: number | bigint): string {
  const value = Number(limit);
  if (issue.path?.some((part) => String(part).endsWith("Seconds"))) return shortDuration(value);
  return "origin" in issue && issue.origin === "string"
    ? `${value} characters`
    : value.toLocaleString("en-US");
}
