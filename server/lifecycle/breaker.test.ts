import { describe, expect, it } from "vitest";
import { isImplausible } from "./breaker.ts";

describe("isImplausible", () => {
  it.each([
    ["all of a few", { silent: 4, size: 4 }, 0.5, false],
    ["all of five", { silent: 5, size: 5 }, 0.5, true],
    ["just the share", { silent: 50, size: 100 }, 0.5, false],
    ["one more than the share", { silent: 51, size: 100 }, 0.5, true],
    ["everything, where everything may go", { silent: 100, size: 100 }, 1, false],
    ["five percent of many", { silent: 51, size: 1000 }, 0.05, true],
    ["nothing of nothing", { silent: 0, size: 0 }, 0.5, false],
  ])("%s", (_name, loss, share, implausible) => {
    expect(isImplausible(loss, share)).toBe(implausible);
  });
});
