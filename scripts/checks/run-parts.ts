import { type Counts, closingLine, type Part, sum } from "./part.ts";

interface RunOptions {
  /** What cannot run counts as failed. */
  readonly mustRunAll: boolean;
  readonly say: (line: string) => void;
}

/**
 * Runs parts one after another, those begun early beside them, and prints the closing line.
 * @returns the exit code: 0 only when nothing failed and something passed
 */
export async function runParts(parts: Part[], options: RunOptions): Promise<number> {
  const { say } = options;
  const results: Counts[] = [];
  const early = new Map(
    parts.filter((part) => part.isBegunEarly).map((part) => [part, runPart(part, options)]),
  );
  for (const part of parts) {
    const begin = performance.now();
    say(`\n── ${part.name}`);
    const counts = await (early.get(part) ?? runPart(part, options));
    results.push(counts);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    say(`── ${part.name}: ${closingLine(counts)} (${seconds} s)`);
  }
  const total = sum(results);
  say(`\n${closingLine(total)}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function runPart(part: Part, { mustRunAll, say }: RunOptions): Promise<Counts> {
  const reason = part.cannotRun();
  if (reason !== undefined) {
    say(`skipped: ${reason}`);
    return leftOut(1, mustRunAll);
  }
  const counts = await part.run();
  const { skipped, ...ran } = counts;
  const left = leftOut(skipped, mustRunAll);
  return { ...ran, failed: ran.failed + left.failed, skipped: left.skipped };
}

/** What was left out is never passed; where everything must run, it has failed. */
function leftOut(count: number, mustRun: boolean): Counts {
  return { passed: 0, failed: mustRun ? count : 0, skipped: mustRun ? 0 : count };
}
