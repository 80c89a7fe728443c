const day = 86_400;

/** How long a key may live, as the form offers it; null: until it is revoked. */
export const keyLifetimes = [
  { value: "30", label: "30 days", seconds: 30 * day },
  { value: "90", label: "90 days", seconds: 90 * day },
  { value: "365", label: "1 year", seconds: 365 * day },
  { value: "custom", label: "Other…", seconds: null },
  { value: "none", label: "No expiry", seconds: null },
] as const;
export type KeyLifetime = (typeof keyLifetimes)[number]["value"];

export const daysMax = 3650;

/** Null: it lasts until it is revoked. @returns undefined when the days are no number in range */
export function lifetimeSeconds(choice: KeyLifetime, days: string): number | null | undefined {
  if (choice === "none") return null;
  if (choice !== "custom") return Number(choice) * day;
  const count = /^\d{1,4}$/.test(days.trim()) ? Number(days) : 0;
  return count >= 1 && count <= daysMax ? count * day : undefined;
}
