import Link from "next/link";
import { tokenHref } from "../tokens/token-link.tsx";

/** "sensor:<id>" and "token:<id>" lead to their page; the rest is only said. */
export function AuditTarget({ target }: { target: string }) {
  const [kind = target, id = ""] = target.split(":", 2);
  const href = kind === "sensor" ? `/sensors/${id}` : kind === "token" ? tokenHref(id) : null;
  const text = id ? `${kind} ${id.slice(0, 8)}` : target;
  if (!href || !id) return <span title={target}>{text}</span>;
  return (
    <Link href={href} title={target} className="relative z-10 text-accent hover:underline">
      {text}
    </Link>
  );
}
