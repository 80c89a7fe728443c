import { type ReactNode, useId } from "react";
import { cn } from "./class-names.ts";

interface PanelProps {
  title: ReactNode;
  /** Right of the title. */
  actions?: ReactNode;
  className?: string;
  bodyClassName?: string;
  children: ReactNode;
}

/** A titled box; a landmark region named by its title. */
export function Panel({ title, actions, className, bodyClassName, children }: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn("min-w-0 rounded-xl border bg-surface shadow-raised", className)}
    >
      <header className="flex min-h-12 items-center justify-between gap-3 border-b px-4 py-2">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {actions}
      </header>
      <div className={cn("p-4", bodyClassName)}>{children}</div>
    </section>
  );
}
