import { ruleHref } from "../admission/admission-hrefs.ts";
import { poolHref } from "../pools/pool-cells.tsx";
import { tokenHref } from "../tokens/token-link.tsx";

/** The page of what an audit entry is about; null: it has none. */
export function targetHref(target: string): string | null {
  const [kind = "", id = ""] = target.split(":", 2);
  switch (kind) {
    case "sensor":
      return `/sensors/${id}`;
    case "job":
      return `/jobs/${id}`;
    case "token":
      return tokenHref(id);
    case "admission-rule":
      return ruleHref(id);
    case "webhook":
      return "/settings/notifications";
    case "api-key":
      return "/settings/api-keys";
    case "user":
    case "invite":
      return "/settings/users";
    case "pool":
      return poolHref(target.slice("pool:".length));
    case "attempts":
      return "/sensors/failed";
    default:
      return null;
  }
}
