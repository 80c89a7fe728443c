import { expect, test } from "vitest";
import { type Counts, closingLine } from "./part.ts";
import { runParts } from "./run-parts.ts";

const part = (counts: Partial<Counts>, reason?: string) => ({
  name: "part",
  cannotRun: () => reason,
  run: async () => ({ passed: 0, failed: 0, skipped: 0, ...counts }),
});

test.for([
  ["all passed", [part({ passed: 2 })], false, 0],
  ["one failed", [part({ passed: 2, failed: 1 })], false, 1],
  ["nothing ran", [part({ passed: 5 }, "no kernel")], false, 1],
  ["a part could not run", [part({ passed: 1 }), part({}, "no kernel")], false, 0],
  ["a part could not run where it must", [part({ passed: 1 }), part({}, "no kernel")], true, 1],
  ["a test skipped itself where it must run", [part({ passed: 1, skipped: 1 })], true, 1],
] as const)("%s", async ([, parts, mustRunAll, code]) => {
  expect(await runParts([...parts], { mustRunAll, say: () => undefined })).toBe(code);
});

test("the closing line names skipped ones only when there are any", () => {
  expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe("3 passed, 0 failed");
  expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe("3 passed, 1 failed, 2 skipped");
});

test("a part begun early runs beside those before it", async () => {
  let release: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    release = resolve;
  });
  const waits = {
    ...part({}),
    run: () => begun.then(() => ({ passed: 1, failed: 0, skipped: 0 })),
  };
  const late = {
    ...part({}),
    isBegunEarly: true as const,
    async run() {
      release();
      return { passed: 1, failed: 0, skipped: 0 };
    },
  };
  const options = { mustRunAll: true, say: () => undefined };
  expect(await runParts([waits, late], options)).toBe(0);
});
