import { readFile, rm } from "node:fs/promises";
import { succeeds } from "./command.ts";
import type { Counts } from "./part.ts";

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** Runs one Vitest project and reads how many tests passed, failed and were skipped. */
export async function runVitest(project: string, withinMinutes: number): Promise<Counts> {
  const report = `.cache/test/${project}.json`;
  await rm(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const command = ["vitest", "run", "--project", project, ...reporters];
  const well = await succeeds(command, withinMinutes);
  const text = await readFile(report, "utf8").catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return countTests(JSON.parse(text), well);
}

/** A file that could not even be loaded holds no test but is a failure; so is an unhandled error. */
export function countTests(report: VitestReport, endedWell: boolean): Counts {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !endedWell ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
