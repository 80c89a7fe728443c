import { CircleHelp } from "lucide-react";
import Link from "next/link";
import { type DocPage, docPages } from "../../server/docs/doc-pages.ts";

export interface Help {
  page: DocPage;
  /** Anchor of a heading on that page. */
  heading?: string;
}

/** Leads to the page of the documentation that explains what one looks at. */
export function HelpLink({ page, heading }: Help) {
  return (
    <Link
      href={heading ? `/docs/${page}#${heading}` : `/docs/${page}`}
      title={`Help: ${docPages[page]}`}
      aria-label={`Help: ${docPages[page]}`}
      className="inline-flex size-6 items-center justify-center rounded-md align-middle text-ink-faint transition-colors hover:bg-ink/5 hover:text-ink"
    >
      <CircleHelp aria-hidden className="size-4" />
    </Link>
  );
}
