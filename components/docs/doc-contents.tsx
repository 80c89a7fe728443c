import Link from "next/link";
import { docPages } from "../../server/docs/doc-pages.ts";
import { cn } from "../ui/class-names.ts";

/** Every page of the documentation; on a phone behind one line. */
export function DocContents({ path }: { path: string }) {
  return (
    <>
      <details className="rounded-lg border bg-surface px-3 py-2 lg:hidden">
        <summary className="font-medium">All pages</summary>
        <PageLinks path={path} className="mt-2" />
      </details>
      <div className="sticky top-7 hidden lg:block">
        <p className="mb-2 px-2.5 font-semibold">Documentation</p>
        <PageLinks path={path} />
      </div>
    </>
  );
}

function PageLinks({ path, className }: { path: string; className?: string }) {
  return (
    <nav aria-label="Documentation" className={className}>
      <ul className="grid gap-0.5">
        {Object.entries(docPages).map(([page, title]) => (
          <li key={page}>
            <Link
              href={`/docs/${page}`}
              aria-current={page === path ? "page" : undefined}
              className={cn(
                "block rounded-md px-2.5 py-1.5 text-ink-muted hover:bg-ink/5 hover:text-ink",
                page === path && "bg-accent-soft font-medium text-accent",
              )}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
