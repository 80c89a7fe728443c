import { isIP } from "node:net";
import { isPublicAddress } from "./address.ts";

/**
 * Why a webhook may not be sent to this URL; null: it may. Names are checked again where they are
 * resolved, by `sendWebhook`: only there it is known where they lead.
 */
export function urlRefusal(text: string, allow: { privateAddresses: boolean }): string | null {
  const url = URL.parse(text);
  if (!url || !["https:", "http:"].includes(url.protocol)) return "An https:// URL.";
  if (allow.privateAddresses) return null;
  if (url.protocol !== "https:") {
    return "An https:// URL; http:// only where private addresses are allowed.";
  }
  const host = hostOf(url);
  return isIP(host) !== 0 && !isPublicAddress(host) ? privateRefusal(host) : null;
}

export const privateRefusal = (host: string) =>
  `${host} is a private address. Allow private addresses in Settings > Notifications first.`;

/** The host as `net` takes it: an IPv6 address without its brackets. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}
