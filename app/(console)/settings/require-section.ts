import { notFound } from "next/navigation";
import {
  type SettingsSlug,
  sectionsFor,
  settingsHref,
} from "../../../components/settings/sections.ts";
import { type PageProps, requireUser } from "../../console-bridge.ts";

/** For every section's page: sends away who is not signed in; what a role may not see is not there. */
export async function requireSection(slug: SettingsSlug, props?: PageProps): Promise<void> {
  const me = await requireUser(settingsHref(slug), await props?.searchParams);
  if (!sectionsFor(me.role).some((section) => section.slug === slug)) notFound();
}
