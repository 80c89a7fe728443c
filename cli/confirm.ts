import { createInterface } from "node:readline/promises";
import { CliError, exitCodes, usage } from "./exit-codes.ts";
import type { World } from "./world.ts";

/**
 * Asks on a terminal; elsewhere `--yes` must have said so before.
 * @throws {CliError} when the answer is no, or nobody can be asked
 */
export async function confirm(
  { stdin, stderr }: World,
  question: string,
  options: { yes?: true },
): Promise<void> {
  if (options.yes) return;
  stderr.write(`${question}\n`);
  if (!stdin.isTTY) throw usage("Nobody can be asked here.", "Add --yes to go on without asking.");
  const lines = createInterface({ input: stdin });
  stderr.write("Go on? [y/N] ");
  const answer = await new Promise<string>((resolve) => {
    lines.once("line", resolve);
    lines.once("close", () => resolve(""));
  });
  lines.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError(exitCodes.failed, "Nothing was done.");
}
