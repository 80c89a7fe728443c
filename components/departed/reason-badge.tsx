import type { DepartReason } from "../../server/departed/schema.ts";
import { cn } from "../ui/class-names.ts";
import { reasonLooks } from "./departure.ts";

export function ReasonBadge({ reason }: { reason: DepartReason }) {
  const { word, icon: Icon } = reasonLooks[reason];
  const isAct = reason === "deleted";
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 whitespace-nowrap font-medium",
        isAct ? "text-ink" : "text-departed",
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {word}
    </span>
  );
}
