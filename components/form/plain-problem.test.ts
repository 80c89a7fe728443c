import { expect, test } from "vitest";
import { UpdateSettings } from "../../server/settings/schema.ts";
import { CreateTokens } from "../../server/tokens/schema.ts";
import { plainProblem } from "./plain-problem.ts";

test.each([
  ["At least 5 s.", { status: { staleAfterSeconds: 4 } }],
  ["At most 30 d.", { enrollment: { oneTimeTtlSeconds: 31 * 86_400 } }],
  ["At least 1.", { retention: { metricsDays: 0 } }],
  ["At most 3,650.", { retention: { auditDays: 4000 } }],
  ["A whole number.", { retention: { auditDays: 30.5 } }],
  ["Fill this in.", { retention: { auditDays: Number.NaN } }],
  ["An https:// URL without a path", { console: { publicUrl: "http://a" } }],
])("settings: %s", (text, value) => {
  const { error } = UpdateSettings.safeParse(value, { error: plainProblem });
  expect(error?.issues[0]?.message).toBe(text);
});

test.each([
  ["At most 1,000.", { type: "one_time", count: 1001 }],
  ["At most 200 characters.", { type: "one_time", description: "x".repeat(201) }],
  ["A batch token needs maxUses.", { type: "batch" }],
])("tokens: %s", (text, value) => {
  const { error } = CreateTokens.safeParse(value, { error: plainProblem });
  expect(error?.issues[0]?.message).toBe(text);
});
