import { PreflightReport } from "../../sensor-agent/src/protocol.ts";
import type { Clock } from "../clock.ts";
import type { Db } from "../context.ts";
import { AppError } from "../errors.ts";
import { readable } from "./hints.ts";
import { keepAttempt, patience } from "./keep.ts";

/** A full hour frees the room at the latest; most of it sooner. */
const retryAfterSeconds = 600;

/**
 * Stores what a host says is in the way of its installation: one attempt with the first failure's
 * code and all their details. Unauthenticated, so it is bounded, and no audit entry is made of it.
 * @throws {AppError} `InvalidRequest`, or `RateLimited` when this hour's reports are used up
 */
export async function reportPreflight(
  deps: { db: Db; clock: Clock },
  body: unknown,
  address: string,
): Promise<void> {
  const report = PreflightReport.parse(body);
  const [first] = report.failed;
  if (!first) throw new AppError("InvalidRequest", "failed: at least one.");
  const text = (value: string | undefined) => (value === undefined ? null : readable(value));
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    // Not a change that anybody made: the audit tells of people, tokens and sensors.
    const { room } = await keepAttempt(tx, {
      at,
      kind: "preflight",
      code: first.code,
      detail: report.failed.map(({ code, detail }) => `${code}: ${readable(detail)}`).join("\n"),
      address,
      name: text(report.name),
      hostname: text(report.hostname),
      kernel: text(report.kernel),
      machineId: text(report.machineId),
      ...(await tokenOf(tx, report.tokenPrefix)),
    });
    if (room === "drop") {
      throw new AppError("RateLimited", "Too many pre-flight reports.", retryAfterSeconds);
    }
  }, patience);
}

/** The token that a prefix stands for: it is only said, not shown, so it names it and no more. */
async function tokenOf(tx: Pick<Db, "enrollmentToken">, prefix: string | undefined) {
  if (!prefix) return { tokenPrefix: null, tokenId: null };
  const tokens = await tx.enrollmentToken.findMany({
    where: { prefix },
    select: { id: true },
    take: 2,
  });
  const [only] = tokens;
  return {
    tokenPrefix: readable(prefix),
    tokenId: tokens.length === 1 && only ? only.id : null,
  };
}
