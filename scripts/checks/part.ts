/** What a part found: real tests for a test runner, one each for commands and files. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One part of `npm test`. */
export interface Part {
  readonly name: string;
  /** Why this machine cannot run it; undefined when it can. */
  readonly cannotRun: () => string | undefined;
  readonly run: () => Promise<Counts>;
  /** Long and on one core: begun with the first part, and waited for at its place. */
  readonly isBegunEarly?: true;
}

const nothing: Counts = { passed: 0, failed: 0, skipped: 0 };

export function sum(counts: Counts[]): Counts {
  return counts.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    nothing,
  );
}

/** The closing line that scripts read: `N passed, N failed`, and skipped only when there are any. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  const told = skipped > 0 ? `, ${skipped} skipped` : "";
  return `${passed} passed, ${failed} failed${told}`;
}
