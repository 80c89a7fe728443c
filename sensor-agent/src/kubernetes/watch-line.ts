import { z } from "zod";

const Metadata = z.object({ metadata: z.object({ resourceVersion: z.string().min(1) }) });

const Line = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["ADDED", "MODIFIED", "DELETED"]), object: z.unknown() }),
  z.object({ type: z.literal("BOOKMARK"), object: Metadata }),
  z.object({
    type: z.literal("ERROR"),
    object: z.object({ code: z.number().optional(), message: z.string().optional() }),
  }),
]);

/** What one line of a watch says; `at` is where to go on when the watch ends. */
export type WatchEvent =
  | { readonly kind: "put" | "gone"; readonly object: unknown; readonly at: string }
  | { readonly kind: "at"; readonly at: string }
  /** The version to go on from is no longer kept, so all has to be listed anew. */
  | { readonly kind: "expired" }
  | { readonly kind: "failed"; readonly detail: string };

/** One line of a watch (API concepts, "Efficient detection of changes"). */
export function parseWatchLine(text: string): WatchEvent {
  const line = Line.safeParse(parse(text)).data;
  if (!line) return { kind: "failed", detail: "a line of the watch is not of a known form" };
  if (line.type === "BOOKMARK") return { kind: "at", at: line.object.metadata.resourceVersion };
  if (line.type === "ERROR") {
    const { code, message } = line.object;
    if (code === 410) return { kind: "expired" };
    return { kind: "failed", detail: message ?? `the watch failed with ${code ?? "no code"}` };
  }
  const at = Metadata.safeParse(line.object).data?.metadata.resourceVersion;
  if (at === undefined) return { kind: "failed", detail: "an object has no resourceVersion" };
  return { kind: line.type === "DELETED" ? "gone" : "put", object: line.object, at };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
