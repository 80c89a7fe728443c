import { isAllowed, type Permission, type Role } from "../../server/auth/role.ts";

export interface SettingsSection {
  /** Its page is `/settings/<slug>`. */
  readonly slug: string;
  readonly title: string;
  /** The heading that it stands under in the list. */
  readonly group: string;
  /** Whoever may not do this does not see the section at all. */
  readonly needs?: Permission;
}

/** Every section of the settings, in the order of the list; each has a page of its own. */
const sections = [
  { group: "Fleet", slug: "enrollment", title: "Enrollment" },
  { group: "Fleet", slug: "status", title: "Status" },
  { group: "Fleet", slug: "auto-removal", title: "Auto-removal" },
  { group: "Fleet", slug: "retention", title: "Retention" },
  { group: "Fleet", slug: "license", title: "License" },
  { group: "Console", slug: "console", title: "Console" },
  { group: "Console", slug: "notifications", title: "Notifications", needs: "administer" },
  { group: "Access", slug: "users", title: "Users", needs: "administer" },
  { group: "Access", slug: "single-sign-on", title: "Single sign-on", needs: "administer" },
  { group: "Access", slug: "api-keys", title: "API keys", needs: "administer" },
  { group: "You", slug: "appearance", title: "Appearance" },
] as const satisfies readonly SettingsSection[];

export type SettingsSlug = (typeof sections)[number]["slug"];

/** Where a section's page is. */
export const settingsHref = (slug: string): string => `/settings/${slug}`;

/** The sections that a role sees. */
export function sectionsFor(role: Role | null): readonly SettingsSection[] {
  const all: readonly SettingsSection[] = sections;
  return all.filter(({ needs }) => !needs || isAllowed(role, needs));
}
