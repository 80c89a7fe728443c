import { type ReactNode, useId } from "react";
import { sectionId } from "./section-links.tsx";

interface SectionProps {
  title: string;
  description: ReactNode;
  children: ReactNode;
}

export function Section({ title, description, children }: SectionProps) {
  const id = useId();
  return (
    <section
      id={sectionId(title)}
      aria-labelledby={id}
      className="scroll-mt-7 rounded-xl border bg-surface shadow-raised max-lg:scroll-mt-16"
    >
      <header className="border-b px-4 py-3 sm:px-5">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <p className="text-ink-muted">{description}</p>
      </header>
      <div className="p-4 sm:p-5">{children}</div>
    </section>
  );
}
