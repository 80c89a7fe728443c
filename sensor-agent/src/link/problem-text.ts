import type { Problem } from "../protocol.ts";

/** A refusal in one line: its code, what it says, and what to do, as sentences. */
export function problemText(problem: Problem | null, status: number, help = ""): string {
  const words = problem
    ? [problem.code, problem.detail ?? problem.title, problem.help ?? help]
    : [`HTTP ${status}`, help];
  return words
    .map((word) => word.replace(/\p{Cc}+/gu, " ").replace(/[\s.]*$/, "."))
    .filter((sentence) => sentence !== ".")
    .join(" ");
}
