import {
  CloudOff,
  DoorOpen,
  Eraser,
  LogOut,
  type LucideIcon,
  RefreshCw,
  ServerOff,
  TimerOff,
  Trash2,
} from "lucide-react";
import type { DepartReason } from "../../server/departed/schema.ts";
import { shortDuration } from "../../server/duration.ts";

/** A reason is told by icon and by word. */
export const reasonLooks: Record<DepartReason, { word: string; icon: LucideIcon }> = {
  clean_exit: { word: "Clean exit", icon: DoorOpen },
  auto_removed: { word: "Auto-removed", icon: TimerOff },
  deleted: { word: "Deleted", icon: Trash2 },
  decommissioned: { word: "Logged out", icon: LogOut },
  uninstalled: { word: "Uninstalled", icon: Eraser },
  terminated: { word: "Ended by cloud", icon: CloudOff },
  replaced: { word: "Replaced", icon: RefreshCw },
  node_deleted: { word: "Node deleted", icon: ServerOff },
};

/** What is known of a departure. */
export interface Departure {
  readonly reason: DepartReason;
  readonly by: string;
  readonly removeAfterSeconds: number | null;
  readonly isCertificateValid: boolean;
}

/** Why a sensor left, in one sentence. */
export function whyItLeft({ reason, by, removeAfterSeconds }: Departure): string {
  switch (reason) {
    case "clean_exit":
      return "It said goodbye: its host shut down, or the sensor was stopped.";
    case "auto_removed":
      if (by !== "system") return `It had fallen silent, and ${by} removed it.`;
      return removeAfterSeconds === null
        ? "It was removed by itself after its silence."
        : `It was removed by itself after ${shortDuration(removeAfterSeconds)} of silence.`;
    case "deleted":
      return `${by || "Somebody"} deleted it in the Console.`;
    case "decommissioned":
      return "It was logged out on its host (telovix-sensor logout).";
    case "uninstalled":
      return "It was uninstalled on its host.";
    case "terminated":
      return "Its cloud had announced the end of the instance.";
    case "replaced":
      return `The same machine enrolled again with a new key${by ? `, as ${by}` : ""}.`;
    case "node_deleted":
      return `Its node was deleted from the Kubernetes API${by ? `, as ${by} reported` : ""}.`;
  }
}

/** How it could come back, if at all. */
export function wayBack({ reason, isCertificateValid }: Departure): string {
  switch (reason) {
    case "deleted":
      return isCertificateValid
        ? "Its certificate is refused. Only an admin brings it back, with Restore."
        : "Its certificate has expired; its host can enroll again with a token.";
    case "decommissioned":
    case "uninstalled":
    case "replaced":
      return "Its identity is gone from the host, which can enroll again with a token.";
    default:
      return isCertificateValid
        ? "If its host connects again with its certificate, it comes back by itself under the same id."
        : "Its certificate has expired; its host can enroll again with a token.";
  }
}
