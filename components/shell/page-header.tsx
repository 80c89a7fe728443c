import type { ReactNode } from "react";
import { type Help, HelpLink } from "../docs/help-link.tsx";

interface PageHeaderProps {
  title: ReactNode;
  /** One line on what the page is for. */
  description?: ReactNode;
  actions?: ReactNode;
  /** Where the documentation explains this page. */
  help?: Help;
}

export function PageHeader({ title, description, actions, help }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <div className="flex items-center gap-1.5">
          <h1 className="font-semibold text-xl leading-8 tracking-tight">{title}</h1>
          {help && <HelpLink {...help} />}
        </div>
        {description && <p className="text-pretty text-ink-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
