import { type ReactNode, useId } from "react";
import { type Help, HelpLink } from "../docs/help-link.tsx";

interface SectionProps {
  title: string;
  description: ReactNode;
  /** Where the documentation explains this section. */
  help?: Help;
  /** Below all of it, in small: who changed it last. */
  footer?: ReactNode;
  children: ReactNode;
}

export function Section({ title, description, help, footer, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-xl border bg-surface shadow-raised">
      <header className="border-b px-4 py-3 sm:px-5">
        <div className="flex items-center gap-1">
          <h2 id={id} className="font-semibold">
            {title}
          </h2>
          {help && <HelpLink {...help} />}
        </div>
        <p className="text-pretty text-ink-muted">{description}</p>
      </header>
      <div className="p-4 sm:p-5">{children}</div>
      {footer && (
        <footer className="border-t px-4 py-2.5 text-ink-muted text-xs sm:px-5">{footer}</footer>
      )}
    </section>
  );
}
