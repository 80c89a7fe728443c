import type { Ctx } from "../../server/context.ts";
import { endPause } from "../../server/lifecycle/end-pause.ts";
import { listPauses } from "../../server/lifecycle/pauses.ts";

/** An admin lets removals go on when sensors stay away for so long. */
const decidesAfterSeconds = 1800;
/** Pauses are read so often, in seconds; nobody looks at a banner more closely. */
const looksEverySeconds = 30;

/** Watches the banner of auto-removal, and presses Resume where a pause does not end by itself. */
export function makeAdmin(ctx: Ctx) {
  const since = new Map<string, number>();
  let paused = new Set<string>();

  return {
    pauses: () => since.size,
    /** Pools (`*`: all) that stand still. */
    async look(second: number): Promise<ReadonlySet<string>> {
      if (second % looksEverySeconds !== 0) return paused;
      const pauses = await listPauses(ctx);
      for (const { id, cause } of pauses) {
        if (!since.has(id)) since.set(id, second);
        const age = second - (since.get(id) ?? second);
        if (cause === "mass_silence" && age >= decidesAfterSeconds) {
          await endPause(ctx, { id, decision: "resume" });
        }
      }
      paused = new Set(pauses.map(({ pool }) => pool ?? "*"));
      return paused;
    },
  };
}
