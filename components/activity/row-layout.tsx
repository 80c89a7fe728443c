import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/class-names.ts";

/** Time, icon, what happened, and at the right what it belongs to. */
export const rowGrid =
  "grid grid-cols-[5.5rem_1.25rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 max-sm:grid-cols-[2.5rem_1.25rem_minmax(0,1fr)] max-sm:gap-x-2 max-sm:px-3";

interface ActivityLineProps {
  at: string;
  icon: LucideIcon;
  iconClassName?: string;
  children: ReactNode;
  aside?: ReactNode;
}

export function ActivityLine({
  at,
  icon: Icon,
  iconClassName,
  children,
  aside,
}: ActivityLineProps) {
  return (
    <li className={cn(rowGrid, "group/line py-2")}>
      <ClockTime at={at} />
      <Icon aria-hidden className={cn("size-4 text-ink-muted", iconClassName)} />
      <div className="min-w-0">{children}</div>
      {aside && (
        <div className="max-w-60 truncate text-right text-ink-muted text-xs max-sm:col-start-3 max-sm:text-left">
          {aside}
        </div>
      )}
    </li>
  );
}

/** Hours and minutes; the day stands above. */
export function ClockTime({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time
      dateTime={at}
      title={date.toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" })}
      className="whitespace-nowrap text-ink-muted text-xs"
      suppressHydrationWarning
    >
      {clockTime(date)}
    </time>
  );
}

/** 24 hours in every locale: columns of them are compared, and logs have them so. */
export const clockTime = (at: Date): string =>
  at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
