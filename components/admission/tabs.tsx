"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "../ui/class-names.ts";

const tabs = [
  ["/admission", "Rules"],
  ["/admission/decisions", "Decisions"],
  ["/admission/try", "Try out"],
  ["/admission/connect", "Connect"],
] as const;

/** The pages of the Admission view, as links: each has an address of its own. */
export function AdmissionTabs() {
  const path = usePathname();
  return (
    <nav aria-label="Admission" className="mb-4 overflow-x-auto border-b">
      <ul className="flex gap-1">
        {tabs.map(([href, label]) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === path ? "page" : undefined}
              className={cn(
                "-mb-px block whitespace-nowrap border-transparent border-b-2 px-3 py-2 font-medium text-ink-muted transition-colors hover:text-ink pointer-coarse:py-3",
                href === path && "border-accent text-accent hover:text-accent",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
