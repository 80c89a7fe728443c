import { Hourglass } from "lucide-react";
import type { TokenView } from "../../server/tokens/schema.ts";
import { RelativeTime } from "../time/time.tsx";

interface TokenExpiryProps {
  token: Pick<TokenView, "expiresAt" | "expiring" | "state" | "replacedById">;
  /** Says "expires" too, where no column head does. */
  withWord?: boolean;
}

/** When a token ends; marked once that is near enough to act on. */
export function TokenExpiry({ token, withWord = false }: TokenExpiryProps) {
  const word = token.state === "expired" ? "expired" : "expires";
  const text = (
    <>
      <span className={withWord ? undefined : "sr-only"}>{word} </span>
      <RelativeTime at={token.expiresAt} />
    </>
  );
  if (!token.expiring) return <span className="text-ink-muted">{text}</span>;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap rounded-full border border-degraded/40 bg-warning-soft px-2 py-px font-medium text-degraded text-xs leading-5">
      <Hourglass aria-hidden className="size-3" strokeWidth={2.5} />
      <span>{text}</span>
    </span>
  );
}
