import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

const tones = {
  info: [Info, "bg-sunken border-line-strong [&>svg]:text-ink-muted"],
  success: [CircleCheck, "bg-success-soft border-healthy/40 [&>svg]:text-healthy"],
  warning: [TriangleAlert, "bg-warning-soft border-degraded/40 [&>svg]:text-degraded"],
  danger: [CircleAlert, "bg-danger-soft border-danger/40 [&>svg]:text-danger"],
} as const;

interface NoticeProps {
  tone: keyof typeof tones;
  title?: ReactNode;
  children?: ReactNode;
  className?: string;
  /** `alert` interrupts a screen reader, `status` waits. */
  role?: "alert" | "status";
}

/** A sentence that matters on this page right now. */
export function Notice({ tone, title, children, className, role }: NoticeProps) {
  const [Icon, classes] = tones[tone];
  return (
    <div
      role={role}
      className={cn(
        "flex gap-2.5 rounded-lg border px-3.5 py-2.5 [&>svg]:mt-0.5",
        classes,
        className,
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={cn(title && "text-ink-muted")}>{children}</div>}
      </div>
    </div>
  );
}
