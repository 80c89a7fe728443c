import { expect, test } from "vitest";
import { countTests } from "./vitest.ts";

const report = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: "passed", assertionResults: [{}, {}, {}] }],
};

test("counts what the runner reports", () => {
  expect(countTests(report, true)).toEqual({ passed: 3, failed: 0, skipped: 2 });
});

test("counts a file that could not be loaded as a failure", () => {
  const broken = [...report.testResults, { status: "failed", assertionResults: [] }];
  expect(countTests({ ...report, testResults: broken }, false).failed).toBe(1);
});

test("counts a run that ended badly without a failed test as a failure", () => {
  expect(countTests(report, false).failed).toBe(1);
});
