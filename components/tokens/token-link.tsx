import { Timer } from "lucide-react";
import Link from "next/link";
import type { TokenView } from "../../server/tokens/schema.ts";

export const tokenHref = (id: string): string => `/sensors/tokens/${id}`;

/** The way from a row to its token; the whole row takes the click. */
export function TokenLink({ token }: { token: TokenView }) {
  const notes = [
    token.replacedById && "rotated",
    token.clusterName && `cluster ${token.clusterName}`,
    token.description,
  ];
  return (
    <span className="grid min-w-0">
      <span className="flex items-center gap-1.5">
        <Link
          href={tokenHref(token.id)}
          className="truncate rounded font-medium font-mono text-[0.8125rem] after:absolute after:inset-0 after:content-[''] hover:text-accent"
        >
          {token.prefix}…
        </Link>
        {token.ephemeral && (
          <span title="Its sensors are ephemeral" className="text-ink-muted">
            <Timer aria-hidden className="size-3.5" />
            <span className="sr-only">Its sensors are ephemeral</span>
          </span>
        )}
      </span>
      <span className="truncate text-ink-muted text-xs">{notes.filter(Boolean).join(" · ")}</span>
    </span>
  );
}
