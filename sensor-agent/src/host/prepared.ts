import { z } from "zod";
import { bpffsPath, btfPath, tracefsPath } from "./kernel-paths.ts";

/** A line of `telovix-loader --prepare-host`: what it found, or did, about one thing. */
export const PreparedLine = z.object({
  v: z.literal(1),
  type: z.literal("prepared"),
  name: z.enum(["bpf", "tracefs", "ebpf"]),
  state: z.enum(["mounted", "already", "allowed", "failed"]),
  detail: z.string().max(1024).optional(),
  /** The kernel refused it for want of privilege. */
  denied: z.boolean().optional(),
});
export type PreparedLine = z.infer<typeof PreparedLine>;

/** What a line of the log says, how bad that is, and what follows. */
export interface Finding {
  readonly level: "info" | "warn" | "error";
  readonly text: string;
}

const unprivileged =
  "permission denied: the pod does not run in privileged mode. Set securityContext.privileged: true and runAsUser: 0, and see that no admission policy takes them away";

/** What the loader's line means. An error is one that the sensor cannot do its work with. */
export function finding({ name, state, detail = "", denied }: PreparedLine): Finding {
  const why = denied ? `${unprivileged} (${detail}).` : `${detail}.`;
  switch (name) {
    case "bpf":
      return state === "failed"
        ? error(`bpf filesystem not available on ${bpffsPath}: ${why} ${hint}.`)
        : info(mounted("bpf", bpffsPath, state));
    case "tracefs":
      // The programs stand on raw tracepoints, which need none.
      return state === "failed"
        ? { level: "warn", text: `tracefs cannot be mounted on ${tracefsPath}: ${why} Continuing.` }
        : info(mounted("tracefs", tracefsPath, state));
    case "ebpf":
      return state === "failed"
        ? error(`The kernel refuses eBPF: ${why} ${hint}.`)
        : info("eBPF may be used.");
  }
}

/** A kernel without BTF cannot run the programs, whatever is mounted. */
export function btfFinding(isThere: boolean): Finding {
  return isThere
    ? info(`BTF is there: ${btfPath}`)
    : error(
        `${btfPath} is missing: the kernel of this node lacks BTF (CONFIG_DEBUG_INFO_BTF), which eBPF programs need. Verify with: ls ${btfPath}`,
      );
}

const hint = `Verify that the kernel has BTF: ls ${btfPath}`;
const info = (text: string): Finding => ({ level: "info", text });
const error = (text: string): Finding => ({ level: "error", text });
const mounted = (type: string, path: string, state: string) =>
  state === "already"
    ? `mount: ${type} already mounted on ${path}; continuing.`
    : `mount: ${type} mounted on ${path}.`;
