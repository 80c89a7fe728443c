import { CircleCheck, CircleX, Clock, type LucideIcon, RotateCw } from "lucide-react";
import type { DeliveryView } from "../../server/alerts/schema.ts";
import { cn } from "../ui/class-names.ts";

interface DeliveryStateProps {
  state: DeliveryView["state"];
  /** A try went wrong already. */
  hasError: boolean;
}

function look({ state, hasError }: DeliveryStateProps): [LucideIcon, string, string] {
  if (state === "delivered") return [CircleCheck, "Delivered", "text-healthy"];
  if (state === "failed") return [CircleX, "Failed", "text-offline"];
  return hasError ? [RotateCw, "Retrying", "text-stale"] : [Clock, "Waiting", "text-ink-muted"];
}

/** Told by shape, word and colour. */
export function DeliveryState(props: DeliveryStateProps) {
  const [Icon, word, color] = look(props);
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap font-medium", color)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {word}
    </span>
  );
}
