"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useMe } from "../shell/me.tsx";
import { cn } from "../ui/class-names.ts";
import { NativeSelect } from "../ui/input.tsx";
import { useLeave } from "./leave-guard.tsx";
import { type SettingsSection, sectionsFor, settingsHref } from "./sections.ts";

/** Beside the section; at phone width a select above it. */
export function SectionList() {
  const path = usePathname();
  const { role } = useMe();
  const groups = [...Map.groupBy(sectionsFor(role), ({ group }) => group)];
  const leave = useLeave();
  return (
    <>
      <NativeSelect
        aria-label="Section"
        className="lg:hidden"
        value={path}
        onChange={({ target }) => leave(target.value)}
      >
        {groups.map(([title, sections]) => (
          <optgroup key={title} label={title}>
            {sections.map((section) => (
              <option key={section.slug} value={settingsHref(section.slug)}>
                {section.title}
              </option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
      <nav aria-label="Settings" className="sticky top-7 grid gap-4 max-lg:hidden">
        {groups.map(([title, sections]) => (
          <div key={title}>
            <h2 className="px-2.5 pb-1 font-medium text-ink-faint text-xs">{title}</h2>
            <ul className="grid gap-0.5">
              {sections.map((section) => (
                <SectionLink key={section.slug} section={section} path={path} />
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  );
}

function SectionLink({ section, path }: { section: SettingsSection; path: string }) {
  const href = settingsHref(section.slug);
  const isCurrent = path === href;
  return (
    <li>
      <Link
        href={href}
        aria-current={isCurrent ? "page" : undefined}
        className={cn(
          "block rounded-md px-2.5 py-1.5 text-ink-muted transition-colors hover:bg-ink/5 hover:text-ink",
          isCurrent && "bg-sunken font-medium text-ink",
        )}
      >
        {section.title}
      </Link>
    </li>
  );
}
