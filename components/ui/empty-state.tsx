import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
}

/** Says why nothing is here and what to do about it. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-3 px-6 py-14 text-center">
      <div className="grid size-11 place-items-center rounded-full border bg-sunken text-ink-muted">
        <Icon aria-hidden className="size-5" />
      </div>
      <div className="grid max-w-md gap-1">
        <h2 className="font-semibold text-base">{title}</h2>
        {children && <p className="text-balance text-ink-muted">{children}</p>}
      </div>
      {action && <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
