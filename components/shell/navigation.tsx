"use client";
import {
  BookOpen,
  Boxes,
  Braces,
  History,
  KeyRound,
  LayoutDashboard,
  ListChecks,
  LogOut,
  type LucideIcon,
  Radio,
  ScrollText,
  Settings,
  ShieldCheck,
  ShipWheel,
  TriangleAlert,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ComponentType } from "react";
import { FailedBadge } from "../attempts/failed-badge.tsx";
import { cn } from "../ui/class-names.ts";

interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Shown indented below the place before it. */
  isNested?: true;
  /** What waits there, at the end of the line. */
  badge?: ComponentType;
}

export const places: readonly Place[] = [
  { href: "/overview", label: "Overview", icon: LayoutDashboard },
  { href: "/sensors", label: "Sensors", icon: Radio },
  { href: "/sensors/departed", label: "Departed", icon: LogOut, isNested: true },
  { href: "/sensors/tokens", label: "Enrollment Tokens", icon: KeyRound, isNested: true },
  {
    href: "/sensors/failed",
    label: "Failed Enrollments",
    icon: TriangleAlert,
    isNested: true,
    badge: FailedBadge,
  },
  { href: "/clusters", label: "Clusters", icon: ShipWheel },
  { href: "/pools", label: "Pools", icon: Boxes },
  { href: "/admission", label: "Admission", icon: ShieldCheck },
  { href: "/activity", label: "Activity", icon: History },
  { href: "/jobs", label: "Jobs", icon: ListChecks },
  { href: "/audit", label: "Audit", icon: ScrollText },
  { href: "/settings", label: "Settings", icon: Settings },
  { href: "/docs", label: "Documentation", icon: BookOpen },
  { href: "/api-reference", label: "API", icon: Braces },
];

/** The longest place that the path lies in. */
function currentPlace(path: string): string | undefined {
  return places
    .map(({ href }) => href)
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const path = usePathname();
  const current = currentPlace(path);
  return (
    <nav aria-label="Main">
      <ul className="grid gap-0.5">
        {places.map(({ href, label, icon: Icon, isNested, badge: Badge }) => (
          <li key={href}>
            <Link
              href={href}
              onClick={() => onNavigate?.()}
              aria-current={href !== current ? undefined : href === path ? "page" : "true"}
              className={cn(
                "flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium text-ink-muted transition-colors hover:bg-ink/5 hover:text-ink pointer-coarse:h-11",
                isNested && "ml-[1.1rem] border-l pl-3",
                isNested && "rounded-l-none",
                href === current &&
                  "bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent",
                isNested && href === current && "border-accent",
              )}
            >
              {!isNested && <Icon aria-hidden className="size-4" />}
              {label}
              {Badge && <Badge />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
