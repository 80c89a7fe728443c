import { z } from "zod";
import { defaultSettings, Settings } from "./schema.ts";

/** What is stored; a field that another version of Telovix knew is left out, not an error. */
const Stored = z.object({
  enrollment: z.object(Settings.shape.enrollment.shape),
  status: z.object(Settings.shape.status.shape),
  removal: z.object(Settings.shape.removal.shape),
  retention: z.object(Settings.shape.retention.shape),
  admission: z.object(Settings.shape.admission.shape),
  notifications: z.object(Settings.shape.notifications.shape),
  console: z.object(Settings.shape.console.shape),
});

/** The settings in force: what is stored, by section, over the defaults. */
export function storedSettings(changed: Readonly<Record<string, unknown>>): Settings {
  return Stored.parse(
    Object.fromEntries(
      Object.entries(defaultSettings).map(([section, defaults]) => [
        section,
        { ...defaults, ...(changed[section] as object | undefined) },
      ]),
    ),
  );
}

/** The same of the section that every page of sensors asks for. */
export function storedStatus(value: unknown): Settings["status"] {
  return Stored.shape.status.parse({ ...defaultSettings.status, ...(value as object | null) });
}
