import { describe, expect, test } from "vitest";
import { type ChoiceView, choiceOf, planOf, problemsOf, tokenInput } from "./choice.ts";
import { hostKinds } from "./plan.ts";
import { aPlan } from "./testing/plan.ts";

const untouched: ChoiceView = {
  role: null,
  flavor: "standard",
  tag: [],
  naming: null,
  suffix: null,
  name: null,
  ephemeral: null,
  removeAfter: null,
  uses: null,
  ttl: null,
};
const { consoleUrl, installUrl, pin, caPem, token } = aPlan();
const facts = { publicUrl: consoleUrl, caCertificate: caPem, install: { installUrl, pin } };

test.each(hostKinds)("%s needs nothing to be typed", (kind) => {
  const choice = choiceOf(kind, untouched);
  expect(problemsOf(choice)).toEqual({});
  expect(planOf(choice, facts, token).token).toBe(token);
  expect(tokenInput(choice).role).toBe("generic_linux");
});

test("a Linux host gets a one-time token and stays, a fleet gets a batch and comes and goes", () => {
  expect(tokenInput(choiceOf("host", untouched))).toMatchObject({
    type: "one_time",
    ephemeral: false,
  });
  expect(tokenInput(choiceOf("cloud_init", untouched))).toMatchObject({
    type: "batch",
    maxUses: 10,
    ephemeral: true,
  });
});

test("the token carries what the snippet says", () => {
  const view = { ...untouched, role: "edge", tag: ["env:lab"], uses: "5", removeAfter: 600 };
  const choice = choiceOf("user_data", { ...view, ttl: 3600 });
  expect(tokenInput(choice)).toMatchObject({
    role: "edge",
    tags: ["env:lab"],
    maxUses: 5,
    removeAfterSeconds: 600,
    ttlSeconds: 3600,
  });
  expect(planOf(choice, facts, token)).toMatchObject({ role: "edge", removeAfterSeconds: 600 });
});

test("a permanent sensor's token says nothing about removal", () => {
  const choice = choiceOf("user_data", { ...untouched, ephemeral: false, removeAfter: 600 });
  expect(tokenInput(choice)).not.toHaveProperty("removeAfterSeconds");
  expect(planOf(choice, facts, token).removeAfterSeconds).toBeNull();
});

test("what is only in memory is ephemeral, whatever the address says", () => {
  expect(choiceOf("container", { ...untouched, ephemeral: false }).ephemeral).toBe(true);
});

test("a naming that the place does not have falls back to its own", () => {
  expect(choiceOf("github_actions", { ...untouched, naming: "fixed" }).naming).toBe("ci_job");
});

describe("what is wrong is said by field", () => {
  test.each([
    [{ role: "" }, "role"],
    [{ role: "Edge" }, "role"],
    [{ naming: "fixed" }, "name"],
    [{ naming: "fixed", name: "-x" }, "name"],
    [{ naming: "instance_suffix", suffix: "$(id)" }, "suffix"],
    [{ naming: "instance_suffix", suffix: "" }, "suffix"],
    [{ ephemeral: true, removeAfter: 59 }, "removeAfterSeconds"],
    [{ ephemeral: true, removeAfter: 2_592_001 }, "removeAfterSeconds"],
    [{ uses: "0" }, "uses"],
    [{ uses: "" }, "uses"],
    [{ uses: "1000001" }, "uses"],
    [{ ttl: 59 }, "ttlSeconds"],
    [{ ttl: 315_360_001 }, "ttlSeconds"],
  ] as const)("%j: %s", (change, field) => {
    const choice = choiceOf("user_data", { ...untouched, ...change });
    expect(Object.keys(problemsOf(choice))).toEqual([field]);
  });

  test.each([
    { role: "a" },
    { uses: "1" },
    { uses: "1000000" },
    { ephemeral: true, removeAfter: 60 },
    { ephemeral: true, removeAfter: 2_592_000 },
    { ephemeral: false, removeAfter: 1 },
    { ttl: 60 },
    { ttl: 315_360_000 },
  ])("nothing with %j", (change) => {
    expect(problemsOf(choiceOf("user_data", { ...untouched, ...change }))).toEqual({});
  });
});
