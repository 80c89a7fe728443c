import { expect, test } from "vitest";
import { UpdateSettings } from "../../server/settings/schema.ts";
import { CreateTokens } from "../../server/tokens/schema.ts";
import { plainProblem } from "./plain-problem.ts";

test.each([
  ["5 s to 1 d.", { status: { staleAfterSeconds: 4 } }],
  ["1 min to 30 d.", { enrollment: { oneTimeTtlSeconds: 31 * 86_400 } }],
  ["1 d to 365 d.", { retention: { metricsDays: 0 } }],
  ["30 d to 3650 d.", { retention: { auditDays: 30.5 } }],
  ["30 d to 3650 d.", { retention: { auditDays: Number.NaN } }],
  ["An https:// URL without a path, or nothing.", { console: { publicUrl: "http://a" } }],
])("settings: %s", (text, value) => {
  const { error } = UpdateSettings.safeParse(value, { error: plainProblem });
  expect(error?.issues[0]?.message).toBe(text);
});

test.each([
  ["At least 1.", { type: "one_time", count: 0 }],
  ["A whole number.", { type: "one_time", count: 1.5 }],
  ["Fill this in.", { type: "one_time", count: Number.NaN }],
  ["At least 1 min.", { type: "one_time", ttlSeconds: 59 }],
  ["At most 1,000.", { type: "one_time", count: 1001 }],
  ["At most 200 characters.", { type: "one_time", description: "x".repeat(201) }],
  ["A batch token needs maxUses.", { type: "batch" }],
])("tokens: %s", (text, value) => {
  const { error } = CreateTokens.safeParse(value, { error: plainProblem });
  expect(error?.issues[0]?.message).toBe(text);
});
