import { type ReactNode, useId } from "react";

interface StepProps {
  number: number;
  title: string;
  /** Right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One step of a page that is walked from top to bottom. */
export function Step({ number, title, actions, children }: StepProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="min-w-0 rounded-xl border bg-surface p-4 shadow-raised sm:p-5"
    >
      <header className="mb-4 flex min-h-8 items-center gap-3">
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-xs"
        >
          {number}
        </span>
        <h2 id={id} className="mr-auto font-semibold text-base">
          {title}
        </h2>
        {actions}
      </header>
      {children}
    </section>
  );
}
