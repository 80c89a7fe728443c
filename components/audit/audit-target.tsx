import Link from "next/link";
import { poolTag } from "../../server/pools/key.ts";
import { targetHref } from "../activity/target-href.ts";

/** Targets that have a page lead to it; the rest is only said. */
export function AuditTarget({ target, name }: { target: string; name?: unknown }) {
  const href = targetHref(target);
  const kind = target.split(":", 1)[0];
  const text = typeof name === "string" && name ? `${kind} ${name}` : shortTarget(target);
  if (!href) return <span title={target}>{text}</span>;
  return (
    <Link href={href} title={target} className="relative z-10 text-accent hover:underline">
      {text}
    </Link>
  );
}

/** "sensor 0f8fad5b", "pool ci-workers", "settings". */
function shortTarget(target: string): string {
  const colon = target.indexOf(":");
  if (colon === -1) return target;
  const [kind, id] = [target.slice(0, colon), target.slice(colon + 1)];
  return `${kind} ${poolTag(id) ?? id.replace(/^token:/, "").slice(0, 8)}`;
}
