"use client";
import { useMay } from "../shell/me.tsx";

const sections = [
  "Enrollment",
  "Status",
  "Auto-removal",
  "Retention",
  "Console",
  "License",
  "Account",
] as const;

const forAdmins = [
  ...sections.flatMap((title) => (title === "Console" ? [title, "Notifications"] : [title])),
  "API keys",
];

export const sectionId = (title: string): string => title.toLowerCase().replaceAll(" ", "-");

/** Jumps within the page; on a phone the page is short enough to scroll. */
export function SectionLinks() {
  const mayAdminister = useMay("administer");
  const shown = mayAdminister ? forAdmins : sections;
  return (
    <nav aria-label="Settings" className="sticky top-7 max-lg:hidden">
      <ul className="grid gap-0.5">
        {shown.map((title) => (
          <li key={title}>
            <a
              href={`#${sectionId(title)}`}
              className="block rounded-md px-2.5 py-1.5 text-ink-muted hover:bg-sunken hover:text-ink"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
