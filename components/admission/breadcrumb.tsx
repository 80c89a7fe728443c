import { ChevronRight } from "lucide-react";
import Link from "next/link";

/** The way back to the rules. */
export function AdmissionBreadcrumb({ here }: { here: string }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-3 flex items-center gap-1 text-ink-muted">
      <Link href="/admission" className="rounded hover:text-ink">
        Admission
      </Link>
      <ChevronRight aria-hidden className="size-3.5" />
      <span aria-current="page" className="truncate">
        {here}
      </span>
    </nav>
  );
}
